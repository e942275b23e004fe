// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

// Asks the scheduler to give the calling thread the processor soon after it wakes, in turns of a
// tenth of a millisecond instead of several milliseconds. Its share of the processor stays what it
// is. An agent waits for each thread that its event goes through, and on a machine whose agents
// keep every core busy each of them would wait for some full turns of others.
//
// Linux from 6.12 on (EEVDF's slices, see sched(7)); elsewhere nothing happens. Needs no privilege
// and can't fail in a way that matters. No Qt: the hook client uses it too.
void askForShortSlices();

} // namespace dogwatch
