// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"

#include <QHash>
#include <QStringList>

namespace dogwatch {

// What a filter field needs while somebody types. Pure; any thread.

// The values that there are, as far as the caller knows them: projects, models, branches, tools…
using FilterKnown = QHash<FilterKey, QStringList>;

enum class FilterState {
    Empty,
    Valid, // green
    Incomplete, // amber: may become right by typing on
    Unmatched, // amber: right, but it asks for a value that nothing has
    Invalid, // red
};

// `known` only for keys of which it names any value; a text or a number is never unmatched.
[[nodiscard]] FilterState filterState(const ParsedFilter &parsed, const FilterKnown &known);

struct FilterCompletion
{
    // What to put in the place of `length` UTF-16 units from `position` on.
    qsizetype position = 0;
    qsizetype length = 0;
    QStringList candidates; // best first; a key comes with its ':', a value quoted where it must be
};

// For the term in which the cursor stands.
[[nodiscard]] FilterCompletion completeFilter(const QString &text, qsizetype cursor,
                                              FilterScope scope, const FilterKnown &known);

// The text with one more term, for "filter by this" and "exclude this"; as it was, if it is there.
[[nodiscard]] QString filterWith(const QString &text, FilterKey key, const QString &value,
                                 bool negated);

} // namespace dogwatch
