// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/entry.h"

namespace dogwatch {

// The one function that turns the log into what is shown. It folds one entry into the state of its
// session and returns the rows that change. Pure and total: no I/O, no SQL, no clock, no failure.
//
// Entries may be late (spooled), doubled by an agent, out of order, or about things that were never
// announced. Rows are therefore created by whatever first names them, a late entry completes
// history (a start time, a missing prompt) and never drags a newer status back: what the session
// does now is changed only by an entry at least as new as the one that said it last.
//
// `state.session.ref` must be set; for a session never heard of, everything else is default.
[[nodiscard]] Changes reduce(const SessionState &state, const Entry &entry);

// Puts the rows in place and forgets those that are over, so that the state stays small.
void apply(SessionState &state, const Changes &changes);

} // namespace dogwatch
