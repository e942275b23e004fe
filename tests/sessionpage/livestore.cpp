// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "livestore.h"

#include "store/readmodel.h"

#include <QJsonDocument>
#include <QTest>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

LiveStore::LiveStore()
{
    auto database = Database::open(path(), Database::Mode::CreateIfMissing);
    if (!database)
        qFatal("%s", qPrintable(database.error().text));
    m_database = std::move(database).value();
    // What is tested here reads; it need not survive a power cut.
    (void)m_database->execute(u"PRAGMA synchronous = OFF"_s);
    m_committer = std::make_unique<BatchCommitter>(*m_database, m_cancelled);
    if (Result<void> done = m_committer->resume(); !done)
        qFatal("%s", qPrintable(done.error().text));
    m_readers = std::make_shared<Readers>(path());
}

LiveStore::~LiveStore() = default;

void LiveStore::add(const QString &session, const QString &event, QJsonObject fields)
{
    fields.insert(u"session_id"_s, session);
    fields.insert(u"hook_event_name"_s, event);
    if (!fields.contains(u"cwd"_s))
        fields.insert(u"cwd"_s, u"/home/dev/api-server"_s);
    Envelope envelope;
    envelope.eventId = u"test-%1"_s.arg(++m_nextId);
    envelope.source = Source::ClaudeCode;
    envelope.occurredAtMs = m_timeMs;
    envelope.receivedAtMs = m_timeMs;
    if (m_pid != 0)
        envelope.process.pid = m_pid;
    m_timeMs += 1000;
    Result<IncomingEvent> incoming =
        makeIncoming(envelope, QJsonDocument(fields).toJson(QJsonDocument::Compact), {});
    if (!incoming)
        qFatal("%s", qPrintable(incoming.error().text));
    m_waiting.push_back({std::move(incoming).value(), nullptr, 0});
}

void LiveStore::commit()
{
    const BatchCommitter::Committed committed = m_committer->commit(m_waiting);
    for (const EventOutcome &outcome : committed.outcomes) {
        if (outcome.kind != EventOutcome::Kind::Stored)
            qFatal("not stored: %d %s", static_cast<int>(outcome.kind), qPrintable(outcome.text));
    }
    m_waiting.clear();
    m_feed.publish(committed.changes);
}

void LiveStore::addCalls(const QString &session, int first, int count, const QString &agent)
{
    for (int i = first; i < first + count; ++i) {
        QJsonObject fields{{u"tool_name"_s, u"Bash"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"make part-%1"_s.arg(i)}}},
                           {u"tool_use_id"_s, u"toolu_%1"_s.arg(i, 6, 10, '0'_L1)}};
        if (!agent.isEmpty())
            fields.insert(u"agent_id"_s, agent);
        add(session, u"PreToolUse"_s, fields);
        fields.insert(u"duration_ms"_s, 100 + i % 50);
        add(session, u"PostToolUse"_s, fields);
        if (m_waiting.size() >= 2000)
            commit();
    }
}

qint64 LiveStore::refOf(const QString &session)
{
    const Result<std::optional<Session>> found = sessionById(*m_database, session);
    return found && *found ? static_cast<qint64>((*found)->ref) : 0;
}

void LiveStore::tellRebuilt()
{
    ChangeSet changes;
    changes.rebuilt = true;
    m_feed.publish(changes);
}

} // namespace dogwatch::test
