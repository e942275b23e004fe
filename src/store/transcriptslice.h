// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/transcript.h"
#include "core/source.h"

#include <QByteArray>
#include <QString>

namespace dogwatch {

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

    friend bool operator==(const TranscriptPosition &, const TranscriptPosition &) = default;
};

// A piece of a transcript that was read, on its way to the store.
struct TranscriptSlice
{
    QString path; // canonical
    Source source = Source::ClaudeCode;
    qint64 from = 0; // where it begins; 0 where the file is read anew
    TranscriptPosition after;
    TranscriptFindings findings;
};

} // namespace dogwatch
