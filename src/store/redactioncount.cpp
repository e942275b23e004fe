// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/redactioncount.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr char kCount[] = R"(
    INSERT INTO redaction (rule, hidden) VALUES (?, ?)
    ON CONFLICT (rule) DO UPDATE SET hidden = hidden + excluded.hidden)";
constexpr char kCounts[] = "SELECT rule, hidden FROM redaction ORDER BY rule";

} // namespace

Result<void> countRedactions(Database &database, const RedactionTally &tally)
{
    for (auto rule = tally.begin(); rule != tally.end(); ++rule) {
        Statement count(database, kCount);
        if (Result<void> done = count.bind(rule.key()).bind(rule.value()).run(); !done)
            return done;
    }
    return {};
}

Result<RedactionTally> redactionCounts(Database &database)
{
    RedactionTally tally;
    Statement counts(database, kCounts);
    for (;;) {
        const Result<bool> row = counts.next();
        if (!row)
            return row.error();
        if (!*row)
            return tally;
        tally.insert(counts.text(0), counts.integer(1));
    }
}

} // namespace dogwatch
