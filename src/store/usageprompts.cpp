// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usageprompts.h"

#include "store/entriesmodel.h"
#include "store/readmodel.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kTextLength = 200;
constexpr int kMostPrompts = 5000;

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

} // namespace dogwatch
