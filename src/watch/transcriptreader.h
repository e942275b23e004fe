// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudetranscript.h"
#include "core/result.h"
#include "core/storagepolicy.h"
#include "store/transcriptslice.h"
#include "watch/transcriptfile.h"

#include <functional>
#include <optional>
#include <vector>

namespace dogwatch {

// Reads one transcript from where it was read to, slice after slice. Whole lines only: what has no
// end yet is left for the next time. A file that was cut off, replaced or written anew is read from
// its beginning; to take in the same lines twice changes nothing.
//
// For one thread of a pool at a time; blocks while the file does. Keeps its buffer between files:
// at most kMostLine and the padding.
class TranscriptReader
{
public:
    // A longer line is passed over and counted.
    static constexpr qint64 kMostLine = 4 * 1024 * 1024;

    TranscriptReader();

    struct Request
    {
        QString path; // canonical; only the name under which the position is kept
        TranscriptPosition from;
        ClaudeTranscript::Depth depth = ClaudeTranscript::Depth::Usage;
        qint64 mostOfSlice = kMostLine; // bytes; a line that is longer comes alone
        StoragePolicy policy; // for the texts
        std::optional<AgentFacts> agent; // what else is known of the one whose transcript it is
    };
    // `take` gets each slice and says whether to go on. The number of bytes that were read.
    using Take = std::function<bool(TranscriptSlice)>;
    [[nodiscard]] Result<qint64> read(const TranscriptFile &file, const Request &request,
                                      const Take &take);

private:
    struct Progress;

    [[nodiscard]] Result<qint64> fill(const TranscriptFile &file, qint64 offset);
    [[nodiscard]] static qint64 endOfWholeLines(const char *bytes, qint64 length, qint64 most);
    static void packTexts(TranscriptSlice &slice, const Request &request);
    void setTail(TranscriptPosition &position, const char *end, qint64 available) const;

    std::vector<char> m_buffer;
    qint64 m_held = 0; // bytes in the buffer
};

} // namespace dogwatch
