// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"

#include <QStringList>

#include <span>

namespace dogwatch {

// What the filter language knows of its keys. Pure; any thread.

enum class FilterUnit {
    Words, // one of those that there are
    Pattern, // the whole of a text
    Part, // the whole of a text, or of some of its parts between hyphens
    Contained, // anywhere in a text
    Duration,
    Money,
    Count,
    Time,
};

struct FilterKeyInfo
{
    FilterKey key;
    QStringView name; // as the canonical form has it
    QStringView otherName; // understood as well; may be empty
    FilterUnit unit;
    bool inSessions;
    bool inEvents;
    bool inCalls;
    bool inDocs;

    [[nodiscard]] bool isIn(FilterScope scope) const;
    [[nodiscard]] bool isNumeric() const { return unit >= FilterUnit::Duration; }
};

// All but Text.
[[nodiscard]] std::span<const FilterKeyInfo> filterKeys();
[[nodiscard]] const FilterKeyInfo &filterKeyInfo(FilterKey key);
// By either name, in letters of either case; null where there is no such key.
[[nodiscard]] const FilterKeyInfo *filterKeyNamed(QStringView name);
// The values that a key of Words can have.
[[nodiscard]] QStringList filterWords(FilterKey key);

// Whether a text is what a value asks for; `unit` says how. ASCII letters of either case are the
// same, which is how SQLite's LIKE sees it.
[[nodiscard]] bool filterValueMatches(const FilterValue &value, FilterUnit unit, QStringView text);
// The same for SQL: for LIKE with '\' as ESCAPE.
[[nodiscard]] QString filterLikePattern(const FilterValue &value, FilterUnit unit);

} // namespace dogwatch
