// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person says of what needs one, by keyboard and by pointer.

#include "models/attentionmodel.h"
#include "models/sessionsmodel.h"
#include "qml/stage.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestWindowSayings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void lettersSayItOfTheTileThatIsChosen();
    void lettersSayItOnTheSessionsPage();
    void lettersTypedIntoAFilterSayNothing();
    void theMenuOfATileOffersWhatMakesSense();
    void theBannerIsAnsweredByKeyboardAndByPointer();
    void ctrlGGoesToTheTerminalFromTheSessionsPage();
    void keysOpenTheInboxAndTheSettings();

private:
    // One that asks and one that works; the first is chosen.
    [[nodiscard]] static bool open(Stage &stage);
};

void TestWindowSayings::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

bool TestWindowSayings::open(Stage &stage)
{
    LiveSnapshot content;
    content.sessions = {makeSession(0, SessionStatus::NeedsInput, stage.clock.nowMs()),
                        makeSession(1, SessionStatus::Working, stage.clock.nowMs())};
    content.attention = {makeAttention(content.sessions.front(), AttentionKind::Permission,
                                       u"Bash"_s, u"git push"_s)};
    if (!stage.open(content))
        return false;
    stage.type(Qt::Key_Right);
    return currentRow(stage) == 0;
}

void TestWindowSayings::lettersSayItOfTheTileThatIsChosen()
{
    Stage stage;
    QVERIFY(open(stage));
    const QString ref = QString::number(stage.window->board()->refAt(0));
    stage.type(Qt::Key_A);
    stage.type(Qt::Key_Z);
    stage.type(Qt::Key_M);
    QCOMPARE(stage.actions.asked,
             (QStringList{u"acknowledge "_s + ref, u"snooze "_s + ref, u"mute "_s + ref}));
    ChangeSet muted;
    muted.mutes.insert(stage.store.content.sessions.front().ref, true);
    stage.publish(muted);
    stage.type(Qt::Key_M);
    QCOMPARE(stage.actions.asked.last(), u"unmute "_s + ref);
}

void TestWindowSayings::lettersSayItOnTheSessionsPage()
{
    Stage stage;
    QVERIFY(open(stage));
    const QString ref = QString::number(stage.window->board()->refAt(0));
    stage.type(Qt::Key_Return);
    QVERIFY(stage.openRef() > 0);
    stage.type(Qt::Key_A);
    stage.type(Qt::Key_Z);
    stage.type(Qt::Key_M);
    QCOMPARE(stage.actions.asked,
             (QStringList{u"acknowledge "_s + ref, u"snooze "_s + ref, u"mute "_s + ref}));
}

void TestWindowSayings::lettersTypedIntoAFilterSayNothing()
{
    Stage stage;
    QVERIFY(open(stage));
    stage.type(Qt::Key_Slash);
    stage.write(u"amzi"_s);
    QCOMPARE(stage.window->board()->search(), u"amzi"_s);
    QVERIFY(stage.actions.asked.isEmpty());
    QVERIFY(boardPage(stage));
}

void TestWindowSayings::theMenuOfATileOffersWhatMakesSense()
{
    Stage stage;
    QVERIFY(open(stage));
    const auto offered = [&stage](const QString &text) {
        const QQuickItem *line = visibleItem(stage.quick(), u"PlainMenuItem"_s, "text", text);
        return line && line->isEnabled();
    };
    stage.type(Qt::Key_Menu);
    QTRY_VERIFY(offered(u"Mark as seen"_s));
    QVERIFY(offered(u"Snooze for 15 minutes"_s));
    QVERIFY(offered(u"Mute its notifications"_s));
    stage.type(Qt::Key_Escape);
    QTRY_VERIFY(!offered(u"Mark as seen"_s));
    stage.type(Qt::Key_Right); // one that needs nothing
    stage.type(Qt::Key_Menu);
    QTRY_VERIFY(offered(u"Mute its notifications"_s));
    QVERIFY(!offered(u"Mark as seen"_s));
    QVERIFY(!offered(u"Snooze for 15 minutes"_s));
}

void TestWindowSayings::theBannerIsAnsweredByKeyboardAndByPointer()
{
    Stage stage;
    QVERIFY(open(stage));
    const QString ref = QString::number(stage.window->board()->refAt(0));
    QQuickItem *entry = nullptr;
    QTRY_VERIFY(
        (entry = visibleItem(stage.quick(), u"QQuickItem"_s, "ask", u"wants to use Bash"_s)));
    entry->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_A);
    stage.type(Qt::Key_Z);
    stage.type(Qt::Key_M);
    QQuickItem *seen = nullptr;
    for (QQuickItem *icon : visibleItems(stage.quick(), u"dogwatch::Icon"_s)) {
        if (entry->isAncestorOf(icon))
            seen = icon;
    }
    QVERIFY(seen);
    QTest::mouseMove(stage.quick(), seen->mapToScene({4, 4}).toPoint());
    stage.click(seen);
    QTRY_COMPARE(stage.actions.asked,
                 (QStringList{u"acknowledge "_s + ref, u"snooze "_s + ref, u"mute "_s + ref,
                              u"acknowledge "_s + ref}));
    QCOMPARE(stage.openRef(), -1.0); // the mark is no link
    ChangeSet said;
    said.marks.insert(stage.store.content.attention.front().id, {1, {}});
    stage.publish(said);
    QTRY_VERIFY(visibleItems(stage.quick(), u"Banner"_s).isEmpty());
}

void TestWindowSayings::ctrlGGoesToTheTerminalFromTheSessionsPage()
{
    Stage stage;
    QVERIFY(open(stage));
    const QString wanted = u"terminal %1"_s.arg(stage.window->board()->refAt(0));
    stage.type(Qt::Key_Return);
    for (int tab = 0; tab < 6; ++tab) { // from wherever on the page the keyboard is
        stage.actions.asked.clear();
        stage.type(Qt::Key_G, Qt::ControlModifier);
        QVERIFY2(stage.actions.asked == QStringList{wanted}, qPrintable(QString::number(tab)));
        stage.type(Qt::Key_Tab, Qt::ControlModifier);
    }
    QCOMPARE(stage.window->board()->grouping(), SessionsModel::NoGroups); // G alone is another key
}

void TestWindowSayings::keysOpenTheInboxAndTheSettings()
{
    Stage stage;
    QVERIFY(open(stage));
    stage.type(Qt::Key_I);
    QCOMPARE(visibleItems(stage.quick(), u"InboxPage"_s).size(), 1);
    stage.type(Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(visibleItems(stage.quick(), u"SettingsPage"_s).size(), 1);
    stage.type(Qt::Key_1);
    QVERIFY(boardPage(stage));
}

QTEST_MAIN(TestWindowSayings)
#include "tst_windowsayings.moc"
