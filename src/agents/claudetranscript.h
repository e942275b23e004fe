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
        Everything, // but the texts
        Texts, // and of the sessions what every line says; no usage
    };

    static constexpr std::size_t kPadding = ClaudeLineReader::kPadding;

    // `fallbackSession` is for lines that name no session.
    explicit ClaudeTranscript(QByteArray fallbackSession = {});

    // Adds what whole lines say to the findings. Behind them kPadding bytes must be readable.
    // `offset` is where in the file they begin; at its beginning a title is looked for in the
    // opening.
    void read(std::string_view lines, Depth depth, qint64 offset, TranscriptFindings &findings);

    // What is known of the lines so far, for when the texts of those behind them are read by
    // another object: where the main agent stands.
    [[nodiscard]] QByteArray state() const;
    void setState(const QByteArray &state);

private:
    [[nodiscard]] std::size_t readOpening(std::string_view lines, TranscriptFindings &findings);
    void readMatching(std::string_view lines, TranscriptFindings &findings);
    void readLine(std::string_view line, Depth depth, TranscriptFindings &findings);
    void takeLine(const ClaudeLine &line, Depth depth, TranscriptFindings &findings);
    void takeFacts(const ClaudeLine &line, qint64 atMs, SessionFacts &facts);
    void takeTexts(std::string_view raw, const ClaudeLine &line, TranscriptFindings &findings);
    void takePieces(const ClaudeLine &line, const QByteArray &uuid, const QByteArray &session,
                    TranscriptFindings &findings);
    void takeModel(const ClaudeLine &line, const QByteArray &uuid, TranscriptTexts &texts);
    void takeTurn(TranscriptPiece &piece);
    void takeLink(const ClaudeLine &line, const QByteArray &session, TranscriptTexts &texts);
    [[nodiscard]] SessionStand &standOf(const QByteArray &session, TranscriptTexts &texts);
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
    // Of the main agent: its session, the model of its last answer, the turn it stands in.
    QByteArray m_mainSession;
    QByteArray m_mainModel;
    QByteArray m_mainTurn;
    qint64 m_lineAt = 0;
};

} // namespace dogwatch
