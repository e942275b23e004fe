// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/reduction.h"

#include "core/statusrules.h"
#include "core/texts.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kReasonLength = 200;

// A value that newer entries replace and older ones only fill in.
void take(QString &field, const QString &value, bool newest)
{
    if (!value.isEmpty() && (newest || field.isEmpty()))
        field = value;
}

// How far the times of two ways into the store may differ without the clock having been set.
constexpr qint64 kClockToleranceMs = 1000;

// Nothing happens after it was received. And where the session has seen later times than this entry
// was received at, the clock was set back since: its time goes on from where it stood, because
// otherwise everything would look late, and the status stand still, until the clock has caught up.
qint64 timeOf(const Session &session, const Envelope &envelope)
{
    if (envelope.receivedAtMs == 0)
        return envelope.occurredAtMs;
    const qint64 time = std::min(envelope.occurredAtMs, envelope.receivedAtMs);
    const qint64 ahead = session.lastEventMs - envelope.receivedAtMs;
    return ahead > kClockToleranceMs ? time + ahead : time;
}

} // namespace

Reduction::Reduction(const SessionState &before, const Entry &entry)
    : m_state(before)
    , m_entry(entry)
    , m_now(timeOf(before.session, entry.envelope))
    , m_wasCompacting(before.session.compacting)
{ }

Agent &Reduction::agent(const QString &id)
{
    Q_ASSERT(!id.isEmpty());
    m_touchedAgents.insert(id);
    auto it = m_state.agents.find(id);
    if (it == m_state.agents.end()) {
        Agent fresh;
        fresh.session = session().ref;
        fresh.id = id;
        fresh.firstEventMs = now();
        fresh.lastEventMs = now();
        it = m_state.agents.insert(id, fresh);
    }
    return *it;
}

ToolCall &Reduction::call(const QString &id, const QString &name, const QString &summary)
{
    ToolCall &named = call(id, report().agentId, report().promptId, m_entry.seq);
    if (named.name.isEmpty())
        named.name = name;
    if (named.summary.isEmpty())
        named.summary = summary;
    return named;
}

ToolCall &Reduction::call(const QString &id, const QString &agentId, const QString &promptId,
                          qint64 seq)
{
    m_touchedCalls.insert(id);
    const auto known = m_state.calls.find(id);
    if (known != m_state.calls.end())
        return *known;
    ToolCall fresh;
    fresh.session = session().ref;
    fresh.id = id;
    fresh.agentId = agentId;
    fresh.promptId = promptId;
    fresh.seq = seq;
    ++session().toolCalls;
    ++session().openCalls;
    if (agentId.isEmpty())
        ++session().mainCalls;
    else
        ++agent(agentId).toolCalls;
    return *m_state.calls.insert(id, fresh);
}

Turn &Reduction::turn()
{
    return turn(report().promptId.isEmpty() ? u"seq:%1"_s.arg(m_entry.seq) : report().promptId,
                m_entry.seq);
}

Turn &Reduction::turn(const QString &id, qint64 seq)
{
    m_touchedTurns.insert(id);
    const auto known = m_state.turns.find(id);
    if (known != m_state.turns.end())
        return *known;
    Turn fresh;
    fresh.session = session().ref;
    fresh.promptId = id;
    fresh.seq = seq;
    return *m_state.turns.insert(id, fresh);
}

void Reduction::countEntry()
{
    Session &s = session();
    ++s.events;
    if (s.firstEventMs == 0 || now() < s.firstEventMs)
        s.firstEventMs = now();
    const bool newest = now() >= s.lastEventMs;
    s.lastEventMs = std::max(s.lastEventMs, now());
    s.lastSeq = std::max(s.lastSeq, m_entry.seq);
    if (s.cwd.isEmpty() && !report().cwd.isEmpty()) {
        s.cwd = report().cwd;
        // Until the repository is known. Windows agents send backslashes.
        s.project = QString(report().cwd)
                        .replace(u'\\', u'/')
                        .section(u'/', -1, -1, QString::SectionSkipEmpty);
    }
    // Of an agent whose events are not understood, each shows that it goes on.
    if (!isUnderstood(s.key.source) && s.endedAtMs && now() > *s.endedAtMs)
        reopen();
    if (s.goneAtMs && now() > *s.goneAtMs) {
        s.goneAtMs.reset(); // it was resumed, in a process of its own
        s.endReason.clear();
        if (s.turn == TurnState::Open)
            s.turn = TurnState::Over;
    }
    take(s.transcriptPath, report().transcriptPath, newest);
    take(s.permissionMode, report().permissionMode, newest);
    if (report().agentId.isEmpty())
        take(s.model, report().model, newest);
    if (newest && m_entry.envelope.process.pid) {
        s.process = m_entry.envelope.process;
        take(s.tty, m_entry.envelope.tty, true);
        if (!m_entry.envelope.terminal.isEmpty())
            s.terminal = m_entry.envelope.terminal;
    }
    if (report().kind != ReportKind::InstructionsLoaded)
        s.provisional = false;
    // Whoever is heard again is no longer contradicted by what was seen before.
    if (isOfMain() && newest)
        resolve([](const AttentionItem &item) { return item.kind == AttentionKind::Disagreement; });
    // A compaction that found nothing to do reports no end: whatever the agent does next shows it.
    if (isOfMain() && (newest || report().kind == ReportKind::CompactionFinished))
        s.compacting = false;
    if (speaksOfAgent())
        countAgent();
}

bool Reduction::speaksOfAgent() const
{
    const QString &id = report().agentId;
    return !id.isEmpty() && (!report().internalHelper || m_state.agents.contains(id));
}

void Reduction::countAgent()
{
    Agent &worker = agent(report().agentId);
    worker.firstEventMs = std::min(worker.firstEventMs, now());
    worker.lastEventMs = std::max(worker.lastEventMs, now());
    if (worker.type.isEmpty())
        worker.type = report().agentType;
    // It speaks, so it has not got stuck before it began.
    if (report().kind != ReportKind::AgentStarted)
        resolveStallOf(worker.id);
    // It speaks, so it has started; its announcement may come later or never.
    if (!worker.startedAtMs && report().kind != ReportKind::AgentStopped)
        worker.startedAtMs = now();
}

void Reduction::setTurn(TurnState state)
{
    if (!isNews())
        return;
    Session &s = session();
    s.turn = state;
    s.turnChangedMs = now();
    if (state == TurnState::Open) {
        s.backgroundTasks = 0;
        s.scheduledWakeUps = 0;
    }
    if (state == TurnState::Failed)
        return;
    s.failure.clear();
    resolve([](const AttentionItem &item) { return item.kind == AttentionKind::Failed; });
}

void Reduction::resolveFindingsOfTurn()
{
    resolve(
        [](const AttentionItem &item) { return isOfTurn(item.kind) && item.agentId.isEmpty(); });
}

void Reduction::resolveStallOf(const QString &agentId)
{
    resolve([&agentId](const AttentionItem &item) {
        return item.kind == AttentionKind::Stalled && item.toolUseId.isEmpty()
            && item.agentId == agentId;
    });
}

void Reduction::endTurns(bool failed)
{
    resolveFindingsOfTurn();
    for (Turn &turn : m_state.turns) {
        if (turn.endedAtMs || turn.startedAtMs.value_or(0) > now())
            continue;
        turn.endedAtMs = now();
        turn.failed = failed;
        m_touchedTurns.insert(turn.promptId);
    }
}

void Reduction::noteMainWork(bool resumes)
{
    const std::optional<qint64> ended = session().endedAtMs;
    if (ended && (!resumes || now() <= *ended))
        return;
    reopen();
    setTurn(TurnState::Open);
}

void Reduction::reopen()
{
    Session &s = session();
    if (!s.endedAtMs || now() < *s.endedAtMs)
        return;
    s.endedAtMs.reset();
    s.endReason.clear();
    // Whatever was open when it ended is not open any more.
    if (s.turn == TurnState::Open)
        s.turn = TurnState::Over;
}

void Reduction::reopen(Agent &agent)
{
    if (!agent.endedAtMs || now() < *agent.endedAtMs)
        return;
    agent.endedAtMs.reset();
    agent.status = SessionStatus::Working;
}

QString Reduction::shownSummary() const
{
    return oneLine(report().summary, kReasonLength);
}

void Reduction::raise(AttentionKind kind, const QString &cause, const QString &callId)
{
    AttentionItem item;
    item.id = attentionItemId(session().ref, kind, cause);
    item.session = session().ref;
    item.agentId = report().agentId;
    item.kind = kind;
    item.toolUseId = callId;
    item.toolName = report().toolName;
    item.summary = shownSummary();
    item.reason = oneLine(report().text, kReasonLength);
    item.sinceMs = now();
    m_touchedAttention.insert(item.id);
    m_state.attention.insert(item.id, item);
}

void Reduction::resolve(const std::function<bool(const AttentionItem &)> &which)
{
    for (AttentionItem &item : m_state.attention) {
        if (!item.resolvedAtMs && item.sinceMs <= now() && which(item))
            settle(item, now());
    }
}

void Reduction::settle(AttentionItem &item, qint64 atMs)
{
    item.resolvedAtMs = atMs;
    item.resolution = m_entry.type;
    m_touchedAttention.insert(item.id);
}

void Reduction::resolveAsksOf(const QString &agentId)
{
    resolve([&agentId](const AttentionItem &item) {
        return item.agentId == agentId && isAsk(item.kind);
    });
}

// The newest running call: the main agent's, else a subagent's.
void Reduction::refreshAction()
{
    const ToolCall *best = nullptr;
    for (const ToolCall &c : std::as_const(m_state.calls)) {
        if (c.status != CallStatus::Running)
            continue;
        const bool better = !best || (c.agentId.isEmpty() && !best->agentId.isEmpty())
            || (c.agentId.isEmpty() == best->agentId.isEmpty()
                && (c.seq > best->seq || (c.seq == best->seq && c.id > best->id)));
        if (better)
            best = &c;
    }
    Session &s = session();
    s.actionTool = best ? best->name : QString();
    s.actionSummary = best ? oneLine(best->summary, kReasonLength) : QString();
    s.actionSinceMs = best ? best->startedAtMs : std::nullopt;
}

void Reduction::refreshStatus()
{
    Session &s = session();
    s.agents = 1 + m_state.agents.size();
    s.runningSubagents = std::count_if(m_state.agents.cbegin(), m_state.agents.cend(),
                                       [](const Agent &a) { return !a.endedAtMs; });
    StatusVerdict verdict = judge(m_state);
    if (verdict.status != s.status || s.statusSinceMs == 0)
        s.statusSinceMs = now();
    // Transcripts are read in any order: the end that they tell moves.
    if (s.events == 0 && s.endedAtMs)
        s.statusSinceMs = *s.endedAtMs;
    s.status = verdict.status;
    s.statusReason = std::move(verdict.reason);
}

Changes Reduction::finish()
{
    closeOverdue();
    closeAllOfEnded();
    refreshAction();
    refreshStatus();
    Changes changes;
    for (const QString &id : std::as_const(m_touchedAgents))
        changes.agents.push_back(m_state.agents.value(id));
    for (const QString &id : std::as_const(m_touchedCalls))
        changes.calls.push_back(m_state.calls.value(id));
    for (const QString &id : std::as_const(m_touchedTurns))
        changes.turns.push_back(m_state.turns.value(id));
    for (const QString &id : std::as_const(m_touchedAttention))
        changes.attention.push_back(m_state.attention.value(id));
    changes.session = std::move(m_state.session);
    return changes;
}

} // namespace dogwatch
