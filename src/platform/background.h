// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

// Lets the calling thread, for the rest of its life, work with what others leave of the processor:
// what nobody waits for must not delay what an agent waits for. Linux, where threads have a
// niceness each; elsewhere nothing happens. Can't fail in a way that matters.
void workInBackground();

} // namespace dogwatch
