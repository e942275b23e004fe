// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "story.h"

#include "agents/adapter.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(DOGWATCH_TEST_DATA "/claude/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

} // namespace

QJsonObject recorded(const QString &name)
{
    return QJsonDocument::fromJson(contentOf(name + u".json")).object();
}

QMap<QString, std::vector<RecordedHook>> recordedSessions()
{
    QMap<QString, std::vector<RecordedHook>> sessions;
    const QList<QByteArray> lines = contentOf(u"all-hooks.jsonl"_s).split('\n');
    for (const QByteArray &line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        const QJsonObject payload = object.value(u"payload").toObject();
        if (!payload.isEmpty())
            sessions[payload.value(u"session_id").toString()].push_back(
                {object.value(u"t").toInteger(), payload});
    }
    return sessions;
}

Story::Story(Source source)
    : m_source(source)
{
    m_session.ref = SessionRef{1};
    m_session.key = {source, u"s"_s};
}

Session Story::tell(const QJsonObject &payload, qint64 atMs, qint64 lateMs)
{
    Decoded decoded = decode(m_source, payload);
    Entry entry;
    entry.type = decoded.type;
    entry.report = decoded.report;
    entry.envelope.occurredAtMs = atMs;
    entry.envelope.receivedAtMs = atMs + lateMs;
    return fold(entry);
}

Session Story::tell(const Report &report, qint64 atMs, qint64 lateMs)
{
    Entry entry;
    entry.type = u"test"_s;
    entry.report = report;
    entry.envelope.occurredAtMs = atMs;
    entry.envelope.receivedAtMs = atMs + lateMs;
    return fold(entry);
}

Session Story::tell(const QString &event, qint64 atMs, const QJsonObject &fields)
{
    return tellLate(event, atMs, atMs, fields);
}

Session Story::tellLate(const QString &event, qint64 atMs, qint64 nowMs, const QJsonObject &fields)
{
    QJsonObject payload = fields;
    payload.insert(u"hook_event_name"_s, event);
    payload.insert(u"session_id"_s, u"s"_s);
    return tell(payload, atMs, nowMs - atMs);
}

Session Story::fold(const Entry &entry)
{
    Entry numbered = entry;
    numbered.seq = ++m_seq;
    numbered.envelope.source = m_source;
    SessionState state;
    state.session = m_session;
    for (const Agent &agent : std::as_const(m_agents))
        state.agents.insert(agent.id, agent);
    const auto isNamed = [&entry](const QString &id) {
        const std::vector<BatchCall> &batch = entry.report.batch;
        return id == entry.report.toolUseId
            || std::any_of(batch.begin(), batch.end(),
                           [&id](const BatchCall &call) { return call.toolUseId == id; });
    };
    for (const ToolCall &call : std::as_const(m_calls)) {
        if (call.status == CallStatus::Running || isNamed(call.id))
            state.calls.insert(call.id, call);
    }
    for (const Turn &turn : std::as_const(m_turns)) {
        if (!turn.endedAtMs || turn.promptId == entry.report.promptId)
            state.turns.insert(turn.promptId, turn);
    }
    for (const AttentionItem &item : std::as_const(m_attention)) {
        if (!item.resolvedAtMs)
            state.attention.insert(item.id, item);
    }
    const Changes changes = reduce(state, numbered);
    m_session = changes.session;
    for (const Agent &agent : changes.agents)
        m_agents.insert(agent.id, agent);
    for (const ToolCall &call : changes.calls)
        m_calls.insert(call.id, call);
    for (const Turn &turn : changes.turns)
        m_turns.insert(turn.promptId, turn);
    for (const AttentionItem &item : changes.attention)
        m_attention.insert(item.id, item);
    return m_session;
}

QString Story::callStatus(const QString &id) const
{
    return m_calls.contains(id) ? callStatusName(m_calls.value(id).status) : u"none"_s;
}

std::vector<AttentionItem> Story::openAsks() const
{
    std::vector<AttentionItem> open;
    for (const AttentionItem &item : m_attention) {
        if (!item.resolvedAtMs && item.kind != AttentionKind::Failed)
            open.push_back(item);
    }
    return open;
}

QString Story::contradiction() const
{
    const Session &s = m_session;
    const auto countCalls = [this](auto condition) {
        return static_cast<qint64>(std::count_if(m_calls.cbegin(), m_calls.cend(), condition));
    };
    const qint64 running =
        countCalls([](const ToolCall &c) { return c.status == CallStatus::Running; });
    const qint64 failed =
        countCalls([](const ToolCall &c) { return c.status == CallStatus::Failed; });
    const qint64 ofMain = countCalls([](const ToolCall &c) { return c.agentId.isEmpty(); });
    const auto live = static_cast<qint64>(std::count_if(
        m_agents.cbegin(), m_agents.cend(), [](const Agent &a) { return !a.endedAtMs; }));
    const auto expect = [](const char *what, qint64 counted, qint64 said) {
        return counted == said
            ? QString()
            : u"%1: the rows say %2, the session says %3; "_s.arg(
                QLatin1String(what), QString::number(counted), QString::number(said));
    };
    QString wrong = expect("open calls", running, s.openCalls);
    wrong += expect("tool calls", m_calls.size(), s.toolCalls);
    wrong += expect("calls of the main agent", ofMain, s.mainCalls);
    wrong += expect("agents", 1 + m_agents.size(), s.agents);
    wrong += expect("running subagents", live, s.runningSubagents);
    if (failed > s.failedCalls)
        wrong += u"more failed calls than counted; "_s;
    for (const Agent &agent : m_agents)
        wrong += expect("calls of a subagent",
                        countCalls([&agent](const ToolCall &c) { return c.agentId == agent.id; }),
                        agent.toolCalls);
    if (s.endedAtMs && (running > 0 || live > 0 || !openAsks().empty()))
        wrong += u"it has ended, and something of it is open; "_s;
    if (s.statusReason.isEmpty())
        wrong += u"no reason for the status; "_s;
    if (s.firstEventMs > s.lastEventMs)
        wrong += u"the first event is after the last; "_s;
    return wrong;
}

} // namespace dogwatch::test
