// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

namespace dogwatch {

class Statement;

// A filter as a condition of SQL: put together of constants alone; every text and number of a
// person is bound. What a row does not know (the cost of a session without transcripts) matches
// nothing, so that a negated term holds. Pure; any thread.
struct SqlCondition
{
    QByteArray sql; // may stand behind a WHERE or AND; "1" for an empty filter
    std::vector<std::variant<qint64, QString>> values; // of its placeholders, in order

    void bindTo(Statement &statement) const;
};

// Over rows of `session`.
[[nodiscard]] SqlCondition sessionCondition(const Filter &filter);
// Over rows of `event` joined with their `session`; what a call has is that of the call the event
// names.
[[nodiscard]] SqlCondition eventCondition(const Filter &filter);
// Over rows of `tool_call` joined with their `session`.
[[nodiscard]] SqlCondition callCondition(const Filter &filter);

// The terms of a filter that ask the session and nothing else, so that the sessions can be found
// first.
[[nodiscard]] Filter sessionTerms(const Filter &filter, FilterScope scope);

} // namespace dogwatch
