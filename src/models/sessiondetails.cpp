// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessiondetails.h"

#include "core/texts.h"
#include "store/entriesmodel.h"
#include "store/readmodel.h"
#include "store/readport.h"

#include <QDateTime>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80; // as EventsModel cuts ids

} // namespace

struct SessionDetails::Answer
{
    Session session;
    std::vector<Agent> agents;
    bool hasTranscript = false;
};

SessionDetails::SessionDetails(QObject *parent)
    : QObject(parent)
{
    connect(&m_transcript, &TranscriptModel::agentWanted, this,
            [this](const QString &agent) { chooseAgentById(agent); });
}

SessionDetails::~SessionDetails() = default;

void SessionDetails::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = feed;
    if (m_feed) {
        connect(m_feed, &LiveFeed::changed, this, &SessionDetails::apply);
        connect(m_feed, &LiveFeed::loaded, this, &SessionDetails::retry);
        connect(m_feed, &LiveFeed::secondPassed, this, &SessionDetails::passSecond);
    }
    Q_EMIT feedChanged();
    open();
}

void SessionDetails::setSession(double session)
{
    const SessionRef ref{std::max<qint64>(0, static_cast<qint64>(session))};
    if (m_ref == ref)
        return;
    m_ref = ref;
    Q_EMIT sessionChanged();
    open();
}

void SessionDetails::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    if (m_active)
        catchUp();
}

// Another session, or another store: everything of the old one goes.
void SessionDetails::open()
{
    if (!m_feed || m_ref == SessionRef{})
        return;
    const std::shared_ptr<Readers> readers = m_feed->readers();
    m_port = readers ? std::make_unique<ReadPort>(readers) : nullptr;
    m_session = {};
    m_row = {};
    m_agent.reset();
    setChosenCall({});
    setState(ModelState::Loading);
    m_agents.clear();
    m_calls.open(readers, m_ref);
    m_events.open(readers, m_ref);
    m_payload.open(readers);
    m_transcript.open(readers, m_ref);
    noteAwaited();
    m_hasTranscript = false;
    m_spawned.clear();
    m_agentNames.clear();
    load();
    Q_EMIT agentChanged();
    Q_EMIT changed();
}

void SessionDetails::retry()
{
    if (!m_feed || m_ref == SessionRef{})
        return;
    load();
    m_calls.retry();
    m_events.retry();
    if (m_transcript.state() == ModelState::Failed)
        m_transcript.retry();
}

void SessionDetails::load()
{
    const quint64 generation = ++m_generation;
    m_newerAgents.clear();
    if (!m_port) {
        fail(tr("There is no store to read from."));
        return;
    }
    m_port->ask<std::optional<Answer>>(
        [ref = m_ref](Database &database) -> Result<std::optional<Answer>> {
            const Result<std::optional<Session>> session = sessionByRef(database, ref);
            if (!session)
                return session.error();
            if (!*session)
                return std::optional<Answer>();
            Result<std::vector<Agent>> agents = agentsOf(database, ref);
            if (!agents)
                return agents.error();
            EntryQuery any;
            any.session = ref;
            any.limit = 1;
            const Result<std::vector<TranscriptEntry>> entries = transcriptEntries(database, any);
            if (!entries)
                return entries.error();
            return std::optional(Answer{**session, std::move(agents).value(), !entries->empty()});
        },
        [this, generation](const Result<std::optional<Answer>> &answer) {
            if (generation != m_generation)
                return;
            if (!answer)
                fail(answer.error().text);
            else if (!*answer)
                fail(tr("This session is not in the store."));
            else
                accept(**answer);
        });
}

void SessionDetails::accept(const Answer &answer)
{
    // What the feed brought meanwhile may be newer than the snapshot that was read.
    if (answer.session.lastSeq >= m_session.lastSeq)
        put(answer.session);
    m_hasTranscript = answer.hasTranscript;
    for (const Agent &agent : answer.agents)
        noteAgent(agent);
    tellAgentNames();
    m_agents.load(m_session, answer.agents, nowMs());
    m_agents.apply(m_session, m_newerAgents, nowMs());
    m_newerAgents.clear();
    setState(ModelState::Ready);
    Q_EMIT agentChanged();
    catchUp();
}

void SessionDetails::fail(const QString &errorText)
{
    m_agents.fail(errorText);
    setState(ModelState::Failed, errorText);
}

void SessionDetails::apply(const ChangeSet &changes)
{
    const auto isRun = [this](const Session &other) { return other.parent == m_ref; };
    if (std::any_of(changes.sessions.cbegin(), changes.sessions.cend(), isRun))
        Q_EMIT changed();
    const auto session = changes.sessions.constFind(m_ref);
    if (session == changes.sessions.constEnd() || session->lastSeq < m_session.lastSeq)
        return;
    put(*session);
    noteAwaited();
    const QHash<QString, Agent> agents = changes.agents.value(m_ref);
    for (const Agent &agent : agents)
        noteAgent(agent);
    tellAgentNames();
    if (m_state == ModelState::Ready) {
        const int row = agentRow();
        m_agents.apply(m_session, agents, nowMs());
        if (row != agentRow())
            Q_EMIT agentChanged();
    } else {
        m_newerAgents.insert(agents);
    }
    catchUp();
}

// The tables read what was committed, while somebody looks.
void SessionDetails::catchUp()
{
    if (!m_active)
        return;
    m_calls.advance(m_session.lastSeq);
    m_events.advance(m_session.lastSeq);
    m_transcript.advance();
}

void SessionDetails::noteAgent(const Agent &agent)
{
    if (!agent.spawnToolUseId.isEmpty())
        m_spawned.insert(agent.spawnToolUseId, agent.id);
    m_agentNames.insert(agent.id, agentNameOf(agent));
}

void SessionDetails::tellAgentNames()
{
    m_calls.setAgentNames(m_agentNames);
    m_events.setAgentNames(m_agentNames);
}

void SessionDetails::noteAwaited()
{
    QSet<QString> awaited;
    for (const AttentionItem &item : m_feed->attention()) {
        if (item.session == m_ref && isAsk(item.kind) && !item.resolvedAtMs)
            awaited.insert(item.toolUseId);
    }
    m_calls.setAwaited(awaited);
}

void SessionDetails::put(const Session &session)
{
    m_session = session;
    m_row = makeRow(session, nullptr, nowMs());
    Q_EMIT changed();
}

void SessionDetails::passSecond(qint64 nowMs)
{
    if (!m_active || m_state != ModelState::Ready)
        return;
    const bool renewed = renewTimes(m_row, nowMs);
    m_agents.passSecond(nowMs);
    m_calls.passSecond(nowMs);
    if (renewed)
        Q_EMIT changed();
}

int SessionDetails::agentRow() const
{
    return m_agents.rowOf(m_agent);
}

void SessionDetails::chooseAgent(int row)
{
    chooseAgentById(m_agents.agentAt(row));
}

// The transcript is always that of one agent: of the main one, where all are chosen.
void SessionDetails::chooseAgentById(const std::optional<QString> &agent)
{
    if (agent == m_agent)
        return;
    m_agent = agent;
    m_calls.setAgent(agent);
    m_events.setAgent(agent);
    m_transcript.setAgent(agent.value_or(QString()));
    Q_EMIT agentChanged();
}

bool SessionDetails::chooseAgentOf(const QString &toolUseId)
{
    if (!leadsToAgent(toolUseId))
        return false;
    chooseAgentById(m_spawned.value(toolUseId));
    return true;
}

bool SessionDetails::leadsToAgent(const QString &toolUseId) const
{
    return !toolUseId.isEmpty() && m_spawned.contains(toolUseId);
}

void SessionDetails::markCall(const QString &toolUseId)
{
    if (!toolUseId.isEmpty())
        setChosenCall(toolUseId);
}

void SessionDetails::revealCall(const QString &toolUseId)
{
    markCall(toolUseId);
    if (const int row = m_calls.rowOfId(toolUseId); row >= 0)
        return chooseCall(row);
    if (!m_port || toolUseId.isEmpty())
        return;
    m_port->ask<std::vector<ToolCall>>(
        [session = m_ref, toolUseId](Database &database) {
            return callsTouched(database, session, std::numeric_limits<qint64>::max(), {toolUseId});
        },
        [this, ref = m_ref](const Result<std::vector<ToolCall>> &calls) {
            if (ref != m_ref || !calls || calls->empty())
                return;
            m_events.setFilter({});
            m_events.reveal(calls->front().seq);
        });
}

void SessionDetails::chooseCall(int row)
{
    const double seq = m_calls.seqAt(row);
    if (seq == 0)
        return;
    setChosenCall(m_calls.idAt(row));
    m_events.setFilter({});
    m_events.reveal(static_cast<qint64>(seq));
}

void SessionDetails::chooseEvent(int row)
{
    setChosenCall(m_events.toolUseIdAt(row));
    m_payload.show(m_events.seqAt(row));
}

void SessionDetails::setChosenCall(const QString &toolUseId)
{
    const QString shown = oneLine(toolUseId, kNameLength);
    if (m_chosenCall == shown)
        return;
    m_chosenCall = shown;
    Q_EMIT chosenCallChanged();
}

void SessionDetails::setState(ModelState::Value state, const QString &errorText)
{
    if (m_state == state && m_errorText == errorText)
        return;
    m_state = state;
    m_errorText = errorText;
    Q_EMIT stateChanged();
}

qint64 SessionDetails::nowMs() const
{
    return m_feed ? m_feed->nowMs() : QDateTime::currentMSecsSinceEpoch();
}

} // namespace dogwatch
