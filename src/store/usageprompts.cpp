// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usageprompts.h"

#include "store/database.h"
#include "store/entriesmodel.h"
#include "store/readmodel.h"
#include "store/statement.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTextLength = 200;
constexpr int kMostPrompts = 5000;

constexpr char kSessions[] = R"(
    SELECT session_ref, session.id, session.project, sum(cost) AS cost,
        sum(input + output + cache_write_5m + cache_write_1h + cache_read) AS tokens
    FROM usage_total JOIN session ON session.ref = session_ref
    GROUP BY session_ref ORDER BY cost DESC, tokens DESC, session_ref)";

using Rank = std::pair<qint64, qint64>; // by cost, then by tokens

Rank rankOf(const UsageSums &sums)
{
    return {sums.cost, sums.tokens.total()};
}

struct RankedSession
{
    SessionRef ref{};
    QString id;
    QString project;
    Rank rank;
};

Result<std::vector<RankedSession>> rankedSessions(Database &database)
{
    std::vector<RankedSession> sessions;
    Statement select(database, kSessions);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return sessions;
        sessions.push_back({SessionRef{select.integer(0)},
                            select.text(1),
                            select.text(2),
                            {select.integer(3), select.integer(4)}});
    }
}

} // namespace

Result<std::vector<UsagePrompt>> promptsOf(Database &database, SessionRef session)
{
    EntryQuery query;
    query.session = session;
    query.agentId = QString();
    query.kinds = {EntryKind::Prompt};
    query.limit = kMostPrompts;
    query.longestText = kTextLength;
    const Result<std::vector<TranscriptEntry>> entries = transcriptEntries(database, query);
    if (!entries)
        return entries.error();
    std::vector<UsagePrompt> prompts;
    for (const TranscriptEntry &entry : *entries) {
        const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
        prompts.push_back({entry.key.atMs, body.value(u"text"_s).toString()});
    }
    if (!prompts.empty())
        return prompts;
    const Result<std::vector<Turn>> turns = turnsOf(database, session);
    if (!turns)
        return turns.error();
    for (const Turn &turn : *turns)
        prompts.push_back({turn.startedAtMs.value_or(0), turn.prompt});
    std::stable_sort(prompts.begin(), prompts.end(),
                     [](const UsagePrompt &a, const UsagePrompt &b) { return a.atMs < b.atMs; });
    return prompts;
}

std::size_t promptOf(const std::vector<UsagePrompt> &prompts, qint64 atMs)
{
    const auto next =
        std::upper_bound(prompts.begin(), prompts.end(), atMs,
                         [](qint64 at, const UsagePrompt &prompt) { return at < prompt.atMs; });
    return static_cast<std::size_t>(next - prompts.begin());
}

Result<std::vector<PromptUsage>> usageByPrompt(Database &database, SessionRef session)
{
    const Result<std::vector<UsageMessage>> messages = usageMessagesOf(database, session, {});
    if (!messages)
        return messages.error();
    const Result<std::vector<UsagePrompt>> prompts = promptsOf(database, session);
    if (!prompts)
        return prompts.error();
    std::map<std::size_t, UsageSums> sums;
    for (const UsageMessage &message : *messages)
        sums[promptOf(*prompts, message.atMs)].add(message.tokens, message.cost);
    std::vector<PromptUsage> rows;
    for (const auto &[number, sum] : sums)
        rows.push_back({number, number == 0 ? UsagePrompt() : prompts->at(number - 1), sum});
    return rows;
}

// No prompt ranks before its session, so sessions that rank behind what is already found are not
// read.
Result<std::vector<SessionPrompt>> costliestPrompts(Database &database, int most)
{
    const Result<std::vector<RankedSession>> sessions = rankedSessions(database);
    if (!sessions)
        return sessions.error();
    std::vector<SessionPrompt> found;
    const auto isFull = [&] { return found.size() == static_cast<std::size_t>(most); };
    for (const RankedSession &session : *sessions) {
        if (isFull() && rankOf(found.back().usage.sums) >= session.rank)
            break;
        Result<std::vector<PromptUsage>> prompts = usageByPrompt(database, session.ref);
        if (!prompts)
            return prompts.error();
        for (PromptUsage &prompt : *prompts)
            found.push_back({session.id, session.project, std::move(prompt)});
        std::stable_sort(found.begin(), found.end(),
                         [](const SessionPrompt &a, const SessionPrompt &b) {
                             return rankOf(a.usage.sums) > rankOf(b.usage.sums);
                         });
        if (found.size() > static_cast<std::size_t>(most))
            found.resize(static_cast<std::size_t>(most));
    }
    return found;
}

} // namespace dogwatch
