// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "seed.h"
#include "story.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <random>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kReportKinds = static_cast<int>(ReportKind::WorkspaceFound) + 1;

// What a session is in the end must not depend on the order in which its events arrived. Not among
// these facts, because what is missing can't be guessed: whether a call that a batch named before
// its own events came was denied, how many questions stood meanwhile, and the first title and
// folder.
QString finalFacts(const Story &story)
{
    const Session &s = story.session();
    const auto time = [](const std::optional<qint64> &ms) {
        return ms ? QString::number(*ms) : u"-"_s;
    };
    return u"%1 | calls %2 open %3 main %4 | agents %5 running %6 | events %7 | %8 to %9"_s
               .arg(story.status())
               .arg(s.toolCalls)
               .arg(s.openCalls)
               .arg(s.mainCalls)
               .arg(s.agents)
               .arg(s.runningSubagents)
               .arg(s.events)
               .arg(s.firstEventMs)
               .arg(s.lastEventMs)
        + u" | started %1 ended %2"_s.arg(time(s.startedAtMs), time(s.endedAtMs));
}

Report randomReport(std::mt19937 &random)
{
    const auto below = [&random](int n) {
        return std::uniform_int_distribution<int>(0, n - 1)(random);
    };
    const auto oneOf = [&](const QStringList &texts) { return texts.at(below(int(texts.size()))); };
    Report report;
    report.kind = static_cast<ReportKind>(below(kReportKinds));
    report.sessionId = u"s"_s;
    report.agentId = oneOf({QString(), QString(), u"a"_s, u"b"_s, u"c"_s});
    report.agentType = oneOf({QString(), u"Explore"_s});
    report.internalHelper = below(4) == 0;
    report.toolUseId = oneOf({QString(), u"t1"_s, u"t2"_s, u"t3"_s, u"t4"_s, u"t5"_s});
    report.toolName = oneOf({QString(), u"Bash"_s, u"Read"_s});
    report.promptId = oneOf({QString(), u"p1"_s, u"p2"_s});
    report.summary = oneOf({QString(), u"ls"_s});
    report.text = oneOf({QString(), u"text"_s});
    report.start = static_cast<StartKind>(below(5));
    report.backgroundTasks = below(3);
    report.scheduledWakeUps = below(2);
    if (below(4) == 0) {
        report.spawnedAgentId = oneOf({u"a"_s, u"d"_s});
        report.spawnedAgentFinished = below(2) == 0;
    }
    if (below(3) == 0)
        report.durationMs = below(100);
    if (report.kind == ReportKind::ToolBatchFinished) {
        for (int i = below(4); i > 0; --i)
            report.batch.push_back(
                {oneOf({u"t1"_s, u"t2"_s, u"t6"_s, QString()}), u"Bash"_s, u"ls"_s, below(2) == 0});
    }
    return report;
}

void compareShuffled(const std::vector<RecordedHook> &hooks, int rounds, std::mt19937 &random)
{
    const qint64 now = hooks.back().atMs + 1;
    Story inOrder;
    for (const RecordedHook &hook : hooks)
        inOrder.tell(hook.payload, hook.atMs, now - hook.atMs);
    for (int round = 0; round < rounds; ++round) {
        std::vector<RecordedHook> shuffled = hooks;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        Story story;
        QStringList order;
        for (const RecordedHook &hook : shuffled) {
            story.tell(hook.payload, hook.atMs, now - hook.atMs);
            order += u"%1@%2"_s.arg(hook.payload.value(u"hook_event_name"_s).toString())
                         .arg(hook.atMs - hooks.front().atMs);
            QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
        }
        if (finalFacts(story) != finalFacts(inOrder))
            qInfo().noquote() << order.join(u' ');
        QCOMPARE(finalFacts(story), finalFacts(inOrder));
    }
}

} // namespace

class TestReducerOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachRecordedSessionEndsAsItDid_data();
    void eachRecordedSessionEndsAsItDid();
    void aKilledSessionIsSeenAtWork();
    void anyOrderOfArrivalEndsInTheSameFacts();
    void anyOrderOfArrivalOfAnyPartOfASessionEndsInTheSameFacts();
    void anyReportsInAnyOrderKeepTheCountsRight();
};

void TestReducerOrder::eachRecordedSessionEndsAsItDid_data()
{
    QTest::addColumn<std::vector<RecordedHook>>("hooks");
    const auto sessions = recordedSessions();
    for (auto it = sessions.cbegin(); it != sessions.cend(); ++it)
        QTest::newRow(qPrintable(it.key())) << it.value();
}

void TestReducerOrder::eachRecordedSessionEndsAsItDid()
{
    QFETCH(std::vector<RecordedHook>, hooks);
    Story story;
    QSet<QString> named;
    QSet<QString> subagents;
    bool stoppedSince = false;
    for (const RecordedHook &hook : hooks) {
        story.tell(hook.payload, hook.atMs);
        QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
        const QString event = hook.payload.value(u"hook_event_name"_s).toString();
        const QString agent = hook.payload.value(u"agent_id"_s).toString();
        named.insert(hook.payload.value(u"tool_use_id"_s).toString());
        const QJsonArray batch = hook.payload.value(u"tool_calls"_s).toArray();
        for (const QJsonValue &call : batch)
            named.insert(call.toObject().value(u"tool_use_id"_s).toString());
        if (!agent.isEmpty() && !hook.payload.value(u"agent_type"_s).toString().isEmpty())
            subagents.insert(agent);
        stoppedSince = event == u"Stop" || (stoppedSince && event == u"MessageDisplay");
        if (event == u"Stop") {
            const Session &session = story.session();
            // A teammate that has nothing to do stays in the list.
            const bool hasTasks = !hook.payload.value(u"background_tasks"_s).toArray().isEmpty()
                && (session.teammates == 0 || session.runningSubagents > 0);
            const bool parks =
                hasTasks || !hook.payload.value(u"session_crons"_s).toArray().isEmpty();
            QCOMPARE(story.status(), parks ? u"parked"_s : u"waiting"_s);
            QVERIFY(story.openAsks().empty());
        } else if (event == u"UserPromptSubmit" || (event == u"PreToolUse" && agent.isEmpty())) {
            QCOMPARE(story.status(), u"working");
        } else if (event == u"PermissionRequest" || event == u"Elicitation") {
            QCOMPARE(story.status(), u"needs_input");
        } else if (event == u"StopFailure") {
            QCOMPARE(story.status(), u"failed");
        } else if (event == u"SessionEnd") {
            QCOMPARE(story.status(), u"ended");
        }
    }
    named.remove(QString());
    QCOMPARE(story.session().toolCalls, named.size());
    QCOMPARE(story.session().agents, 1 + subagents.size());
    QCOMPARE(story.session().events, qint64(hooks.size()));
}

void TestReducerOrder::aKilledSessionIsSeenAtWork()
{
    Story story;
    const auto sessions = recordedSessions();
    for (const RecordedHook &hook : sessions.value(u"1b8fe2e9-a6ad-40ae-8eab-b317b05ae3c7"_s))
        story.tell(hook.payload, hook.atMs);
    QCOMPARE(story.status(), u"working");
    QCOMPARE(story.session().openCalls, 1);
}

void TestReducerOrder::anyOrderOfArrivalEndsInTheSameFacts()
{
    const auto sessions = recordedSessions();
    std::mt19937 random(seedOfThisRun());
    for (auto it = sessions.cbegin(); it != sessions.cend(); ++it)
        compareShuffled(it.value(), 40, random);
}

void TestReducerOrder::anyOrderOfArrivalOfAnyPartOfASessionEndsInTheSameFacts()
{
    const auto sessions = recordedSessions();
    std::mt19937 random(seedOfThisRun());
    for (auto it = sessions.cbegin(); it != sessions.cend(); ++it) {
        std::vector<RecordedHook> part;
        bool compacting = false;
        for (const RecordedHook &hook : it.value()) {
            // An idle notice that overtakes its stop hides what the stop said of background work.
            if (hook.payload.value(u"notification_type"_s).toString() == u"idle_prompt")
                break;
            part.push_back(hook);
            const QString event = hook.payload.value(u"hook_event_name"_s).toString();
            compacting = event == u"PreCompact" || (compacting && event != u"PostCompact");
            // Nor is it known what a compaction under way is to a helper's stop that overtook it.
            if (!compacting)
                compareShuffled(part, 5, random);
        }
    }
}

void TestReducerOrder::anyReportsInAnyOrderKeepTheCountsRight()
{
    std::mt19937 random(seedOfThisRun());
    std::uniform_int_distribution<qint64> time(1, 60);
    for (int round = 0; round < 400; ++round) {
        Story story;
        Story again;
        for (int i = 0; i < 60; ++i) {
            const Report report = randomReport(random);
            const qint64 at = time(random);
            const qint64 late = i % 3 == 0 ? 0 : time(random);
            story.tell(report, at, late);
            again.tell(report, at, late);
            QVERIFY2(story.contradiction().isEmpty(), qPrintable(story.contradiction()));
            for (const ToolCall &call : story.calls())
                QVERIFY(call.durationMs.value_or(0) >= 0);
        }
        QVERIFY(story == again);
    }
}

QTEST_APPLESS_MAIN(TestReducerOrder)
#include "tst_reducerorder.moc"
