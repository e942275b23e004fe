// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/waits.h"

#include <QJsonArray>

namespace dogwatch {

// How long agents have waited for a person, for API and command line.

struct WaitRow
{
    QString key; // a day, as 2026-11-20, or a project; empty: not known
    WaitSums sums;
};
struct WaitTable
{
    std::vector<WaitRow> rows; // those in which anybody waited, in the order of the key
    WaitSums all;
};

// By "day", of UTC, or "project": all that is stored. InvalidInput for another word. One read on
// the given connection.
[[nodiscard]] Result<WaitTable> waitTable(Database &database, const QString &by, qint64 nowMs);
// {by, "waited_ms", "questions", "answered", "median_answer_ms"} each. Pure.
[[nodiscard]] QJsonArray toJsonArray(const WaitTable &table, const QString &by);

} // namespace dogwatch
