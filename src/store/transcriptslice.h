// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/transcript.h"
#include "core/redaction.h"
#include "core/source.h"
#include "store/incomingevent.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace dogwatch {

// What a transcript is read for. Each pass has a position of its own, so that sums need not wait
// for texts.
enum class TranscriptPass {
    Usage, // and what happens
    Texts,
};

// How far a transcript was read. Durable: it is committed together with what was read, so that
// nothing is read for nothing and nothing is missed. Plain values.
struct TranscriptPosition
{
    quint64 device = 0; // the file that was read, as far as the system tells files apart
    quint64 inode = 0;
    qint64 readTo = 0; // bytes; always behind the end of a line, but for `skipping`
    bool skipping = false; // in the middle of a line that is too long to be looked at
    // The last bytes before readTo; a file that has others there is another file.
    qint64 tailLength = 0;
    QByteArray tailHash;
    QByteArray state; // see ClaudeTranscript::state(); of the pass over the texts

    friend bool operator==(const TranscriptPosition &, const TranscriptPosition &) = default;
};

// The body of an entry as it lies in the store.
struct PackedBody
{
    PayloadEncoding encoding = PayloadEncoding::Plain;
    QByteArray bytes;
};

// A piece of a transcript that was read, on its way to the store.
struct TranscriptSlice
{
    QString path; // canonical
    TranscriptPass pass = TranscriptPass::Usage;
    Source source = Source::ClaudeCode;
    qint64 from = 0; // where it begins; 0 where the file is read anew
    TranscriptPosition after;
    TranscriptFindings findings;
    std::vector<PackedBody> bodies; // of the pieces of text, in their order
    RedactionTally hidden; // secrets
};

} // namespace dogwatch
