// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchjson.h"

#include "core/times.h"
#include "store/filteredrows.h"

#include <QJsonArray>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QJsonValue textJson(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue numberJson(std::optional<qint64> number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

} // namespace

QJsonObject toJson(const SearchHit &hit)
{
    QJsonArray marks;
    for (const SearchSnippet::Mark &mark : hit.snippet.marks)
        marks.append(QJsonArray{mark.from, mark.length});
    return {
        {u"session_id"_s, hit.sessionId},
        {u"source"_s, sourceName(hit.source)},
        {u"project"_s, textJson(hit.project)},
        {u"title"_s, textJson(hit.sessionTitle)},
        {u"agent_id"_s, textJson(hit.agentId)},
        {u"kind"_s, textKindName(hit.kind)},
        {u"tool_name"_s, textJson(hit.toolName)},
        {u"tool_use_id"_s, textJson(hit.toolUseId)},
        {u"at"_s, toRfc3339(hit.atMs)},
        {u"seq"_s, numberJson(hit.seq)},
        {u"entry"_s, numberJson(hit.entry)},
        {u"snippet"_s, hit.snippet.text},
        {u"marks"_s, marks},
    };
}

QJsonObject toJson(const SearchProgress &progress)
{
    return {{u"indexed_to"_s, progress.indexedTo}, {u"behind"_s, progress.behind()}};
}

QJsonObject toJson(const SearchPage &page)
{
    QJsonArray hits;
    for (const SearchHit &hit : page.hits)
        hits.append(toJson(hit));
    QJsonObject object = toJson(page.progress);
    object.insert(u"hits"_s, hits);
    // As a text: it has more digits than a number in JSON can hold.
    object.insert(u"next"_s, page.next ? QJsonValue(QString::number(*page.next)) : QJsonValue());
    return object;
}

Result<SearchQuery> searchQuery(const QString &text, int limit, const QString &before)
{
    Result<Filter> filter = filterFrom(text, FilterScope::Docs);
    if (!filter)
        return filter.error();
    SearchQuery query{std::move(filter).value(), std::clamp(limit, 1, kMostSearchHits),
                      std::nullopt};
    if (before.isEmpty())
        return query;
    bool isNumber = false;
    query.before = before.toLongLong(&isNumber);
    if (!isNumber)
        return Error{ErrorCode::InvalidInput, u"“before” must be what “next” said"_s};
    return query;
}

} // namespace dogwatch
