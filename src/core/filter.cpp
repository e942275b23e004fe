// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filter.h"

#include "core/filterkeys.h"
#include "core/filtertokens.h"
#include "core/filtervalues.h"
#include "core/texts.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Bounds that no person meets, and under which SQLite's own limits and a search stay far.
constexpr qsizetype kLongest = 4096;
constexpr std::size_t kMostTerms = 64;
constexpr qsizetype kMostValues = 64;
constexpr qsizetype kMostWildcards = 8;
constexpr qsizetype kQuotedLength = 40;

QString quotedForError(const QString &text)
{
    return u"“%1”"_s.arg(oneLine(text, kQuotedLength));
}

QString sentenceOf(FilterUnit unit)
{
    switch (unit) {
    case FilterUnit::Duration:
        return u"a span like 90s, 5m, 1.5h or 2d"_s;
    case FilterUnit::Money:
        return u"an amount in dollars like 1 or 0.25"_s;
    case FilterUnit::Count:
        return u"a number like 100, 50k or 1.5M"_s;
    case FilterUnit::Time:
        return u"a time like 2026-11-01, 2026-11-01T14:00, today, yesterday or 7d"_s;
    default:
        return u"a text"_s;
    }
}

std::optional<qint64> numberFor(FilterUnit unit, const QString &text, qint64 nowMs)
{
    switch (unit) {
    case FilterUnit::Duration:
        return filterDuration(text);
    case FilterUnit::Money:
        return filterMoney(text);
    case FilterUnit::Count:
        return filterCount(text);
    case FilterUnit::Time:
        return filterTime(text, nowMs);
    default:
        return 0;
    }
}

// Makes the terms of the tokens of one text.
class Parser
{
public:
    Parser(FilterScope scope, qint64 nowMs, qsizetype end)
        : m_scope(scope)
        , m_nowMs(nowMs)
        , m_end(end)
    { }

    void take(const FilterToken &token)
    {
        if (token.hasOpenQuote)
            return complain(token.position, m_end - token.position,
                            u"a quote is opened and not closed"_s, true);
        if (m_filter.terms.size() >= kMostTerms)
            return complain(token.position, token.length,
                            u"a filter has at most %1 terms"_s.arg(kMostTerms));
        FilterTerm term;
        term.negated = token.negated;
        term.op = token.op;
        const bool isRight = token.key.isEmpty() ? takeText(token, term) : takeKeyed(token, term);
        if (isRight)
            m_filter.terms.push_back(std::move(term));
    }

    void complain(qsizetype position, qsizetype length, const QString &text,
                  bool isIncomplete = false)
    {
        if (!m_error)
            m_error = FilterError{text, position, length, isIncomplete};
    }

    [[nodiscard]] ParsedFilter result() && { return {std::move(m_filter), std::move(m_error)}; }

private:
    bool takeText(const FilterToken &token, FilterTerm &term)
    {
        if (token.values.size() != 1 || token.values.front().text.isEmpty()) {
            complain(token.position, token.length, u"a text to look for is missing"_s,
                     token.position + token.length == m_end);
            return false;
        }
        const FilterValue &value = token.values.front();
        if (m_scope == FilterScope::Docs && !value.literal
            && value.text.chopped(1).contains(u'*')) {
            complain(token.position, token.length,
                     u"in a search a “*” may stand only at the end of a word"_s);
            return false;
        }
        return takeValues(token, term, filterKeyInfo(FilterKey::Text));
    }

    bool takeKeyed(const FilterToken &token, FilterTerm &term)
    {
        const FilterKeyInfo *info = filterKeyNamed(token.key);
        if (!info) {
            complain(token.position, token.length,
                     u"there is no key %1; a text with “%2” in it is put in quotes"_s.arg(
                         quotedForError(token.key), token.operatorText.left(1)));
            return false;
        }
        if (!info->isIn(m_scope)) {
            complain(token.position, token.length,
                     u"“%1” means nothing here"_s.arg(info->name.toString()));
            return false;
        }
        const bool mayCompare = info->isNumeric() && info->unit != FilterUnit::Time;
        if (term.op != FilterOp::Is && !mayCompare) {
            complain(token.position, token.length,
                     u"“%1” takes “:” and can't be compared"_s.arg(info->name.toString()));
            return false;
        }
        term.key = info->key;
        return takeValues(token, term, *info);
    }

    bool takeValues(const FilterToken &token, FilterTerm &term, const FilterKeyInfo &info)
    {
        if (qsizetype(token.values.size()) > kMostValues) {
            complain(token.position, token.length,
                     u"a term has at most %1 values"_s.arg(kMostValues));
            return false;
        }
        for (FilterValue value : token.values) {
            if (!checkValue(token, value, info))
                return false;
            term.values.push_back(std::move(value));
        }
        if (term.values.size() > 1 && (term.op != FilterOp::Is || info.unit == FilterUnit::Time)) {
            complain(token.position, token.length,
                     u"“%1” takes one value here"_s.arg(info.name.toString()));
            return false;
        }
        return true;
    }

    bool checkValue(const FilterToken &token, FilterValue &value, const FilterKeyInfo &info)
    {
        // What is typed last may go on.
        const bool isLast = token.position + token.length == m_end;
        if (value.text.isEmpty()) {
            complain(token.position, token.length,
                     u"“%1” wants %2"_s.arg(info.name.toString(), wantOf(info)), isLast);
            return false;
        }
        if (!value.literal && value.text.count(u'*') > kMostWildcards) {
            complain(token.position, token.length,
                     u"a value has at most %1 “*”"_s.arg(kMostWildcards));
            return false;
        }
        if (info.isNumeric()) {
            const std::optional<qint64> number = numberFor(info.unit, value.text, m_nowMs);
            if (number)
                value.number = *number;
            else
                complain(token.position, token.length,
                         u"“%1” wants %2, not %3"_s.arg(info.name.toString(), sentenceOf(info.unit),
                                                        quotedForError(value.text)),
                         isLast && info.unit == FilterUnit::Time && mayBecomeTime(value.text));
            return number.has_value();
        }
        return checkWord(token, value, info, isLast);
    }

    bool checkWord(const FilterToken &token, FilterValue &value, const FilterKeyInfo &info,
                   bool isLast)
    {
        const QStringList words = filterWords(info.key);
        if (words.isEmpty())
            return true;
        if (info.key == FilterKey::Status)
            value.text.replace(u'-', u'_');
        const auto matches = [&](const FilterValue &sought) {
            return std::any_of(words.begin(), words.end(), [&](const QString &word) {
                return filterValueMatches(sought, info.unit, word);
            });
        };
        if (matches(value))
            return true;
        complain(token.position, token.length,
                 u"“%1” is one of %2, not %3"_s.arg(info.name.toString(), words.join(u", "_s),
                                                    quotedForError(value.text)),
                 isLast && !value.literal && matches({value.text + u'*', false, 0}));
        return false;
    }

    static QString wantOf(const FilterKeyInfo &info)
    {
        const QStringList words = filterWords(info.key);
        return words.isEmpty() ? sentenceOf(info.unit) : u"one of "_s + words.join(u", "_s);
    }

    static bool mayBecomeTime(const QString &text)
    {
        for (const QStringView word : {u"today", u"yesterday", u"now"}) {
            if (word.startsWith(text, Qt::CaseInsensitive))
                return true;
        }
        return std::all_of(text.begin(), text.end(), [](QChar c) {
            return (c >= u'0' && c <= u'9') || c == u'-' || c == u':' || c == u'T' || c == u'.'
                || c == u'+';
        });
    }

    const FilterScope m_scope;
    const qint64 m_nowMs;
    const qsizetype m_end;
    Filter m_filter;
    std::optional<FilterError> m_error;
};

} // namespace

bool Filter::has(FilterKey key) const
{
    return std::any_of(terms.begin(), terms.end(),
                       [key](const FilterTerm &term) { return term.key == key; });
}

ParsedFilter parseFilter(const QString &text, FilterScope scope, qint64 nowMs)
{
    Parser parser(scope, nowMs, text.size());
    if (text.size() > kLongest)
        parser.complain(kLongest, text.size() - kLongest,
                        u"a filter has at most %1 characters"_s.arg(kLongest));
    else
        for (const FilterToken &token : filterTokens(validUnicode(text)))
            parser.take(token);
    return std::move(parser).result();
}

} // namespace dogwatch
