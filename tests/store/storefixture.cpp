// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

QByteArray payload(const QString &session, const QString &type, const QJsonObject &fields)
{
    QJsonObject object = fields;
    if (!session.isEmpty())
        object.insert(u"session_id"_s, session);
    object.insert(u"hook_event_name"_s, type);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

WriteRequest request(const QString &eventId, const QByteArray &payload, qint64 occurredAtMs)
{
    Envelope envelope;
    envelope.eventId = eventId;
    envelope.source = Source::ClaudeCode;
    envelope.occurredAtMs = occurredAtMs;
    envelope.receivedAtMs = occurredAtMs;
    Result<IncomingEvent> event = makeIncoming(std::move(envelope), payload, {});
    if (!event)
        qFatal("%s", qPrintable(event.error().text));
    WriteRequest made;
    made.event = std::move(event).value();
    return made;
}

WriteRequest request(const QString &eventId, const QString &session)
{
    return request(eventId, payload(session, u"UserPromptSubmit"_s, {{u"prompt"_s, eventId}}));
}

std::vector<WriteRequest> randomTraffic(std::mt19937 &random, int count)
{
    const auto below = [&random](int n) {
        return std::uniform_int_distribution<int>(0, n - 1)(random);
    };
    const QStringList types{u"SessionStart"_s,
                            u"UserPromptSubmit"_s,
                            u"PreToolUse"_s,
                            u"PostToolUse"_s,
                            u"PreToolUse"_s,
                            u"PostToolUse"_s,
                            u"PermissionRequest"_s,
                            u"SubagentStart"_s,
                            u"SubagentStop"_s,
                            u"PostToolBatch"_s,
                            u"Stop"_s,
                            u"StopFailure"_s,
                            u"Invented"_s,
                            u"SessionEnd"_s};
    std::vector<WriteRequest> traffic;
    for (int i = 0; i < count; ++i) {
        QJsonObject fields{{u"tool_use_id"_s, u"t%1"_s.arg(below(20))},
                           {u"tool_name"_s, u"Bash"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"ls"_s}}},
                           {u"prompt_id"_s, u"p%1"_s.arg(below(5))},
                           {u"prompt"_s, QString(below(3) == 0 ? 6000 : 5, QChar(0xe4))},
                           {u"cwd"_s, u"/home/a/b%1"_s.arg(below(3))}};
        if (below(3) == 0) {
            fields.insert(u"agent_id"_s, u"a%1"_s.arg(below(4)));
            fields.insert(u"agent_type"_s, u"Explore"_s);
        }
        const QString session = below(25) == 0 ? QString() : u"session-%1"_s.arg(below(6));
        const QString id = u"event-%1"_s.arg(below(15) == 0 ? below(i + 1) : i);
        traffic.push_back(request(id, payload(session, types.at(below(int(types.size()))), fields),
                                  1000 + i * 10 - below(200)));
        traffic.back().event.envelope.process.pid =
            below(2) == 0 ? std::nullopt : std::optional<qint64>(4711);
    }
    return traffic;
}

Store::Store()
{
    reopen();
}

Store::~Store()
{
    close();
}

void Store::close()
{
    m_committer.reset();
    m_database.reset();
}

void Store::reopen()
{
    close();
    auto opened = Database::open(path(), Database::Mode::CreateIfMissing, folder());
    if (!opened) {
        qWarning("%s", qPrintable(opened.error().text));
        return;
    }
    m_database = std::move(opened).value();
    m_committer = std::make_unique<BatchCommitter>(*m_database, cancelled);
    if (Result<void> resumed = m_committer->resume(); !resumed) {
        qWarning("%s", qPrintable(resumed.error().text));
        close();
    }
}

std::vector<EventOutcome> Store::commit(std::vector<WriteRequest> requests)
{
    return m_committer->commit(requests).outcomes;
}

QString Store::commitAndTell(std::vector<WriteRequest> requests)
{
    return told(commit(std::move(requests)));
}

QStringList Store::rows(const QString &sql)
{
    return rowsOf(*m_database, sql);
}

qint64 Store::number(const QString &sql)
{
    return numberOf(*m_database, sql);
}

QStringList Store::projections()
{
    QStringList all;
    for (const QString &query :
         {u"session ORDER BY ref"_s, u"agent ORDER BY session_ref, id"_s,
          u"turn ORDER BY session_ref, prompt_id"_s, u"tool_call ORDER BY session_ref, id"_s,
          u"attention_item ORDER BY id"_s}) {
        const QStringList table = rows(u"SELECT * FROM "_s + query);
        for (const QString &row : table)
            all.append(query.section(u' ', 0, 0) + u": "_s + row);
    }
    return all;
}

QStringList Store::eventIds()
{
    return rows(u"SELECT event_id FROM event ORDER BY seq"_s);
}

QString Store::damage()
{
    return damageOf(*m_database);
}

QStringList rowsOf(Database &database, const QString &sql)
{
    QStringList rows;
    QSqlQuery query(database.connection());
    if (!query.exec(sql))
        return {query.lastError().text()};
    while (query.next()) {
        QStringList columns;
        for (int i = 0; i < query.record().count(); ++i)
            columns.append(query.isNull(i) ? u"NULL"_s : query.value(i).toString());
        rows.append(columns.join(u'|'));
    }
    return rows;
}

qint64 numberOf(Database &database, const QString &sql)
{
    return rowsOf(database, sql).value(0).toLongLong();
}

QString damageOf(Database &database)
{
    QString found;
    if (rowsOf(database, u"PRAGMA integrity_check"_s) != QStringList{u"ok"_s})
        found += u"the file is damaged; "_s;
    if (numberOf(
            database,
            u"SELECT count(*) FROM event WHERE session_ref NOT IN (SELECT ref FROM session)"_s))
        found += u"an event without its session; "_s;
    if (numberOf(database,
                 u"SELECT count(*) FROM session WHERE events <> (SELECT count(*) FROM event "
                 "WHERE session_ref = ref)"_s))
        found += u"a session that counts other events than it has; "_s;
    if (numberOf(
            database,
            u"SELECT count(*) FROM session WHERE tool_calls <> (SELECT count(*) FROM tool_call "
            "WHERE session_ref = ref)"_s))
        found += u"a session that counts other calls than it has; "_s;
    if (numberOf(database, u"SELECT count(*) - ifnull(max(seq), 0) FROM event"_s))
        found += u"a gap in the log; "_s;
    return found;
}

QString told(const std::vector<EventOutcome> &outcomes)
{
    QStringList words;
    for (const EventOutcome &outcome : outcomes) {
        switch (outcome.kind) {
        case EventOutcome::Kind::Stored:
            words.append(u"stored %1"_s.arg(outcome.seq));
            break;
        case EventOutcome::Kind::Duplicate:
            words.append(u"duplicate %1"_s.arg(outcome.seq));
            break;
        case EventOutcome::Kind::DeadLetter:
            words.append(u"dead"_s);
            break;
        case EventOutcome::Kind::Refused:
            words.append(u"refused"_s);
            break;
        }
    }
    return words.join(u", "_s);
}

} // namespace dogwatch::test
