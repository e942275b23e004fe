// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/sessionruns.h"

#include "store/database.h"
#include "store/records.h"
#include "store/statement.h"

#include <QJsonArray>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kStarter[] = "SELECT id, project FROM session WHERE ref = ?";
constexpr char kRuns[] =
    "SELECT " DOGWATCH_SESSION_COLUMNS " FROM session WHERE parent_ref = ? ORDER BY ref";

} // namespace

Result<Starters> startersOf(Database &database, const std::vector<Session> &sessions)
{
    Starters starters;
    for (const Session &session : sessions) {
        if (!session.parent)
            continue;
        Statement select(database, kStarter);
        const Result<bool> row = select.bind(static_cast<qint64>(*session.parent)).next();
        if (!row)
            return row.error();
        if (*row)
            starters.insert(session.ref, {select.text(0), select.text(1)});
    }
    return starters;
}

Result<std::vector<Session>> runsOf(Database &database, SessionRef session)
{
    std::vector<Session> runs;
    Statement select(database, kRuns);
    select.bind(static_cast<qint64>(session));
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return runs;
        runs.push_back(readSession(select));
    }
}

void addRuns(QJsonObject &object, const std::vector<Session> &runs)
{
    QJsonArray array;
    for (const Session &run : runs)
        array.append(
            QJsonObject{{u"id"_s, run.key.id},
                        {u"source"_s, sourceName(run.key.source)},
                        {u"status"_s, statusName(run.status)},
                        {u"title"_s, run.title.isEmpty() ? QJsonValue() : QJsonValue(run.title)}});
    object.insert(u"runs"_s, array);
}

} // namespace dogwatch
