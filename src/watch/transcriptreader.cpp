// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptreader.h"

#include "agents/toolsummary.h"
#include "core/texts.h"
#include "store/storedtext.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstring>

namespace dogwatch {

namespace {

constexpr qsizetype kGistLength = 4000;

QString gistOf(const TranscriptPiece &piece, const QByteArray &body)
{
    const bool isTold = piece.kind == EntryKind::Prompt || piece.kind == EntryKind::AgentReport
        || piece.kind == EntryKind::ToolCall || piece.kind == EntryKind::Refused
        || (piece.kind == EntryKind::ToolResult && piece.failed);
    if (!isTold)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    return piece.kind == EntryKind::ToolCall
        ? toolSummary(QString::fromUtf8(piece.toolName), object.value(u"input"))
        : cut(object.value(u"text").toString(), kGistLength);
}

constexpr qint64 kFirstBuffer = 1024 * 1024;

} // namespace

TranscriptReader::TranscriptReader()
    : m_buffer(static_cast<std::size_t>(kFirstBuffer) + ClaudeTranscript::kPadding)
{ }

// Behind what is held; what the buffer has no room for is left.
Result<qint64> TranscriptReader::fill(const TranscriptFile &file, qint64 offset)
{
    const auto room = static_cast<qint64>(m_buffer.size() - ClaudeTranscript::kPadding) - m_held;
    Result<qint64> got = file.readAt(offset + m_held, m_buffer.data() + m_held, room);
    if (got)
        m_held += *got;
    return got;
}

qint64 TranscriptReader::endOfWholeLines(const char *bytes, qint64 length, qint64 most)
{
    const auto in = static_cast<std::size_t>(std::min(length, most));
    const void *end = memrchr(bytes, '\n', in);
    if (!end && length > most)
        end = memchr(bytes + in, '\n', static_cast<std::size_t>(length) - in);
    return end ? static_cast<const char *>(end) - bytes + 1 : 0;
}

// Here, so that the writer has only to write.
void TranscriptReader::packTexts(TranscriptSlice &slice, const Request &request)
{
    const StoragePolicy &policy = request.policy;
    RedactionTally &hidden = slice.hidden;
    if (request.agent && !slice.findings.sessions.empty()) {
        AgentFacts &agent = slice.findings.texts.agents.emplace_back(*request.agent);
        agent.sessionId = slice.findings.sessions.front().sessionId;
        agent.description = storedText(agent.description, policy, hidden);
    }
    for (TranscriptPiece &piece : slice.findings.texts.pieces) {
        PackedBody &packed = slice.bodies.emplace_back();
        const QByteArray body = storedBody(piece.kind, piece.body, policy, hidden);
        piece.body.clear();
        piece.gist = gistOf(piece, body);
        packed.bytes = packPayload(body, packed.encoding);
    }
    for (SessionFacts &facts : slice.findings.sessions)
        facts.title = storedText(facts.title, policy, hidden);
    for (SummaryTitle &summary : slice.findings.texts.summaries)
        summary.title = storedText(summary.title, policy, hidden);
}

void TranscriptReader::setTail(TranscriptPosition &position, const char *end,
                               qint64 available) const
{
    position.tailLength = std::min(available, kTailLength);
    position.tailHash = tailHash(end - position.tailLength, position.tailLength);
}

Result<qint64> TranscriptReader::read(const TranscriptFile &file, const Request &request,
                                      const Take &take)
{
    TranscriptPosition position = request.from;
    const Result<bool> continues = file.continues(position);
    if (!continues)
        return continues.error();
    if (!*continues)
        position = TranscriptPosition();
    position.device = file.device();
    position.inode = file.inode();
    ClaudeTranscript transcript(QFileInfo(request.path).completeBaseName().toUtf8());
    transcript.setState(position.state);
    qint64 total = 0;
    m_held = 0;
    while (true) {
        const Result<qint64> got = fill(file, position.readTo);
        if (!got)
            return got.error();
        total += *got;
        const char *bytes = m_buffer.data();
        TranscriptSlice slice;
        slice.path = request.path;
        if (request.depth == ClaudeTranscript::Depth::Texts)
            slice.pass = TranscriptPass::Texts;
        slice.from = position.readTo;
        qint64 used = 0;
        if (position.skipping) {
            const void *end = memchr(bytes, '\n', static_cast<std::size_t>(m_held));
            used = end ? static_cast<const char *>(end) - bytes + 1 : m_held;
            position.skipping = end == nullptr;
        } else {
            used = endOfWholeLines(bytes, m_held, request.mostOfSlice);
            if (used > 0) {
                transcript.read({bytes, static_cast<std::size_t>(used)}, request.depth,
                                position.readTo, slice.findings);
                position.state = transcript.state();
                packTexts(slice, request);
            }
        }
        if (used == 0
            && m_held == static_cast<qint64>(m_buffer.size() - ClaudeTranscript::kPadding)) {
            // One line fills the buffer.
            if (m_held < kMostLine) {
                m_buffer.resize(static_cast<std::size_t>(std::min(2 * m_held, kMostLine))
                                + ClaudeTranscript::kPadding);
                continue;
            }
            ++slice.findings.oversized;
            position.skipping = true;
            used = m_held;
        }
        if (used == 0)
            return total;
        position.readTo += used;
        setTail(position, bytes + used, used);
        slice.after = position;
        m_held -= used;
        std::memmove(m_buffer.data(), bytes + used, static_cast<std::size_t>(m_held));
        if (!take(std::move(slice)))
            return total;
    }
}

} // namespace dogwatch
