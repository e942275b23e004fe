// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lines of a transcript, whole or torn, as any file below the agents' folders may hold them. They
// are read at every depth, at once and line by line.

#include "agents/claudetranscript.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdint>

using namespace dogwatch;

namespace {

using Depth = ClaudeTranscript::Depth;

void require(bool holds)
{
    if (!holds)
        __builtin_trap();
}

void readInto(ClaudeTranscript &transcript, QByteArray lines, Depth depth, qint64 offset,
              TranscriptFindings &findings)
{
    const auto length = static_cast<std::size_t>(lines.size());
    lines.append(QByteArray(ClaudeTranscript::kPadding, '\0'));
    transcript.read({lines.constData(), length}, depth, offset, findings);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const Depth depth : {Depth::Usage, Depth::Everything}) {
        ClaudeTranscript transcript("s");
        TranscriptFindings findings;
        readInto(transcript, bytes, depth, 0, findings);
        require(findings.texts.pieces.empty());
    }
    ClaudeTranscript whole("s");
    TranscriptFindings atOnce;
    readInto(whole, bytes, Depth::Texts, 0, atOnce);
    TranscriptFindings inPieces;
    QByteArray state;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype end = bytes.indexOf('\n', at);
        const QByteArray line = bytes.mid(at, end < 0 ? -1 : end + 1 - at);
        // Each by a reader of its own, as after a restart.
        ClaudeTranscript next("s");
        next.setState(state);
        readInto(next, line, Depth::Texts, at, inPieces);
        state = next.state();
        at += line.size();
    }
    require(atOnce.texts.pieces == inPieces.texts.pieces);
    require(atOnce.malformed == inPieces.malformed && (bytes.isEmpty() || state == whole.state()));
    for (const TranscriptPiece &piece : atOnce.texts.pieces) {
        require(QJsonDocument::fromJson(piece.body).isObject());
        require(piece.lineAt >= 0 && piece.lineAt + piece.lineLength <= bytes.size());
    }
    return 0;
}
