// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tabs of a session's page that sum up its work: by keyboard, on a real store.

#include "models/sessionerrors.h"
#include "models/sessionfilesmodel.h"
#include "models/sessionusage.h"
#include "models/transcriptmodel.h"
#include "pagetabs.h"
#include "toldtranscript.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestSessionWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void errorsTellOfAllThatWentWrong();
    void filesTellWhoElseTouchedThem();
    void usageOpensToTheMessagesOfAPrompt();
    void aMessageOfTheUsageOpensAtItsPlace();

private:
    std::unique_ptr<LiveStore> m_store;
};

void TestSessionWork::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestSessionWork::errorsTellOfAllThatWentWrong()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->add(u"s"_s, u"UserPromptSubmit"_s,
                 {{u"prompt"_s, u"Do it"_s}, {u"prompt_id"_s, u"p"_s}});
    const QJsonObject call{{u"tool_name"_s, u"Bash"_s},
                           {u"tool_use_id"_s, u"toolu_x"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"make"_s}}}};
    m_store->add(u"s"_s, u"PreToolUse"_s, call);
    QJsonObject failure = call;
    failure.insert(u"error"_s, u"Exit code 2"_s);
    m_store->add(u"s"_s, u"PostToolUseFailure"_s, failure);
    m_store->commit();
    ToldTranscript told(*m_store, u"s"_s);
    told.tell({EntryKind::Interrupted, {}});
    const qint64 entry = told.say(EntryKind::ApiError, u"API Error: 500"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    SessionErrors *errors = childOf<SessionErrors>(host);
    QVERIFY(errors);
    QTRY_COMPARE(errors->rowCount(), 3);
    QCOMPARE(errors->textAt(0, 1), u"call failed"_s);
    QCOMPARE(errors->textAt(0, 5), u"Exit code 2"_s);
    QCOMPARE(errors->textAt(1, 1), u"interrupted by you"_s);
    QCOMPARE(errors->textAt(2, 1), u"API error"_s);
    // Each leads to where it happened.
    show(host, ErrorsTab);
    press(host, Qt::Key_End);
    press(host, Qt::Key_Return);
    QVERIFY(host.item(u"TranscriptTab"_s));
    QTRY_COMPARE(host.listIn(u"TranscriptTab"_s)->property("currentIndex").toInt(), 1);
    QCOMPARE(errors->entryAt(2), static_cast<double>(entry));
    show(host, ErrorsTab);
    press(host, Qt::Key_Home);
    press(host, Qt::Key_Return);
    QVERIFY(host.item(u"EventTable"_s));
    QCOMPARE(host.details()->chosenCall(), u"toolu_x"_s);
}

void TestSessionWork::filesTellWhoElseTouchedThem()
{
    const auto touch = [this](const QString &session, const QString &id, const QString &tool,
                              const QString &path) {
        const QJsonObject fields{{u"tool_name"_s, tool},
                                 {u"tool_use_id"_s, id},
                                 {u"tool_input"_s, QJsonObject{{u"file_path"_s, path}}}};
        m_store->add(session, u"PreToolUse"_s, fields);
        m_store->add(session, u"PostToolUse"_s, fields);
    };
    m_store->add(u"s"_s, u"SessionStart"_s);
    touch(u"s"_s, u"t1"_s, u"Read"_s, u"/src/a.cpp"_s);
    touch(u"s"_s, u"t2"_s, u"Edit"_s, u"/src/a.cpp"_s);
    touch(u"s"_s, u"t3"_s, u"Read"_s, u"/src/b.cpp"_s);
    m_store->add(u"other"_s, u"SessionStart"_s);
    touch(u"other"_s, u"t4"_s, u"Write"_s, u"/src/a.cpp"_s);
    m_store->commit();
    // The transcript tells of one call again, and of one that no hook has told of.
    ToldTranscript told(*m_store, u"s"_s);
    told.call(u"t3"_s, u"Read"_s, {{u"file_path"_s, u"/src/b.cpp"_s}}, u"b"_s);
    told.call(u"t9"_s, u"Read"_s, {{u"file_path"_s, u"/src/c.cpp"_s}}, u"c"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    SessionFilesModel *files = childOf<SessionFilesModel>(host);
    QVERIFY(files);
    QTRY_COMPARE(files->rowCount(), 3);
    const int a = files->rowOf(u"/src/a.cpp"_s);
    QCOMPARE(files->textAt(a, 1), u"1"_s);
    QCOMPARE(files->textAt(a, 2), u"1"_s);
    QCOMPARE(files->textAt(files->rowOf(u"/src/b.cpp"_s), 1), u"1"_s);
    files->look(a);
    QTRY_COMPARE(files->others()->rowCount(), 1);
    QCOMPARE(files->others()->refAt(0), static_cast<double>(m_store->refOf(u"other"_s)));
    QCOMPARE(files->others()->textAt(0, 2), u"1"_s);
    files->look(files->rowOf(u"/src/b.cpp"_s));
    QTRY_COMPARE(files->others()->state(), ModelState::Ready);
    QCOMPARE(files->others()->rowCount(), 0);
}

void TestSessionWork::usageOpensToTheMessagesOfAPrompt()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->commit();
    tellEveryKind(*m_store, u"s"_s);
    const qint64 ref = m_store->refOf(u"s"_s);
    const auto message = [this, ref](int number, qint64 at, const QString &agent) {
        const Result<void> done = m_store->database().execute(
            u"INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at,"
            " flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read,"
            " web_searches, cost) VALUES ('m%1', '', %2, '%3', 'claude-opus-4-8', %4, 0, 1, 10, 20,"
            " 0, 0, 70, 0, 50000000000)"_s.arg(number)
                .arg(ref)
                .arg(agent)
                .arg(at));
        QVERIFY(done);
    };
    const qint64 start = m_store->timeMs();
    message(1, start - 5000, {});
    message(2, start + 2000, {});
    message(3, start + 3000, u"a1"_s);
    message(4, start + 3'600'000, {});
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    show(host, UsageTab);
    SessionUsage *usage = childOf<SessionUsage>(host);
    QVERIFY(usage);
    QTRY_COMPARE(usage->state(), ModelState::Ready);
    QCOMPARE(usage->agents()->rowCount(), 2);
    QCOMPARE(usage->agents()->textAt(0, 1), u"$0.15"_s);
    QCOMPARE(usage->models()->textAt(0, 4), u"4"_s);
    QCOMPARE(usage->prompts()->rowCount(), 3); // before the first, the first, the second
    QCOMPARE(usage->prompts()->textAt(1, 4), u"2"_s);
    QVERIFY(usage->prompts()->textAt(1, 0).startsWith(u"1 · Ship the rate limiter"_s));
    press(host, Qt::Key_Home);
    press(host, Qt::Key_Return);
    QCOMPARE(usage->figure(), u"main"_s);
    QCOMPARE(usage->messages()->rowCount(), 3);
    QSignalSpy closed(host.page(), SIGNAL(closeRequested()));
    press(host, Qt::Key_Escape);
    QCOMPARE(usage->figure(), QString());
    QCOMPARE(closed.count(), 0);
    press(host, Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void TestSessionWork::aMessageOfTheUsageOpensAtItsPlace()
{
    m_store->add(u"s"_s, u"SessionStart"_s);
    m_store->add(u"s"_s, u"SubagentStart"_s,
                 {{u"agent_id"_s, u"a1"_s}, {u"agent_type"_s, u"Explore"_s}});
    m_store->commit();
    const qint64 ref = m_store->refOf(u"s"_s);
    ToldTranscript told(*m_store, u"s"_s);
    const qint64 start = m_store->timeMs();
    const auto run = [this](const QString &sql) {
        const Result<void> done = m_store->database().execute(sql);
        QVERIFY2(done.ok(), done ? "" : qPrintable(done.error().text));
    };
    for (int i = 0; i < 300; ++i) { // more than a page
        const QString agent = i == 5 ? u"a1"_s : QString();
        const qint64 id = told.say(EntryKind::Answer, u"answer %1."_s.arg(i), agent);
        run(u"UPDATE transcript_entry SET message_id = 'm%1' WHERE id = %2"_s.arg(i).arg(id));
        run(u"INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at,"
            " flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read,"
            " web_searches, cost) VALUES ('m%1', '', %2, '%3', 'claude-opus-4-8', %4, 0, 1, 10, 20,"
            " 0, 0, 70, 0, 50000000000)"_s.arg(i)
                .arg(ref)
                .arg(agent)
                .arg(start + i * 1000));
    }
    run(u"INSERT INTO usage_total (session_ref, agent_id, model, day, messages, unpriced, input,"
        " output, cache_write_5m, cache_write_1h, cache_read, web_searches, cost)"
        " VALUES (%1, '', 'claude-opus-4-8', 1, 300, 0, 3000, 6000, 0, 0, 21000, 0,"
        " 15000000000000)"_s.arg(ref));
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    SessionUsage *usage = childOf<SessionUsage>(host);
    const auto shown = [&host] {
        QQuickItem *list = host.listIn(u"TranscriptTab"_s);
        return list ? host.details()->transcript()->textAt(list->property("currentIndex").toInt())
                    : QString();
    };
    QTRY_COMPARE(host.item(u"SessionHeader"_s)->property("spend").toString(),
                 u"$15.00 · 30 k tokens · context 80"_s);
    struct Opened
    {
        QString agent;
        int row;
        QString text;
    };
    for (const Opened &wanted :
         {Opened{{}, 3, u"answer 3."_s}, Opened{u"a1"_s, 0, u"answer 5."_s}}) {
        show(host, UsageTab);
        QTRY_COMPARE(usage->state(), ModelState::Ready);
        usage->open(SessionUsage::ByAgent, wanted.agent);
        QMetaObject::invokeMethod(host.item(u"UsageTab"_s), "takeFocus");
        QTRY_VERIFY(usage->messages()->rowCount() > 0);
        QCOMPARE(usage->messages()->textAt(0, 2),
                 wanted.agent.isEmpty() ? u"main"_s : u"Explore"_s);
        press(host, Qt::Key_Home);
        for (int i = 0; i < wanted.row; ++i)
            press(host, Qt::Key_Down);
        press(host, Qt::Key_Return);
        QTRY_VERIFY(host.item(u"TranscriptTab"_s));
        QTRY_VERIFY2(shown().contains(wanted.text), qPrintable(shown()));
    }
}

QTEST_MAIN(TestSessionWork)
#include "tst_sessionwork.moc"
