// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/searchplan.h"

#include "core/filterkeys.h"
#include "core/texts.h"
#include "store/filteredrows.h"
#include "store/filtersql.h"
#include "store/searchdoc.h"
#include "store/searchindex.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Up to so many sessions are named in the expression, where the index skips all others; beyond,
// each hit is looked at.
constexpr std::size_t kMostNamed = 500;
constexpr qsizetype kQuotedLength = 40;
constexpr qsizetype kShortestPrefix = 2; // see kCreateSearchText

QString anyOf(const QStringList &expressions)
{
    return expressions.size() == 1 ? expressions.first()
                                   : u'(' + expressions.join(u" OR "_s) + u')';
}

class Planner
{
public:
    Planner(Database &database, const SearchTokenizer &tokenizer)
        : m_database(database)
        , m_tokenizer(tokenizer)
    {
        m_plan.beforeId = std::numeric_limits<qint64>::max();
    }

    Result<SearchPlan> plan(const Filter &filter, std::optional<qint64> before)
    {
        for (const FilterTerm &term : filter.terms) {
            if (Result<void> taken = take(term); !taken)
                return taken.error();
        }
        if (Result<void> chosen = takeSessions(filter); !chosen)
            return chosen.error();
        if (before)
            m_plan.beforeId = std::min(m_plan.beforeId, *before);
        if (m_must.isEmpty())
            m_must.append(quotedForSearch(anyDocWord(), false));
        m_plan.expression = m_must.join(u" AND "_s);
        if (!m_mustNot.isEmpty())
            m_plan.expression = u"(%1) NOT %2"_s.arg(m_plan.expression, anyOf(m_mustNot));
        return std::move(m_plan);
    }

private:
    Result<void> take(const FilterTerm &term)
    {
        switch (term.key) {
        case FilterKey::Text:
            return takeText(term);
        case FilterKey::Kind:
            takeKind(term);
            break;
        case FilterKey::Tool:
            takeTool(term);
            break;
        case FilterKey::Before:
        case FilterKey::After:
            takeTime(term);
            break;
        default:
            break; // of the session
        }
        return {};
    }

    void add(const FilterTerm &term, const QString &expression)
    {
        (term.negated ? m_mustNot : m_must).append(expression);
    }

    Result<void> takeText(const FilterTerm &term)
    {
        const FilterValue &value = term.values.front();
        const bool isPrefix = !value.literal && value.text.endsWith(u'*');
        const QString text = searchableText(value.text).replace(u'*', u' ');
        SearchPhrase phrase;
        phrase.isPrefix = isPrefix;
        for (SearchWord &word : m_tokenizer.words(text.toUtf8()))
            phrase.words.push_back(std::move(word.word));
        if (phrase.words.empty())
            return Error{
                ErrorCode::InvalidInput,
                u"there is no word to look for in “%1”"_s.arg(oneLine(value.text, kQuotedLength))};
        if (isPrefix && QString::fromUtf8(phrase.words.back()).size() < kShortestPrefix)
            return Error{ErrorCode::InvalidInput,
                         u"before the “*” of “%1” there must be at least %2 letters"_s
                             .arg(oneLine(value.text, kQuotedLength))
                             .arg(kShortestPrefix)};
        add(term, quotedForSearch(text, isPrefix));
        if (!term.negated)
            m_plan.phrases.push_back(std::move(phrase));
        return {};
    }

    void takeKind(const FilterTerm &term)
    {
        QStringList words;
        const QStringList names = textKindNames();
        for (const QString &name : names) {
            if (std::any_of(term.values.begin(), term.values.end(), [&](const FilterValue &value) {
                    return filterValueMatches(value, FilterUnit::Words, name);
                }))
                words.append(quotedForSearch(kindWord(*textKindFromName(name)), false));
        }
        add(term, anyOf(words));
    }

    void takeTool(const FilterTerm &term)
    {
        QStringList words;
        for (const FilterValue &value : term.values) {
            const bool isPrefix = !value.literal && value.text.endsWith(u'*');
            const QString name = isPrefix ? value.text.chopped(1) : value.text;
            if (!value.literal && name.contains(u'*')) {
                m_plan.toolTerms.push_back(term);
                return;
            }
            words.append(quotedForSearch(toolWord(name), isPrefix));
        }
        add(term, anyOf(words));
    }

    void takeTime(const FilterTerm &term)
    {
        const qint64 bound = firstDocIdAt(term.values.front().number);
        const bool isUpper = (term.key == FilterKey::Before) != term.negated;
        if (isUpper)
            m_plan.beforeId = std::min(m_plan.beforeId, bound);
        else
            m_plan.fromId = std::max(m_plan.fromId, bound);
    }

    static QStringList wordsOf(const std::vector<SessionRef> &refs)
    {
        QStringList words;
        for (const SessionRef ref : refs)
            words.append(quotedForSearch(sessionWord(ref), false));
        return words;
    }

    Result<void> takeSessions(const Filter &filter)
    {
        const Filter ofSession = sessionTerms(filter, FilterScope::Docs);
        if (ofSession.isEmpty())
            return {};
        Result<FilteredRefs> found = filteredRefs(m_database, ofSession);
        if (!found)
            return found.error();
        m_plan.isNothing = found->refs.empty();
        if (m_plan.isNothing)
            return {};
        if (found->refs.size() <= kMostNamed) {
            m_must.append(anyOf(wordsOf(found->refs)));
            return {};
        }
        Result<FilteredRefs> all = filteredRefs(m_database, {});
        if (!all)
            return all.error();
        std::vector<SessionRef> others;
        std::set_difference(all->refs.begin(), all->refs.end(), found->refs.begin(),
                            found->refs.end(), std::back_inserter(others));
        if (others.size() > kMostNamed)
            m_plan.sessions = QSet<SessionRef>(found->refs.begin(), found->refs.end());
        else
            m_mustNot.append(wordsOf(others));
        return {};
    }

    Database &m_database;
    const SearchTokenizer &m_tokenizer;
    SearchPlan m_plan;
    QStringList m_must;
    QStringList m_mustNot;
};

} // namespace

Result<SearchPlan> planSearch(Database &database, const Filter &filter,
                              std::optional<qint64> before, const SearchTokenizer &tokenizer)
{
    return Planner(database, tokenizer).plan(filter, before);
}

} // namespace dogwatch
