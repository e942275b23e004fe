// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The transcript of a session's page: by keyboard, on a real store.

#include "models/transcriptmodel.h"
#include "pagetabs.h"
#include "toldtranscript.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

int kindAt(PageHost &host, int row)
{
    const TranscriptModel *log = host.details()->transcript();
    return log->index(row).data(TranscriptModel::KindRole).toInt();
}

} // namespace

class TestSessionTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void beginsWithTheTranscriptWhereThereIsOne();
    void showsEachKindOfEntry();
    void anEditIsADiffAndLongThingsFold();
    void rShowsTheEntrysOwnWords();
    void aCallLeadsToItsEventsAndBack();
    void theCallOfASubagentLeadsToIt();
    void aLongTranscriptStaysBounded();
    void growsWhileItFollows();
    void aFailedReadIsNoEmptyTranscript();
    void whatCanBeDoneCoversNoNameOfATab();
    void makesNothingOfMarkup();

private:
    // A session with a prompt, and what tellEveryKind() says.
    void begin()
    {
        m_store->add(u"s"_s, u"SessionStart"_s);
        m_store->commit();
        tellEveryKind(*m_store, u"s"_s);
    }

    std::unique_ptr<LiveStore> m_store;
};

void TestSessionTabs::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestSessionTabs::beginsWithTheTranscriptWhereThereIsOne()
{
    begin();
    m_store->add(u"other"_s, u"SessionStart"_s);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QTRY_VERIFY(host.item(u"TranscriptTab"_s));
    QTRY_VERIFY(host.listIn(u"TranscriptTab"_s)->hasActiveFocus());
    PageHost other(*m_store, u"other"_s, kSize);
    other.settle();
    QVERIFY(!other.item(u"TranscriptTab"_s));
    QVERIFY(other.item(u"CallTable"_s));
}

void TestSessionTabs::showsEachKindOfEntry()
{
    begin();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    TranscriptModel &log = *host.details()->transcript();
    QTRY_COMPARE(log.state(), ModelState::Ready);
    QSet<int> kinds;
    for (int row = 0; row < log.rowCount(); ++row) {
        kinds.insert(kindAt(host, row));
        const QString head = log.index(row).data(TranscriptModel::HeadRole).toString();
        const bool isResult = kindAt(host, row) == static_cast<int>(EntryKind::ToolResult);
        QVERIFY2(isResult || !head.isEmpty(), qPrintable(QString::number(row)));
    }
    QCOMPARE(kinds.size(), 14);
    // Each of them is drawn.
    QQuickItem *list = host.listIn(u"TranscriptTab"_s);
    press(host, Qt::Key_Home);
    for (int row = 0; row < log.rowCount(); ++row)
        press(host, Qt::Key_J);
    QCOMPARE(list->property("currentIndex").toInt(), log.rowCount() - 1);
}

void TestSessionTabs::anEditIsADiffAndLongThingsFold()
{
    begin();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    TranscriptModel &log = *host.details()->transcript();
    QTRY_COMPARE(log.state(), ModelState::Ready);
    const QModelIndex edit = log.index(5);
    QCOMPARE(edit.data(TranscriptModel::WhatRole).toString(), u"src/gateway/limit.cpp"_s);
    const auto tones = edit.data(TranscriptModel::TonesRole).value<QList<int>>();
    QCOMPARE(tones.count(TranscriptRow::Removed), 1);
    QCOMPARE(tones.count(TranscriptRow::Added), 2);
    // Blanks mean something in code.
    QVERIFY(edit.data(TranscriptModel::LinesRole)
                .toStringList()
                .contains(u"+        return retryAfter(wait);"_s));

    const QModelIndex read = log.index(4);
    QVERIFY(read.data(TranscriptModel::HiddenLinesRole).toInt() > 20);
    press(host, Qt::Key_Home);
    for (int i = 0; i < 4; ++i)
        press(host, Qt::Key_Down);
    press(host, Qt::Key_Return);
    QTRY_COMPARE(read.data(TranscriptModel::HiddenLinesRole).toInt(), 0);
    QCOMPARE(read.data(TranscriptModel::LinesRole).toStringList().size(), 30);
    press(host, Qt::Key_Return);
    QTRY_VERIFY(read.data(TranscriptModel::HiddenLinesRole).toInt() > 20);
    // What was thought is there when it is asked for.
    QCOMPARE(log.index(1).data(TranscriptModel::ProseRole).toString(), QString());
    QCOMPARE(log.index(1).data(TranscriptModel::HiddenLinesRole).toInt(), 2);
}

void TestSessionTabs::rShowsTheEntrysOwnWords()
{
    begin();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    TranscriptModel &log = *host.details()->transcript();
    QTRY_COMPARE(log.state(), ModelState::Ready);
    press(host, Qt::Key_Home);
    press(host, Qt::Key_R);
    QTRY_VERIFY(log.raw().join(u' ').contains(u"\"text\": \"Ship the rate limiter"_s));
    press(host, Qt::Key_R);
    QCOMPARE(log.raw(), QStringList());
}

void TestSessionTabs::aCallLeadsToItsEventsAndBack()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->addCalls(u"s"_s, 0, 3);
    m_store->commit();
    ToldTranscript told(*m_store, u"s"_s);
    for (int i = 0; i < 3; ++i)
        told.call(u"toolu_00000%1"_s.arg(i), u"Bash"_s, {{u"command"_s, u"make"_s}}, u"ok"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QTRY_COMPARE(host.details()->transcript()->rowCount(), 6);
    press(host, Qt::Key_Home);
    press(host, Qt::Key_Down);
    press(host, Qt::Key_Down);
    QCOMPARE(host.details()->chosenCall(), u"toolu_000001"_s);
    press(host, Qt::Key_E);
    QVERIFY(host.item(u"EventTable"_s));
    const QQuickItem *events = host.listIn(u"EventTable"_s);
    QTRY_COMPARE(events->property("currentIndex").toInt(), 3);
    show(host, CallsTab);
    press(host, Qt::Key_Home);
    press(host, Qt::Key_T);
    QVERIFY(host.item(u"TranscriptTab"_s));
    QTRY_COMPARE(host.listIn(u"TranscriptTab"_s)->property("currentIndex").toInt(), 0);
}

void TestSessionTabs::theCallOfASubagentLeadsToIt()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->add(u"s"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Agent"_s},
                  {u"tool_use_id"_s, u"toolu_spawn"_s},
                  {u"tool_input"_s, QJsonObject{{u"description"_s, u"explore"_s}}}});
    m_store->add(u"s"_s, u"SubagentStart"_s,
                 {{u"agent_id"_s, u"a1"_s}, {u"agent_type"_s, u"Explore"_s}});
    m_store->commit();
    (void)m_store->database().execute(
        u"UPDATE agent SET spawn_tool_use_id = 'toolu_spawn' WHERE id = 'a1'"_s);
    ToldTranscript told(*m_store, u"s"_s);
    told.tell({EntryKind::ToolCall,
               {{u"input"_s, QJsonObject{{u"prompt"_s, u"Look."_s}}}},
               u"toolu_spawn"_s,
               u"Agent"_s});
    told.say(EntryKind::Prompt, u"Look."_s, u"a1"_s);
    told.say(EntryKind::Answer, u"Nothing there."_s, u"a1"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QTRY_COMPARE(host.details()->transcript()->rowCount(), 1);
    press(host, Qt::Key_Home);
    press(host, Qt::Key_Return);
    QTRY_COMPARE(host.details()->transcript()->rowCount(), 2);
    QVERIFY(host.details()->agentRow() > 0);
}

void TestSessionTabs::aLongTranscriptStaysBounded()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->commit();
    (void)m_store->database().execute(u"BEGIN"_s);
    ToldTranscript told(*m_store, u"s"_s);
    qint64 early = 0;
    for (int i = 0; i < 5000; ++i) {
        const qint64 id = told.say(EntryKind::Answer, u"Answer %1"_s.arg(i));
        early = i == 100 ? id : early;
    }
    (void)m_store->database().execute(u"COMMIT"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    TranscriptModel &log = *host.details()->transcript();
    QTRY_COMPARE(log.rowCount(), TranscriptModel::kPage);
    log.setFollowing(false);
    for (int i = 0; i < 100 && log.hasOlder(); ++i) {
        const int before = log.rowCount();
        const QVariant first = log.index(0).data(TranscriptModel::ProseRole);
        log.fetchOlder();
        QTRY_VERIFY(log.rowCount() != before || !log.hasOlder()
                    || log.index(0).data(TranscriptModel::ProseRole) != first);
        QVERIFY(log.rowCount() <= static_cast<int>(TranscriptModel::kWindow));
    }
    QCOMPARE(log.index(0).data(TranscriptModel::ProseRole).toString(), u"Answer 0"_s);
    QVERIFY(log.hasNewer());
    log.toEnd();
    QTRY_COMPARE(log.index(log.rowCount() - 1).data(TranscriptModel::ProseRole).toString(),
                 u"Answer 4999"_s);
    QSignalSpy revealed(&log, &TranscriptModel::revealed);
    log.revealEntry(static_cast<double>(early));
    QTRY_COMPARE(revealed.count(), 1);
    const int row = revealed.at(0).at(0).toInt();
    QCOMPARE(log.index(row).data(TranscriptModel::ProseRole).toString(), u"Answer 100"_s);
    QVERIFY(!log.following());
}

void TestSessionTabs::growsWhileItFollows()
{
    begin();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    TranscriptModel &log = *host.details()->transcript();
    QTRY_COMPARE(log.state(), ModelState::Ready);
    const int before = log.rowCount();
    ToldTranscript told(*m_store, u"s"_s);
    told.setTime(m_store->timeMs() + 1'000'000);
    (void)m_store->database().execute(u"UPDATE transcript_entry SET uuid = 'old-' || uuid"_s);
    told.say(EntryKind::Answer, u"One more."_s);
    m_store->add(u"s"_s, u"Stop"_s);
    m_store->commit();
    QTRY_COMPARE(log.rowCount(), before + 1);
    QTRY_VERIFY(host.listIn(u"TranscriptTab"_s)->property("atYEnd").toBool());
}

void TestSessionTabs::aFailedReadIsNoEmptyTranscript()
{
    begin();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    TranscriptModel &log = *host.details()->transcript();
    QTRY_COMPARE(log.state(), ModelState::Ready);
    (void)m_store->database().execute(u"ALTER TABLE transcript_entry RENAME TO gone"_s);
    log.retry();
    QTRY_COMPARE(log.state(), ModelState::Failed);
    QVERIFY(!log.errorText().isEmpty());
    (void)m_store->database().execute(u"ALTER TABLE gone RENAME TO transcript_entry"_s);
    log.retry();
    QTRY_COMPARE(log.state(), ModelState::Ready);
}

void TestSessionTabs::whatCanBeDoneCoversNoNameOfATab()
{
    begin();
    m_store->addCalls(u"s"_s, 0, 20);
    m_store->commit();
    for (const QSize size : {QSize(700, 600), QSize(900, 600), kSize}) {
        PageHost host(*m_store, u"s"_s, size);
        host.settle();
        for (const Tab tab : {TranscriptTab, CallsTab, EventsTab}) {
            show(host, tab);
            const QQuickItem *names = host.item(u"TabStrip"_s);
            const QQuickItem *tools = host.item(u"TabTools"_s);
            QVERIFY(names && tools);
            const auto isClear = [&] {
                return tools->y() >= names->height() || tools->x() >= names->implicitWidth();
            };
            QTRY_VERIFY2(isClear(), qPrintable(QString::number(size.width())));
        }
    }
}

void TestSessionTabs::makesNothingOfMarkup()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->commit();
    ToldTranscript told(*m_store, u"s"_s);
    const QString poison = u"<img src=\"http://127.0.0.1:9/x.png\"><b>\u202e\0</b>"_s;
    for (int kind = 1; kind <= 14; ++kind)
        told.tell({static_cast<EntryKind>(kind),
                   {{u"text"_s, poison}, {u"input"_s, QJsonObject{{poison, poison}}}},
                   poison,
                   poison});
    told.call(u"x"_s, u"Edit"_s, {{u"old_string"_s, poison}, {u"new_string"_s, u"y"_s}}, poison);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QTRY_COMPARE(host.details()->transcript()->rowCount(), 16);
    for (const Tab tab : {TranscriptTab, FilesTab, ErrorsTab, UsageTab}) {
        show(host, tab);
        (void)host.view().grabWindow();
        const QList<QObject *> all = host.page()->findChildren<QObject *>();
        for (const QObject *object : all) {
            const QVariant format = object->property("textFormat");
            if (format.isValid())
                QCOMPARE(format.toInt(), static_cast<int>(Qt::PlainText));
        }
    }
}

QTEST_MAIN(TestSessionTabs)
#include "tst_sessiontabs.moc"
