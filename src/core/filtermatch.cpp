// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filtermatch.h"

#include "core/filterkeys.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isCallStatusOnly(const QString &word)
{
    return !statusFromName(word);
}

// Of any of the session's calls.
bool anyOf(const QSet<QString> *texts, const FilterValue &value, FilterUnit unit)
{
    return texts && std::any_of(texts->begin(), texts->end(), [&](const QString &text) {
               return filterValueMatches(value, unit, text);
           });
}

// A word that only calls know asks for the calls.
bool statusMatches(const FilterValue &value, const FilterSubject &subject)
{
    if (filterValueMatches(value, FilterUnit::Words, statusName(subject.session->status)))
        return true;
    return subject.callStatuses
        && std::any_of(subject.callStatuses->begin(), subject.callStatuses->end(),
                       [&](const QString &word) {
                           return isCallStatusOnly(word)
                               && filterValueMatches(value, FilterUnit::Words, word);
                       });
}

std::optional<qint64> numberOf(FilterKey key, const FilterSubject &subject)
{
    const Session &s = *subject.session;
    switch (key) {
    case FilterKey::Duration:
        return s.endedAtMs.value_or(s.lastEventMs) - s.startedAtMs.value_or(s.firstEventMs);
    case FilterKey::Cost:
        return subject.cost;
    case FilterKey::Tokens:
        return subject.tokens;
    case FilterKey::Events:
        return s.events;
    case FilterKey::Calls:
        return s.toolCalls;
    case FilterKey::Errors:
        return s.failedCalls;
    case FilterKey::Agents:
        return s.agents;
    default:
        return std::nullopt;
    }
}

QString textOf(FilterKey key, const Session &s)
{
    switch (key) {
    case FilterKey::Text:
        return filterTextOf(s);
    case FilterKey::Project:
        return s.project;
    case FilterKey::Agent:
        return sourceName(s.key.source);
    case FilterKey::Model:
        return s.model;
    case FilterKey::Branch:
        return s.branch;
    case FilterKey::Cwd:
        return s.cwd;
    case FilterKey::Session:
        return s.key.id;
    case FilterKey::Title:
        return s.title;
    default:
        return {};
    }
}

bool valueMatches(const FilterTerm &term, const FilterValue &value, const FilterSubject &subject)
{
    const FilterUnit unit = filterKeyInfo(term.key).unit;
    switch (term.key) {
    case FilterKey::Status:
        return statusMatches(value, subject);
    case FilterKey::Tool:
        return anyOf(subject.tools, value, unit);
    case FilterKey::Before:
        return subject.session->firstEventMs < value.number;
    case FilterKey::After:
        return subject.session->lastEventMs >= value.number;
    case FilterKey::Type:
    case FilterKey::Kind:
        return false; // of other scopes
    default:
        break;
    }
    if (filterKeyInfo(term.key).isNumeric()) {
        const std::optional<qint64> number = numberOf(term.key, subject);
        return number && filterCompares(term.op, *number, value.number);
    }
    return filterValueMatches(value, unit, textOf(term.key, *subject.session));
}

} // namespace

bool filterCompares(FilterOp op, qint64 number, qint64 bound)
{
    switch (op) {
    case FilterOp::Is:
        return number == bound;
    case FilterOp::Less:
        return number < bound;
    case FilterOp::AtMost:
        return number <= bound;
    case FilterOp::More:
        return number > bound;
    case FilterOp::AtLeast:
        return number >= bound;
    }
    return false;
}

QString filterTextOf(const Session &s)
{
    return QStringList{s.title,  s.project,      s.cwd,        s.branch,       s.model,
                       s.key.id, s.statusReason, s.actionTool, s.actionSummary}
        .join(u'\n');
}

bool filterMatches(const Filter &filter, const FilterSubject &subject)
{
    return std::all_of(filter.terms.begin(), filter.terms.end(), [&](const FilterTerm &term) {
        const bool matches =
            std::any_of(term.values.begin(), term.values.end(), [&](const FilterValue &value) {
                return valueMatches(term, value, subject);
            });
        return matches != term.negated;
    });
}

bool filterNeedsMore(const Filter &filter)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const FilterTerm &term) {
        if (term.key == FilterKey::Status)
            return std::any_of(
                term.values.begin(), term.values.end(),
                [](const FilterValue &value) { return !statusFromName(value.text); });
        return term.key == FilterKey::Cost || term.key == FilterKey::Tokens
            || term.key == FilterKey::Tool;
    });
}

} // namespace dogwatch
