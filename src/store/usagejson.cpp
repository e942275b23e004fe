// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usagejson.h"

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

QJsonArray toJsonArray(const std::vector<UsageRow> &rows, UsageKey key)
{
    QJsonArray array;
    for (const UsageRow &row : rows)
        array.append(toJson(row, key));
    return array;
}

Result<QJsonArray> usageJson(Database &database, const QString &key)
{
    const std::optional<UsageKey> known = usageKeyFromName(key);
    if (!known)
        return Error{ErrorCode::InvalidInput,
                     u"usage is by day, model, project, session or agent"_s};
    Result<std::vector<UsageRow>> rows = usageBy(database, *known);
    if (!rows)
        return rows.error();
    return toJsonArray(*rows, *known);
}

} // namespace dogwatch
