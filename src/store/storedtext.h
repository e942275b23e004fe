// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/storagepolicy.h"
#include "core/transcriptentry.h"

#include <QByteArray>
#include <QString>

namespace dogwatch {

// What of a transcript's texts goes into the store: everything that is kept of them passes through
// here, before it is packed, in the thread that reads the file. `policy` is what a person has set
// (CurrentPolicy has it), `tally` grows by the secrets that were hidden. Thread: any.

// The body of an entry, a JSON object.
[[nodiscard]] QByteArray storedBody(EntryKind kind, const QByteArray &body,
                                    const StoragePolicy &policy, RedactionTally &tally);
// A single text: a title, a prompt, what a tool is applied to, in a line.
[[nodiscard]] QString storedText(const QString &text, const StoragePolicy &policy,
                                 RedactionTally &tally);

} // namespace dogwatch
