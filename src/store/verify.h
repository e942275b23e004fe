// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QStringList>

namespace dogwatch {

class Database;

// Whether a store is what it should be.
struct Verdict
{
    bool sound = false; // SQLite's own integrity check
    bool follows = false; // the projections are what the log makes of them
    bool searchable = false; // the search index is whole, and has the texts that it says it has
    QStringList problems;
};

// Checks the file, then makes the projections anew in a copy of the store and compares every row;
// the search index is looked through there as well.
// Takes a read-only connection; the copy lies in the temporary folder, private, and is removed.
// An error means that the check could not be made.
[[nodiscard]] Result<Verdict> verifyStore(Database &database);

} // namespace dogwatch
