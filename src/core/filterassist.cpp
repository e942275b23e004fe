// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filterassist.h"

#include "core/filterkeys.h"
#include "core/filtertokens.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostCandidates = 50;

QStringList valuesOf(FilterKey key, const FilterKnown &known)
{
    const QStringList words = filterWords(key);
    if (!words.isEmpty() && !known.contains(key))
        return words;
    if (filterKeyInfo(key).unit == FilterUnit::Time)
        return {u"today"_s, u"yesterday"_s, u"7d"_s, u"30d"_s};
    return known.value(key);
}

// As it has to be written so that it is this value and no pattern.
QString writtenValue(FilterKey key, const QString &value)
{
    const FilterTerm term{key, FilterOp::Is, false, {{value, value.contains(u'*'), 0}}};
    const QString text = filterText(term);
    return text.mid(filterKeyInfo(key).name.size() + (key == FilterKey::Text ? 0 : 1));
}

// Those that begin so first, then those that have it in them.
QStringList candidatesFor(const QString &typed, const QStringList &values)
{
    QStringList begin;
    QStringList within;
    for (const QString &value : values) {
        if (value.startsWith(typed, Qt::CaseInsensitive))
            begin.append(value);
        else if (value.contains(typed, Qt::CaseInsensitive))
            within.append(value);
    }
    return (begin + within).mid(0, kMostCandidates);
}

FilterCompletion completeKey(const FilterToken &token, qsizetype cursor, FilterScope scope)
{
    FilterCompletion completion;
    completion.position = token.position + (token.negated ? 1 : 0);
    completion.length = std::max<qsizetype>(0, cursor - completion.position);
    QStringList names;
    for (const FilterKeyInfo &info : filterKeys()) {
        if (info.isIn(scope))
            names.append(info.name.toString() + u':');
    }
    const QString typed = token.values.empty() ? QString() : token.values.front().text;
    completion.candidates = candidatesFor(typed.left(completion.length), names);
    return completion;
}

FilterCompletion completeValue(const FilterToken &token, qsizetype cursor, FilterScope scope,
                               const FilterKnown &known)
{
    FilterCompletion completion;
    const FilterKeyInfo *info = filterKeyNamed(token.key);
    if (!info || !info->isIn(scope) || cursor < token.valueAt)
        return completion;
    completion.position = token.valueAt;
    completion.length = token.position + token.length - token.valueAt;
    const QStringList values = candidatesFor(token.values.back().text, valuesOf(info->key, known));
    for (const QString &value : values)
        completion.candidates.append(writtenValue(info->key, value));
    return completion;
}

} // namespace

FilterState filterState(const ParsedFilter &parsed, const FilterKnown &known)
{
    if (parsed.error)
        return parsed.error->isIncomplete ? FilterState::Incomplete : FilterState::Invalid;
    if (parsed.filter.isEmpty())
        return FilterState::Empty;
    for (const FilterTerm &term : parsed.filter.terms) {
        const FilterUnit unit = filterKeyInfo(term.key).unit;
        const QStringList values = known.value(term.key);
        if (term.negated || values.isEmpty() || unit >= FilterUnit::Contained)
            continue;
        const bool isThere =
            std::any_of(term.values.begin(), term.values.end(), [&](const FilterValue &value) {
                return std::any_of(values.begin(), values.end(), [&](const QString &text) {
                    return filterValueMatches(value, unit, text);
                });
            });
        if (!isThere)
            return FilterState::Unmatched;
    }
    return FilterState::Valid;
}

FilterCompletion completeFilter(const QString &text, qsizetype cursor, FilterScope scope,
                                const FilterKnown &known)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    FilterToken empty;
    empty.position = cursor;
    const std::vector<FilterToken> tokens = filterTokens(text);
    for (const FilterToken &token : tokens) {
        if (cursor < token.position || cursor > token.position + token.length)
            continue;
        return token.key.isEmpty() ? completeKey(token, cursor, scope)
                                   : completeValue(token, cursor, scope, known);
    }
    return completeKey(empty, cursor, scope);
}

QString filterWith(const QString &text, FilterKey key, const QString &value, bool negated)
{
    const FilterTerm term{key, FilterOp::Is, negated, {{value, value.contains(u'*'), 0}}};
    const QString written = filterText(term);
    for (const FilterToken &token : filterTokens(text)) {
        if (QStringView(text).mid(token.position, token.length) == written)
            return text;
    }
    const QString trimmed = text.trimmed();
    return trimmed.isEmpty() ? written : trimmed + u' ' + written;
}

} // namespace dogwatch
