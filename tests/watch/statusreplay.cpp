// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/statusreplay.h"

#include "core/times.h"
#include "store/readmodel.h"
#include "store/watchlist.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

void StatusReplay::hook(QJsonObject payload, qint64 happenedMs, qint64 receivedMs, qint64 pid)
{
    const QString session = payload.value(u"session_id").toString();
    if (!payload.contains(u"transcript_path"_s))
        payload.insert(u"transcript_path"_s, m_folder.filePath(session + u".jsonl"));
    WriteRequest event = request(QString::number(++m_events),
                                 QJsonDocument(payload).toJson(QJsonDocument::Compact), happenedMs);
    event.event.envelope.receivedAtMs = receivedMs;
    event.event.envelope.process = {pid, std::nullopt};
    QCOMPARE(m_store.commitAndTell({std::move(event)}).section(u' ', 0, 0), u"stored"_s);
}

void StatusReplay::transcript(const QString &session, const QJsonArray &lines, qint64 atMs)
{
    const QString path = m_folder.filePath(session + u".jsonl");
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    for (const QJsonValue &value : lines) {
        QJsonObject line = value.toObject();
        line.insert(u"sessionId"_s, session);
        line.insert(u"timestamp"_s, toRfc3339(atMs));
        line.insert(u"uuid"_s, u"u%1"_s.arg(++m_lines));
        line.insert(u"parentUuid"_s, QJsonValue());
        line.insert(u"isSidechain"_s, false);
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    }
    file.close();
    m_store.readOn(path);
}

void StatusReplay::look(qint64 nowMs)
{
    const Result<WatchList> list = watchList(m_store.database(), {}, nowMs);
    QVERIFY(list.ok());
    Found found;
    for (const WatchedSession &watched : list->sessions) {
        const Outside seen = m_outside.value(watched.session.key.id);
        SessionEvidence one = watched.evidence;
        one.state = seen.state;
        if (seen.state == ProcessState::Alive)
            one.record = seen.record;
        for (auto agent = one.agents.begin(); agent != one.agents.end(); ++agent)
            *agent = seen.agents.value(agent.key(), AgentSign::NotKnown);
        one.gatheredAtMs = nowMs;
        one.awakeSinceMs = seen.awakeSinceMs;
        if (!seen.startedBy.isEmpty())
            one.startedBy = SessionRef{
                m_store.number(u"SELECT ref FROM session WHERE id = '%1'"_s.arg(seen.startedBy))};
        found.evidence.push_back(std::move(one));
    }
    found.rows = list->findings;
    const Result<ChangeSet> done =
        m_store.committer().transact([&](Database &database, EventLog &log, Projector &projector) {
            return recordFindings(database, log, projector, found, nowMs);
        });
    QVERIFY(done.ok());
}

QString StatusReplay::statusOf(const QString &session)
{
    return m_store.rows(u"SELECT status FROM session WHERE id = '%1'"_s.arg(session)).value(0);
}

QString StatusReplay::reasonOf(const QString &session)
{
    return m_store.rows(u"SELECT status_reason FROM session WHERE id = '%1'"_s.arg(session))
        .value(0);
}

QString StatusReplay::openItemsOf(const QString &session)
{
    return m_store
        .rows(u"SELECT kind FROM attention_item JOIN session ON session.ref = session_ref WHERE "
              "resolved_at IS NULL AND session.id = '%1' ORDER BY kind"_s.arg(session))
        .join(u',');
}

qint64 StatusReplay::runningSubagentsOf(const QString &session)
{
    return m_store.number(u"SELECT running_subagents FROM session WHERE id = '%1'"_s.arg(session));
}

QString StatusReplay::starterOf(const QString &session)
{
    return m_store
        .rows(u"SELECT starter.id FROM session JOIN session AS starter "
              "ON starter.ref = session.parent_ref WHERE session.id = '%1'"_s.arg(session))
        .value(0);
}

qint64 StatusReplay::tiles()
{
    const Result<std::vector<Session>> all = sessions(m_store.database(), {});
    return all ? std::count_if(all->cbegin(), all->cend(),
                               [](const Session &session) { return session.standsAlone(); })
               : -1;
}

LiveWord liveWord(const QString &status, const QString &waitingFor)
{
    if (waitingFor == u"dialog open"_s)
        return LiveWord::Other;
    if (status == u"busy"_s)
        return LiveWord::Busy;
    if (status == u"shell"_s)
        return LiveWord::Shell;
    if (status == u"idle"_s)
        return LiveWord::Idle;
    return status == u"waiting"_s ? LiveWord::Waiting : LiveWord::Other;
}

} // namespace dogwatch::test
