// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/sessiontrouble.h"

#include "store/database.h"
#include "store/entriesmodel.h"
#include "store/statement.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kCalls[] = R"(
    SELECT id, agent_id, name, summary, status, COALESCE(ended_at, started_at, 0), error
    FROM tool_call WHERE session_ref = ? AND status IN ('failed', 'denied', 'abandoned')
    ORDER BY seq DESC, id DESC LIMIT ?)";
constexpr char kTurns[] = R"(
    SELECT prompt, COALESCE(ended_at, started_at, 0) FROM turn
    WHERE session_ref = ? AND failed = 1 ORDER BY seq DESC LIMIT ?)";

constexpr qsizetype kLongestText = 2000;

Trouble::Kind kindOfCall(const QString &status)
{
    return status == "denied"_L1   ? Trouble::DeniedCall
        : status == "abandoned"_L1 ? Trouble::AbandonedCall
                                   : Trouble::FailedCall;
}

template<class Take>
Result<void> eachRow(Statement &statement, const Take &take)
{
    while (true) {
        const Result<bool> row = statement.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        take(statement);
    }
}

Result<void> addCalls(Database &database, SessionRef session, int limit,
                      std::vector<Trouble> &troubles)
{
    Statement select(database, kCalls);
    select.bind(static_cast<qint64>(session)).bind(limit);
    return eachRow(select, [&troubles](const Statement &row) {
        Trouble &trouble = troubles.emplace_back();
        trouble.toolUseId = row.text(0);
        trouble.agentId = row.text(1);
        trouble.tool = row.text(2);
        trouble.what = row.text(3);
        trouble.kind = kindOfCall(row.text(4));
        trouble.atMs = row.integer(5);
        trouble.error = row.text(6);
    });
}

Result<void> addTurns(Database &database, SessionRef session, int limit,
                      std::vector<Trouble> &troubles)
{
    Statement select(database, kTurns);
    select.bind(static_cast<qint64>(session)).bind(limit);
    return eachRow(select, [&troubles](const Statement &row) {
        Trouble &trouble = troubles.emplace_back();
        trouble.kind = Trouble::FailedTurn;
        trouble.what = row.text(0);
        trouble.atMs = row.integer(1);
    });
}

// What the transcript alone tells, and calls that failed and that no hook has told of.
Result<void> addEntries(Database &database, SessionRef session, int limit,
                        std::vector<Trouble> &troubles)
{
    EntryQuery query;
    query.session = session;
    query.kinds = {EntryKind::ApiError, EntryKind::ApiRetry, EntryKind::Interrupted,
                   EntryKind::Refused};
    query.newestFirst = true;
    query.limit = limit;
    query.longestText = kLongestText;
    const Result<std::vector<TranscriptEntry>> entries = transcriptEntries(database, query);
    if (!entries)
        return entries.error();
    for (const TranscriptEntry &entry : *entries) {
        Trouble &trouble = troubles.emplace_back();
        trouble.kind = entry.kind == EntryKind::ApiError ? Trouble::ApiError
            : entry.kind == EntryKind::ApiRetry          ? Trouble::ApiRetry
            : entry.kind == EntryKind::Interrupted       ? Trouble::Interrupted
                                                         : Trouble::Refused;
        trouble.atMs = entry.key.atMs;
        trouble.agentId = entry.agentId;
        trouble.toolUseId = entry.toolUseId;
        trouble.entry = entry.key.id;
        trouble.error = QJsonDocument::fromJson(entry.body).object().value(u"text"_s).toString();
    }
    return {};
}

} // namespace

Result<std::vector<Trouble>> troublesOf(Database &database, SessionRef session, int limit)
{
    std::vector<Trouble> troubles;
    for (const auto add : {addCalls, addTurns, addEntries}) {
        if (const Result<void> done = add(database, session, limit, troubles); !done)
            return done.error();
    }
    std::stable_sort(troubles.begin(), troubles.end(),
                     [](const Trouble &a, const Trouble &b) { return a.atMs < b.atMs; });
    return troubles;
}

} // namespace dogwatch
