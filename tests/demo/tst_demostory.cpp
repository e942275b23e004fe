// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the board shows while the demo runs: the recordings through the adapters and the reducer.

#include "demorecordings.h"

#include "agents/adapter.h"
#include "core/reducer.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

// The session as it stands `untilMs` after the demo's start, and what it went through.
struct Played
{
    SessionState state;
    QHash<QString, ToolCall> calls;
    QHash<QString, AttentionItem> attention;
    QList<SessionStatus> statuses; // each change
};

Played play(const QString &name, qint64 untilMs = std::numeric_limits<qint64>::max())
{
    Played played;
    const auto lines = demoLines(name);
    if (!lines)
        return played;
    qint64 seq = 0;
    for (const DemoLine &line : *lines) {
        if (line.atMs > untilMs)
            break;
        const Decoded decoded = decode(line.source, line.payload);
        Entry entry;
        entry.seq = ++seq;
        entry.envelope.source = line.source;
        entry.envelope.occurredAtMs = 1'800'000'000'000 + line.atMs;
        entry.envelope.receivedAtMs = entry.envelope.occurredAtMs;
        entry.type = decoded.type;
        entry.report = decoded.report;
        played.state.session.key = {line.source, decoded.report.sessionId};
        const Changes changes = reduce(played.state, entry);
        for (const ToolCall &call : changes.calls)
            played.calls.insert(call.id, call);
        for (const AttentionItem &item : changes.attention)
            played.attention.insert(item.id, item);
        apply(played.state, changes);
        const SessionStatus status = played.state.session.status;
        if (played.statuses.isEmpty() || played.statuses.last() != status)
            played.statuses.append(status);
    }
    return played;
}

} // namespace

class TestDemoStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSituationIsReachedAndShown_data();
    void aSituationIsReachedAndShown();
    void permissionsAndQuestionsAreAnsweredAsWell_data();
    void permissionsAndQuestionsAreAnsweredAsWell();
    void subagentsAreNested();
    void oneCommandNeverReturns();
    void someCommandsFail();
    void aPromptWithMarkupIsTheTitleAsItWasTyped();
    void otherAgentsAreListedAndUnknown();
    void noResultIsLeftWithoutAnEndWhereTheRecordingHasOne();
};

void TestDemoStory::aSituationIsReachedAndShown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("atSeconds");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("reason"); // a part of it
    const auto row = [](const char *name, qint64 at, const char *status, const QString &reason) {
        QTest::newRow(name) << QString::fromLatin1(name) << at << QString::fromLatin1(status)
                            << reason;
    };
    row("api-server-rate-limiter", 600, "needs_input", u"git push origin main"_s);
    row("web-single-sign-on", 600, "needs_input", u"Which auth provider?"_s);
    row("infra-modules", 600, "needs_input", u"plan to approve"_s);
    row("billing-audit", 600, "needs_input", u"REVOKE SELECT"_s);
    row("mobile-crash-on-resume", 600, "failed", u"rate_limit"_s);
    row("api-server-flaky", 600, "working", u"pytest -q tests/api --count 50"_s);
    row("ml-pipeline-train", 120, "parked", u"1 background task"_s);
    row("cli-split", 60, "parked", u"2 background tasks"_s);
    row("design-tokens", 600, "parked", u"wake-up"_s);
    row("docs-settings", 160, "waiting", u"turn over"_s);
    row("docs-links", 120, "ended", u"prompt_input_exit"_s);
    row("codex-game", 120, "unknown", u"Codex"_s);
}

void TestDemoStory::aSituationIsReachedAndShown()
{
    QFETCH(QString, name);
    QFETCH(qint64, atSeconds);
    QFETCH(QString, status);
    QFETCH(QString, reason);
    const Session session = play(name, atSeconds * 1000).state.session;
    QCOMPARE(statusName(session.status), status);
    QVERIFY2(session.statusReason.contains(reason), qUtf8Printable(session.statusReason));
}

void TestDemoStory::permissionsAndQuestionsAreAnsweredAsWell_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"api-server-rate-limiter", "infra-cleanup", "mobile-theme",
                             "firmware-uart", "design-tokens"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestDemoStory::permissionsAndQuestionsAreAnsweredAsWell()
{
    QFETCH(QString, name);
    const Played played = play(name);
    QVERIFY(played.statuses.contains(SessionStatus::NeedsInput));
    QVERIFY(std::ranges::any_of(
        played.attention, [](const AttentionItem &item) { return item.resolvedAtMs.has_value(); }));
    const auto asked = played.statuses.indexOf(SessionStatus::NeedsInput);
    QVERIFY(played.statuses.indexOf(SessionStatus::Working, asked) > asked);
}

void TestDemoStory::subagentsAreNested()
{
    const Played played = play(u"core-lexer"_s);
    QCOMPARE(played.state.agents.size(), 4);
    const auto nested = std::ranges::count_if(
        played.state.agents, [](const Agent &agent) { return !agent.parentId.isEmpty(); });
    QCOMPARE(nested, 2);
}

void TestDemoStory::oneCommandNeverReturns()
{
    const Played played = play(u"api-server-flaky"_s);
    QCOMPARE(played.state.session.openCalls, 1);
    QCOMPARE(played.state.session.actionTool, u"Bash"_s);
}

void TestDemoStory::someCommandsFail()
{
    qint64 failed = 0;
    for (const QString &name : demoNames())
        failed += play(name).state.session.failedCalls;
    QCOMPARE_GE(failed, 20);
}

void TestDemoStory::aPromptWithMarkupIsTheTitleAsItWasTyped()
{
    QCOMPARE(play(u"cli-readme"_s).state.session.title, u"fix <img src=\"x.png\"> in README"_s);
}

void TestDemoStory::otherAgentsAreListedAndUnknown()
{
    for (const QString &name : {u"codex-game"_s, u"codex-warehouse"_s, u"gemini-gateway"_s}) {
        const Session session = play(name).state.session;
        QCOMPARE(session.status, SessionStatus::Unknown);
        QCOMPARE_GE(session.events, 10);
    }
}

void TestDemoStory::noResultIsLeftWithoutAnEndWhereTheRecordingHasOne()
{
    for (const QString &name : demoNames()) {
        const auto lines = demoLines(name);
        QVERIFY(lines.ok());
        const Played played = play(name);
        for (const DemoLine &line : *lines) {
            if (line.source != Source::ClaudeCode || !line.event().startsWith("PostToolUse"_L1))
                continue;
            const QString id = line.text(u"tool_use_id");
            QVERIFY2(played.calls.contains(id) && played.calls.value(id).endedAtMs,
                     qUtf8Printable(name + u' ' + id));
        }
    }
}

QTEST_GUILESS_MAIN(TestDemoStory)
#include "tst_demostory.moc"
