// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "livestore.h"

namespace dogwatch::test {

// Sessions as they are looked at, each under its name in one store.

// Two subagents at work, one of them with one of its own, one that is over; calls of every kind.
void tellRunning(LiveStore &store, const QString &session);
void tellNeedsInput(LiveStore &store, const QString &session);
void tellFailed(LiveStore &store, const QString &session);
void tellEnded(LiveStore &store, const QString &session);
// Begun, and nothing else.
void tellEmpty(LiveStore &store, const QString &session);
// Texts that are markup, control characters, or never end.
void tellPoison(LiveStore &store, const QString &session);
// A prompt of a megabyte.
void tellHugePrompt(LiveStore &store, const QString &session);

} // namespace dogwatch::test
