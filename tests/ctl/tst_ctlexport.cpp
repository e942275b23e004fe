// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctl/exporttext.h"
#include "ctlcall.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// T41: texts that other programs must not take for anything but text.
const QStringList kPoison{
    u"=1+1"_s,
    u"+cmd|' /C calc'!A0"_s,
    u"-2+3"_s,
    u"@SUM(1)"_s,
    u"\t=1"_s,
    u"\r=1"_s,
    u"  =1"_s,
    u"a\"b,c;d"_s,
    u"line\nbreak\r\nand more"_s,
    u"<img src=x onerror=alert(1)>"_s,
    u"<script>alert(1)</script>"_s,
    u"```\n# heading\n```"_s,
    u"``````````\n![x](http://canary/x.png)"_s,
    u"~~~\n<iframe src=http://canary>"_s,
    u"[link](javascript:alert(1))"_s,
    u"# heading\n- list\n> quote\n| a | b |"_s,
    u"\u001b]0;title\u0007\u001b[31mred"_s,
    u"\u202eright to left\u2066"_s,
    u"&lt;b&gt; &amp;"_s,
    QString(100'000, u'x'),
    u"nul\u0000byte"_s,
};

QByteArray eventOf(const QString &type, const QJsonObject &fields)
{
    QJsonObject payload = fields;
    payload.insert(u"session_id"_s, u"s"_s);
    payload.insert(u"hook_event_name"_s, type);
    return QJsonDocument(payload).toJson(QJsonDocument::Compact);
}

// The cells of a record, as RFC 4180 says.
QStringList cellsOf(const QByteArray &line)
{
    QStringList cells{QString()};
    bool inQuotes = false;
    const QString text = QString::fromUtf8(line);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"' && inQuotes && i + 1 < text.size() && text.at(i + 1) == u'"')
            cells.last() += text.at(++i);
        else if (c == u'"')
            inQuotes = !inQuotes;
        else if (c == u',' && !inQuotes)
            cells.append(QString());
        else
            cells.last() += c;
    }
    return cells;
}

} // namespace

class TestCtlExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { (void)m_app.end(true); }
    void nothingInMarkdownBecomesMarkup();
    void aJsonTextOfManyLinesIsOneLine();
    void everyEventIsExportedWithItsPayload();
    void poisonGoesThroughEveryFormat();
    void aFileIsThereWholeOrNotAtAll();
    void aReaderThatGoesEarlyIsNoFailure();
    void anOutputThatTakesNothingIsAFailureAndNotTheStores();
    void whatIsWrongIsWrongUsage();
    void withoutAStoreThereIsNoEmptyExport();
    void aConsumerGetsWhatIsNewAndAgainWhatWasNotAcknowledged();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] CtlOutcome run(const QStringList &arguments) const
    {
        return ctl(folder(), QStringList{u"export"_s} + arguments);
    }
    void post(const QByteArray &payload)
    {
        QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", payload).status, 200);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlExport::nothingInMarkdownBecomesMarkup()
{
    for (const QString &text : kPoison) {
        const QString block = markdownBlock(text);
        const QStringList lines = block.split(u'\n');
        const QString fence = lines.first().chopped(4); // "text"
        QVERIFY(fence.size() >= 3 && fence.count(u'`') == fence.size());
        // Only the last line can end it.
        for (qsizetype i = 1; i + 2 < lines.size(); ++i)
            QVERIFY2(!lines.at(i).contains(fence), qPrintable(lines.at(i).left(50)));
        QCOMPARE(lines.at(lines.size() - 2), fence);
        QVERIFY(!block.contains(u'\u001b') && !block.contains(u'\u202e'));
        const QString line = markdownInline(text);
        QVERIFY(!line.contains(u'\n') && !line.contains(u'<') && !line.contains(u'\u001b'));
        QVERIFY2(!line.contains(QRegularExpression(u"(?<!\\\\)[`*\\[\\]#|!~]"_s)),
                 qPrintable(line.left(50)));
    }
}

void TestCtlExport::aJsonTextOfManyLinesIsOneLine()
{
    QCOMPARE(jsonLine("{\n  \"a\" : 1.50\r\n}"), "{   \"a\" : 1.50  }");
    QCOMPARE(jsonLine("{\"a\":\"\\\"x\ny\"}"), "{\"a\":\"\\\"x\\ny\"}");
    QCOMPARE(jsonLine("{\"a\":1}"), "{\"a\":1}");
}

void TestCtlExport::everyEventIsExportedWithItsPayload()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    constexpr int kEvents = 1203; // more than two pages
    QByteArray batch;
    for (int i = 0; i < kEvents; ++i) {
        batch += (batch.isEmpty() ? "" : ",")
            + ("{\"source\":\"claude-code\",\"payload\":{\"session_id\":\"s\",\n\"n\":"
               + QByteArray::number(i) + ".50}}");
        if (i % 500 == 499 || i + 1 == kEvents) {
            QCOMPARE(m_app.ask("POST", "/api/events", "{\"events\":[" + batch + "]}").status, 200);
            batch.clear();
        }
    }
    const CtlOutcome exported = run({});
    QCOMPARE(exported.code, 0);
    const QList<QByteArray> lines = exported.out.trimmed().split('\n');
    QCOMPARE(lines.size(), kEvents);
    for (int i = 0; i < kEvents; ++i) {
        const QJsonObject row = QJsonDocument::fromJson(lines.at(i)).object();
        QCOMPARE(row.value(u"seq").toInt(), i + 1);
        QCOMPARE(row.value(u"payload")[u"n"].toDouble(), i + 0.5);
        QVERIFY(
            lines.at(i).contains(QByteArray(QByteArray::number(i) + ".50"))); // as it was written
    }
    QCOMPARE(run({u"--session"_s, u"s"_s}).out, exported.out);
    QCOMPARE(run({u"--format"_s, u"csv"_s}).out.count("\r\n"), kEvents + 1);
    QCOMPARE(run({u"sessions"_s}).out.count('\n'), 1);
    QCOMPARE(run({u"sessions"_s, u"--format"_s, u"csv"_s}).out.count("\r\n"), 2);
}

void TestCtlExport::poisonGoesThroughEveryFormat()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    for (const QString &text : kPoison) {
        post(eventOf(u"UserPromptSubmit"_s, {{u"prompt"_s, text}, {u"session_title"_s, text}}));
        post(eventOf(u"PostToolUse"_s,
                     {{u"tool_name"_s, text.left(50)},
                      {u"tool_use_id"_s, text.left(50)},
                      {u"tool_response"_s, text}}));
        post(eventOf(text.left(50), {{u"cwd"_s, text.left(50)}, {u"agent_id"_s, text.left(50)}}));
    }
    for (const QString &what : {u"events"_s, u"sessions"_s}) {
        const CtlOutcome csv = run({what, u"--format"_s, u"csv"_s});
        QCOMPARE(csv.code, 0);
        const QList<QByteArray> records = csv.out.trimmed().split('\n');
        const qsizetype columns = cellsOf(records.first().trimmed()).size();
        for (const QByteArray &record : records) {
            const QStringList cells = cellsOf(record.trimmed());
            QCOMPARE(cells.size(), columns);
            for (const QString &cell : cells)
                QVERIFY(!cell.contains(QRegularExpression(u"^[=+\\-@\t\r]"_s)));
        }
    }
    const CtlOutcome markdown = run({u"--format"_s, u"markdown"_s, u"--session"_s, u"s"_s});
    QCOMPARE(markdown.code, 0);
    // Outside the blocks there is nothing that could be a tag or a link.
    QString fence;
    for (const QByteArray &line : markdown.out.split('\n')) {
        const QString text = QString::fromUtf8(line);
        if (fence.isEmpty() && text.startsWith(u"```"_s) && text.endsWith(u"text"_s))
            fence = text.chopped(4);
        else if (!fence.isEmpty() && text == fence)
            fence.clear();
        else if (fence.isEmpty())
            QVERIFY2(!text.contains(QRegularExpression(u"<|(?<!\\\\)[\\[`]"_s)), line.constData());
    }
    QVERIFY(fence.isEmpty());
    for (const QByteArray &line : run({}).out.trimmed().split('\n'))
        QVERIFY(QJsonDocument::fromJson(line).isObject());
}

void TestCtlExport::aFileIsThereWholeOrNotAtAll()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    post(eventOf(u"X"_s, {}));
    const QString target = m_folder->filePath(u"out.jsonl"_s);
    QCOMPARE(run({u"--output"_s, target}).code, 0);
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), run({}).out);
    // One that fails leaves what stood there.
    const qint64 size = QFileInfo(target).size();
    QCOMPARE(run({u"--output"_s, target, u"--session"_s, u"unknown"_s}).code, 1);
    QCOMPARE(QFileInfo(target).size(), size);
    for (const QString &name : {u"/dogwatch.db"_s, u"/new.jsonl"_s, u"/spool/x"_s})
        QCOMPARE(run({u"--output"_s, folder() + name}).code, 1);
    QVERIFY(QFile::link(folder(), m_folder->filePath(u"link"_s)));
    QCOMPARE(run({u"--output"_s, m_folder->filePath(u"link/dogwatch.db"_s)}).code, 1);
    QCOMPARE(run({}).code, 0);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
             QStringList{u"out.jsonl"_s});
}

void TestCtlExport::aReaderThatGoesEarlyIsNoFailure()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    const QString text(300'000, u'x');
    for (int i = 0; i < 20; ++i)
        post(eventOf(u"X"_s, {{u"text"_s, text}}));
    const QString fifo = m_folder->filePath(u"fifo"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    QProcess shell;
    shell.start(
        u"sh"_s,
        {u"-c"_s,
         u"\"$1\" export --data-dir \"$2\" >\"$3\" & head -c 10 <\"$3\" >/dev/null; wait $!; "
         "echo $?"_s,
         u"sh"_s, QStringLiteral(DOGWATCH_BIN_DIR "/dogwatchctl"), folder(), fifo});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), "0\n");
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

void TestCtlExport::anOutputThatTakesNothingIsAFailureAndNotTheStores()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    post(eventOf(u"SessionStart"_s, {}));
    QCOMPARE(m_app.terminate(), 0);
    for (const char *command :
         {"export", "export sessions --format csv", "sessions", "status --json"}) {
        QProcess shell;
        shell.setChildProcessModifier([] {}); // forks, which sanitizers need
        shell.start(u"/bin/sh"_s,
                    {u"-c"_s,
                     u"\"$0\" %1 --data-dir \"$1\" >/dev/full"_s.arg(QString::fromLatin1(command)),
                     QStringLiteral(DOGWATCH_BIN_DIR "/dogwatchctl"), folder()});
        QVERIFY(shell.waitForFinished(60'000));
        QVERIFY2(shell.exitCode() == 1, command);
        QVERIFY(shell.readAllStandardError().contains("cannot write"));
    }
    // Nor is a folder that can't be written to.
    QCOMPARE(run({u"--output"_s, u"/proc/x"_s}).code, 1);
}

void TestCtlExport::whatIsWrongIsWrongUsage()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    QCOMPARE(run({u"--format"_s, u"xml"_s}).code, 2);
    QCOMPARE(run({u"turns"_s}).code, 2);
    QCOMPARE(run({u"--format"_s, u"markdown"_s}).code, 2);
}

void TestCtlExport::withoutAStoreThereIsNoEmptyExport()
{
    const CtlOutcome outcome = run({});
    QCOMPARE(outcome.code, 4);
    QCOMPARE(outcome.out, QByteArray());
}

void TestCtlExport::aConsumerGetsWhatIsNewAndAgainWhatWasNotAcknowledged()
{
    const auto seqs = [this](const QStringList &more = {}) {
        const CtlOutcome outcome =
            ctl(folder(), QStringList{u"export"_s, u"--consumer"_s, u"nightly"_s} + more);
        QList<int> all;
        const QByteArrayList lines = outcome.out.split('\n');
        for (const QByteArray &line : lines) {
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line)[u"seq"].toInt());
        }
        return std::pair(outcome.code, all);
    };
    Headless app;
    QVERIFY(app.start(folder(), {}, {}));
    const auto report = [&app](int from, int to) {
        for (int i = from; i <= to; ++i)
            QCOMPARE(app.send(u"run-0-%1"_s.arg(i)).first, 200);
    };
    report(1, 2);
    QCOMPARE(seqs(), std::pair(0, QList<int>())); // a new one starts at the tail
    report(3, 5);
#ifdef DOGWATCH_TEST_HOOKS
    qputenv("DOGWATCH_FAULT", "export.before_ack:1:kill");
    QCOMPARE(seqs(), std::pair(-1, (QList<int>{3, 4, 5})));
    qunsetenv("DOGWATCH_FAULT");
#endif
    QCOMPARE(seqs(), std::pair(0, (QList<int>{3, 4, 5})));
    QCOMPARE(seqs(), std::pair(0, QList<int>()));
    QCOMPARE(
        ctl(folder(),
            {u"export"_s, u"--consumer"_s, u"all"_s, u"--from-start"_s, u"--format"_s, u"csv"_s})
            .out.count('\n'),
        6); // with its head
    QCOMPARE(seqs({u"--session"_s, u"s"_s}).first, 2);
    QCOMPARE(ctl(folder(), {u"export"_s, u"--from-start"_s}).code, 2);
    QCOMPARE(ctl(folder(), {u"consumers"_s, u"create"_s, u"else"_s, u"--stream"_s, u"s"_s}).code,
             0);
    QCOMPARE(ctl(folder(), {u"export"_s, u"--consumer"_s, u"else"_s}).code, 1);
    report(6, 6);
    QCOMPARE(app.terminate(), 0);
    QCOMPARE(seqs(), std::pair(3, QList<int>())); // nobody keeps its position now
    QVERIFY(app.start(folder(), {}, {}));
    QCOMPARE(seqs(), std::pair(0, QList<int>{6}));
    (void)app.end(true);
}

QTEST_GUILESS_MAIN(TestCtlExport)
#include "tst_ctlexport.moc"
