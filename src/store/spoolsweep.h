// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace dogwatch {

class SpoolFolder;

// Brings to an end what hooks left half done: temporary files of the hook client's own name form,
// regular, ours, untouched for an hour, so that no hook can still be writing them (an agent gives
// one five seconds).
//
// Such a hook was killed before its rename, so its agent never had an answer, but what it wanted to
// say did happen. A file that is whole, as long as its name says and a valid event, becomes an
// event of the spool; should it have been delivered after all, its id makes it a duplicate. Any
// other is what could not be parsed, and goes to rejected/. Nothing is deleted.
//
// Blocking; pool thread. What can't be done now is logged and tried again by the next sweep.
void sweepSpool(const SpoolFolder &folder, qint64 nowMs);

} // namespace dogwatch
