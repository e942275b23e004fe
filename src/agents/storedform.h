// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storagepolicy.h"
#include "core/transcriptentry.h"

#include <QByteArray>

namespace dogwatch {

// What is stored of what an agent said. Each yields valid JSON from valid JSON, and the same when
// run over its own output. Where a value is left out, {"dogwatch_not_stored": BYTES} stands for it.
// Pure; any thread.

// Of a hook's payload, a JSON object. Ids, the session's folder and the transcript's path always
// stay as they are: by them things find together.
[[nodiscard]] QByteArray storedPayload(const QByteArray &payload, const StoragePolicy &policy,
                                       RedactionTally &tally);

// Of the body of a piece of a transcript, a JSON object as EntryKind describes it.
[[nodiscard]] QByteArray storedEntryBody(EntryKind kind, const QByteArray &body,
                                         const StoragePolicy &policy, RedactionTally &tally);

} // namespace dogwatch
