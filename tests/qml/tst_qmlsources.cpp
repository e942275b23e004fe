// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the QML of the project and refuses what would let a text from outside be taken for markup,
// and what the style forbids and qmllint does not see.

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    const char *what;
    const char *pattern; // on one line, comments taken away
    const char *allowedIn; // file names, one blank between; there it is what it should be
};

constexpr Rule kRules[] = {
    {"a Text that is not PlainText", "^\\s*(\\w+\\.)?Text \\{", "PlainText.qml"},
    {"a stock type that guesses markup",
     "^\\s*(\\w+\\.)?(Label|CheckBox|CheckDelegate|RadioButton|RadioDelegate|Switch|SwitchDelegate|"
     "GroupBox|Dialog|TextField|TextArea|ItemDelegate|SwipeDelegate|RoundButton|ToolButton|"
     "DelayButton|TabButton|ComboBox|SpinBox|Page) \\{",
     ""},
    {"a Button without its own content", "^\\s*(\\w+\\.)?Button \\{", "PlainButton.qml"},
    {"a MenuItem without its own content", "^\\s*(\\w+\\.)?(MenuItem|Action) \\{",
     "PlainMenuItem.qml"},
    {"a Menu without its own frame", "^\\s*(\\w+\\.)?Menu \\{", "PlainMenu.qml"},
    {"a ToolTip that guesses markup", "^\\s*(\\w+\\.)?ToolTip \\{|ToolTip\\.(text|show|visible)",
     "Tip.qml"},
    {"a list with a buffer", "^\\s*(ListView|GridView|TableView) \\{", "PlainList.qml"},
    {"a scroll bar that fades", "^\\s*(ScrollBar\\.\\w+: )?ScrollBar \\{", "ThinScrollBar.qml"},
    {"a text format that is not plain",
     "textFormat:(?! (Text|TextEdit)\\.PlainText)|(Rich|Styled|Auto|Markdown)Text", ""},
    {"a link in a text", "onLinkActivated|openUrlExternally", ""},
    {"QML made from a string",
     "createQmlObject|\\beval\\(|\\bWebEngine|import QtWeb|import QtNetwork", ""},
    {"a request of its own", "XMLHttpRequest|\\bWebSocket", ""},
    {"a colour of its own", "\"#[0-9a-fA-F]{3,8}\"|Qt\\.rgba\\(|color: \"(?!transparent)", ""},
    {"a log line", "console\\.", ""},
    {"an import with a version", "^import [\\w.]+ \\d", ""},
    {"controls whose style is chosen at run time", "^import QtQuick\\.Controls$", ""},
    {"an animation that no state of need asks for", "loops: Animation\\.Infinite|\\bBusyIndicator",
     ""},
    {"an untyped property", "^\\s*(required )?property var ", ""},
};

const QList<QRegularExpression> &patterns()
{
    static const QList<QRegularExpression> kPatterns = [] {
        QList<QRegularExpression> list;
        for (const Rule &rule : kRules)
            list.append(QRegularExpression(QString::fromLatin1(rule.pattern)));
        return list;
    }();
    return kPatterns;
}

QStringList complaints(const QString &fileName, const QString &text)
{
    static const QRegularExpression comment(u"//.*$|/\\*.*\\*/"_s);
    QStringList found;
    int number = 0;
    for (QString line : text.split(u'\n')) {
        ++number;
        line.remove(comment);
        for (qsizetype i = 0; i < patterns().size(); ++i) {
            const Rule &rule = kRules[i];
            if (patterns().at(i).match(line).hasMatch()
                && !QString::fromLatin1(rule.allowedIn).split(u' ').contains(fileName))
                found.append(u"%1:%2: %3: %4"_s.arg(fileName).arg(number).arg(
                    QString::fromLatin1(rule.what), line.trimmed()));
        }
    }
    return found;
}

} // namespace

class TestQmlSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSourcesKeepTheRules();
    void eachRuleFindsWhatItForbids_data();
    void eachRuleFindsWhatItForbids();
    void whatIsAllowedIsNotFound();
    void plainTextIsPlain();
};

void TestQmlSources::theSourcesKeepTheRules()
{
    QStringList found;
    int files = 0;
    QDirIterator sources(QStringLiteral(DOGWATCH_QML_DIR), {u"*.qml"_s}, QDir::Files,
                         QDirIterator::Subdirectories);
    while (sources.hasNext()) {
        QFile file(sources.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        found.append(complaints(sources.fileName(), QString::fromUtf8(file.readAll())));
        ++files;
    }
    QVERIFY(files > 30);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TestQmlSources::eachRuleFindsWhatItForbids_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"    Text {",
                             "    T.Text {",
                             "Label { text: root.title }",
                             "    ItemDelegate {",
                             "    Button {",
                             "    MenuItem {",
                             "    Menu {",
                             "    ToolTip {",
                             "ToolTip.text: root.project",
                             "    textFormat: Text.RichText",
                             "    textFormat: Text.MarkdownText",
                             "    textFormat: root.format",
                             "    onLinkActivated: (link) => root.open(link)",
                             "Qt.createQmlObject(text, root)",
                             "const r = new XMLHttpRequest();",
                             "color: \"#fff\"",
                             "color: \"red\"",
                             "console.log(x)",
                             "import QtQuick 2.15",
                             "import QtQuick.Controls",
                             "loops: Animation.Infinite",
                             "    property var thing",
                             "    Switch {",
                             "    ListView {",
                             "    ScrollBar.vertical: ScrollBar {",
                             "    TextArea {"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TestQmlSources::eachRuleFindsWhatItForbids()
{
    QFETCH(QString, line);
    QVERIFY(!complaints(u"Some.qml"_s, line).isEmpty());
}

void TestQmlSources::whatIsAllowedIsNotFound()
{
    for (const char *line :
         {"    PlainText {", "    PlainButton {", "    TextInput {", "    // Text { in a comment",
          "    textFormat: TextEdit.PlainText", "color: \"transparent\"",
          "import QtQuick.Controls.Fusion", "    PlainMenuItem {", "    PlainList {"})
        QCOMPARE(complaints(u"Some.qml"_s, QString::fromLatin1(line)), QStringList());
}

void TestQmlSources::plainTextIsPlain()
{
    QFile file(QStringLiteral(DOGWATCH_QML_DIR "/PlainText.qml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("    textFormat: Text.PlainText\n"));
}

QTEST_APPLESS_MAIN(TestQmlSources)
#include "tst_qmlsources.moc"
