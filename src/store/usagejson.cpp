// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usagejson.h"

#include "core/times.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QJsonValue textJson(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject toJson(const UsageRow &row, UsageKey key)
{
    QJsonObject object{{usageKeyName(key), textJson(row.key)}, {u"sessions"_s, row.sessions}};
    if (key == UsageKey::Agent) {
        object.insert(u"name"_s, row.name);
        object.insert(u"session"_s, row.session);
    }
    addUsage(object, row.sums);
    return object;
}

} // namespace

void addUsage(QJsonObject &object, const std::optional<UsageSums> &sums)
{
    const auto put = [&](const QString &name, qint64 number) {
        object.insert(name, sums ? QJsonValue(number) : QJsonValue());
    };
    const UsageSums known = sums.value_or(UsageSums());
    const TokenCounts &tokens = known.tokens;
    put(u"input_tokens"_s, tokens.input);
    put(u"output_tokens"_s, tokens.output);
    put(u"cache_read_tokens"_s, tokens.cacheRead);
    put(u"cache_creation_tokens"_s, tokens.cacheWrite5m + tokens.cacheWrite1h);
    put(u"cache_creation_5m_tokens"_s, tokens.cacheWrite5m);
    put(u"cache_creation_1h_tokens"_s, tokens.cacheWrite1h);
    put(u"messages"_s, known.messages);
    put(u"unpriced_messages"_s, known.unpriced);
    const std::optional<double> dollars = sums ? known.dollars() : std::nullopt;
    object.insert(u"cost_usd"_s, dollars ? QJsonValue(*dollars) : QJsonValue());
}

QJsonObject toJson(const PromptUsage &prompt)
{
    const bool isBefore = prompt.number == 0;
    QJsonObject object{
        {u"prompt"_s, isBefore ? QJsonValue() : QJsonValue(prompt.prompt.text)},
        {u"at"_s,
         prompt.prompt.atMs == 0 ? QJsonValue() : QJsonValue(toRfc3339(prompt.prompt.atMs))}};
    addUsage(object, prompt.sums);
    return object;
}

QJsonArray toJsonArray(const std::vector<SessionPrompt> &prompts)
{
    QJsonArray array;
    for (const SessionPrompt &row : prompts) {
        QJsonObject object = toJson(row.usage);
        object.insert(u"session"_s, row.session);
        object.insert(u"project"_s, textJson(row.project));
        array.append(object);
    }
    return array;
}

QJsonArray toJsonArray(const std::vector<UsageRow> &rows, UsageKey key)
{
    QJsonArray array;
    for (const UsageRow &row : rows)
        array.append(toJson(row, key));
    return array;
}

Result<QJsonArray> usageJson(Database &database, const QString &key, int most)
{
    if (key == "prompt"_L1) {
        const Result<std::vector<SessionPrompt>> prompts = costliestPrompts(database, most);
        return prompts ? Result<QJsonArray>(toJsonArray(*prompts))
                       : Result<QJsonArray>(prompts.error());
    }
    const std::optional<UsageKey> known = usageKeyFromName(key);
    if (!known)
        return Error{ErrorCode::InvalidInput,
                     u"usage is by day, model, project, session, agent or prompt"_s};
    Result<std::vector<UsageRow>> rows = usageBy(database, *known);
    if (!rows)
        return rows.error();
    return toJsonArray(*rows, *known);
}

} // namespace dogwatch
