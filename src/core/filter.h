// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

// The filter language, the same everywhere: terms separated by blanks, all of which must hold.
//
//   status:stalled,failed project:api tool:Bash duration>60s cost>1 model:opus*
//   before:2026-11-01 after:7d "free text" -agent:codex
//
// A term is a text, or a key, an operator (: = > >= < <=) and a value; '-' before it turns it
// round. Of several values with commas one suffices. '*' stands for any text; what is in quotes
// stands for itself ('\' before a quote or a '\' in it). Letters of either case are the same.
// Pure; any thread.

// What a filter is applied to. A key asks the row itself where it has such a thing; else what the
// row belongs to (an event's session), or what belongs to it (a session's calls).
enum class FilterScope {
    Sessions,
    Events,
    Calls,
    Docs, // what the full-text search finds
};

enum class FilterKey {
    Text, // a term without a key
    Status, // of a session, or of a call
    Project,
    Agent, // which kind: claude-code, codex, …
    Model,
    Branch,
    Cwd,
    Session, // the agent's own id
    Title,
    Tool,
    Type, // events: as the agent names them
    Kind, // docs: prompt, answer, …
    Duration, // ms; of a call, else of a session
    Cost, // trillionths of a US dollar
    Tokens,
    Events,
    Calls,
    Errors, // failed calls
    Agents,
    Before, // unix ms; exclusive
    After, // unix ms; inclusive
};

enum class FilterOp {
    Is,
    Less,
    AtMost,
    More,
    AtLeast,
};

struct FilterValue
{
    QString text; // without quotes and escapes
    bool literal = false; // a '*' in it is only that
    qint64 number = 0; // in the unit of the key

    friend bool operator==(const FilterValue &, const FilterValue &) = default;
};

struct FilterTerm
{
    FilterKey key = FilterKey::Text;
    FilterOp op = FilterOp::Is;
    bool negated = false;
    std::vector<FilterValue> values; // at least one

    friend bool operator==(const FilterTerm &, const FilterTerm &) = default;
};

struct Filter
{
    std::vector<FilterTerm> terms;

    [[nodiscard]] bool isEmpty() const { return terms.empty(); }
    [[nodiscard]] bool has(FilterKey key) const;

    friend bool operator==(const Filter &, const Filter &) = default;
};

// The first thing that is wrong with a text. Position and length in UTF-16 units.
struct FilterError
{
    QString text; // one sentence in English
    qsizetype position = 0;
    qsizetype length = 0;
    bool isIncomplete = false; // may become right by typing on
};

struct ParsedFilter
{
    Filter filter; // the terms that are right
    std::optional<FilterError> error;
};

// Never fails otherwise than by ParsedFilter::error. Days are those of the local time zone; times
// that are counted back (7d) are from `nowMs`, unix ms.
[[nodiscard]] ParsedFilter parseFilter(const QString &text, FilterScope scope, qint64 nowMs);

// In the one form that each filter has; parsing it gives the same filter.
[[nodiscard]] QString filterText(const Filter &filter);
[[nodiscard]] QString filterText(const FilterTerm &term);

} // namespace dogwatch
