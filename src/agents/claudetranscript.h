// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudeline.h"
#include "agents/transcript.h"

#include <string_view>

namespace dogwatch {

// Reads Claude Code's transcripts, piece after piece of one file. The format is internal to the
// agent and changes: what is not known is passed over, what makes no sense is counted.
//
// One thread at a time, one object for each file that is read. No I/O.
class ClaudeTranscript
{
public:
    // How much is wanted of each line.
    enum class Depth {
        // Usage, and of the sessions what the lines with usage and with titles say. All other lines
        // are passed over without being taken apart, which is several times as fast.
        Usage,
        Everything,
    };

    static constexpr std::size_t kPadding = ClaudeLineReader::kPadding;

    // `fallbackSession` is for lines that name no session.
    explicit ClaudeTranscript(QByteArray fallbackSession = {});

    // Adds what whole lines say to the findings. Behind them kPadding bytes must be readable.
    // `opensFile`: the first of them is the file's first; then a title is looked for in the
    // opening.
    void read(std::string_view lines, Depth depth, bool opensFile, TranscriptFindings &findings);

private:
    [[nodiscard]] std::size_t readOpening(std::string_view lines, TranscriptFindings &findings);
    void readMatching(std::string_view lines, TranscriptFindings &findings);
    void readLine(std::string_view line, Depth depth, TranscriptFindings &findings);
    void takeLine(const ClaudeLine &line, Depth depth, TranscriptFindings &findings);
    void takeTitle(const ClaudeLine &line, TranscriptFindings &findings);
    void takeUsage(const ClaudeLine &line, qint64 atMs, TranscriptFindings &findings);
    [[nodiscard]] SessionFacts &factsOf(std::string_view session, TranscriptFindings &findings);
    [[nodiscard]] QByteArray sessionOf(std::string_view session);

    const QByteArray m_fallbackSession;
    ClaudeLineReader m_reader;
    // Nearly every line repeats these, and a copy of them costs nothing.
    QByteArray m_session;
    QByteArray m_agent;
    QByteArray m_model;
};

} // namespace dogwatch
