// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"
#include "core/session.h"

#include <QSet>

namespace dogwatch {

// A session and what is known of it beside its row. What is not known matches nothing, so that a
// negated term holds.
struct FilterSubject
{
    const Session *session = nullptr; // not null
    std::optional<qint64> tokens;
    std::optional<qint64> cost; // trillionths of a US dollar
    const QSet<QString> *tools = nullptr; // the tools that it used
    const QSet<QString> *callStatuses = nullptr; // in which its calls are
};

// Whether a filter of the scope Sessions takes a session in; the same as the store's own answer.
// Pure; any thread.
[[nodiscard]] bool filterMatches(const Filter &filter, const FilterSubject &subject);
// The answer rests on more than the session's row.
[[nodiscard]] bool filterNeedsMore(const Filter &filter);

// The texts of a session in which a term without a key is looked for, one a line.
[[nodiscard]] QString filterTextOf(const Session &session);

[[nodiscard]] bool filterCompares(FilterOp op, qint64 number, qint64 bound);

} // namespace dogwatch
