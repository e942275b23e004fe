// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudetranscript.h"

#include "agents/claudeactivity.h"
#include "agents/claudepieces.h"
#include "agents/jsonwriter.h"
#include "core/texts.h"

#include <QCryptographicHash>
#include <QList>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// A field's name in its quotes can't be inside a text, where they would be escaped. So a line
// without one of these holds nothing that is wanted of it.
constexpr std::string_view kUsageMark = "\"output_tokens\"";
constexpr std::string_view kAiTitleMark = "\"aiTitle\"";
constexpr std::string_view kCustomTitleMark = "\"customTitle\"";

constexpr int kOpeningLines = 200;
constexpr qsizetype kTitleLength = 200;

std::size_t findFrom(std::string_view text, std::size_t from, std::string_view mark)
{
    if (from >= text.size())
        return std::string_view::npos;
    const void *found = memmem(text.data() + from, text.size() - from, mark.data(), mark.size());
    return found ? static_cast<std::size_t>(static_cast<const char *>(found) - text.data())
                 : std::string_view::npos;
}

bool isBlank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The next line, without its end, and where the one after it begins.
std::string_view lineAt(std::string_view lines, std::size_t from, std::size_t &next)
{
    const std::size_t end = std::min(lines.find('\n', from), lines.size());
    next = end + 1;
    return lines.substr(from, end - from);
}

std::size_t beginOfLine(std::string_view lines, std::size_t inside)
{
    const void *end = memrchr(lines.data(), '\n', inside);
    return end ? static_cast<std::size_t>(static_cast<const char *>(end) - lines.data()) + 1 : 0;
}

QByteArray toBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

// Makes no new bytes where the last value was the same.
const QByteArray &shared(QByteArray &last, std::string_view text)
{
    if (std::string_view(last.constData(), static_cast<std::size_t>(last.size())) != text)
        last = QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    return last;
}

void take(QByteArray &field, std::string_view text)
{
    if (!text.empty())
        shared(field, text);
}

void takeTime(SessionFacts &facts, qint64 atMs)
{
    if (atMs == 0)
        return;
    facts.firstAtMs = facts.firstAtMs == 0 ? atMs : std::min(facts.firstAtMs, atMs);
    facts.lastAtMs = std::max(facts.lastAtMs, atMs);
}

} // namespace

ClaudeTranscript::ClaudeTranscript(QByteArray fallbackSession)
    : m_fallbackSession(std::move(fallbackSession))
{ }

void ClaudeTranscript::read(std::string_view lines, Depth depth, qint64 offset,
                            TranscriptFindings &findings)
{
    std::size_t from = 0;
    if (offset == 0 && depth == Depth::Usage)
        from = readOpening(lines, findings);
    if (depth == Depth::Usage)
        return readMatching(lines.substr(from), findings);
    while (from < lines.size()) {
        m_lineAt = offset + static_cast<qint64>(from);
        const std::string_view line = lineAt(lines, from, from);
        if (!isBlank(line))
            readLine(line, depth, findings);
    }
}

// Up to the first prompt, which is the session's title until it has a better one. Returns where the
// rest begins.
std::size_t ClaudeTranscript::readOpening(std::string_view lines, TranscriptFindings &findings)
{
    std::size_t from = 0;
    for (int i = 0; i < kOpeningLines && from < lines.size(); ++i) {
        const std::string_view line = lineAt(lines, from, from);
        if (!isBlank(line))
            readLine(line, Depth::Everything, findings);
        const bool titled = std::any_of(
            findings.sessions.begin(), findings.sessions.end(),
            [](const SessionFacts &facts) { return facts.titleRank != TitleRank::None; });
        if (titled)
            break;
    }
    findings.activity.clear();
    return std::min(from, lines.size());
}

void ClaudeTranscript::readMatching(std::string_view lines, TranscriptFindings &findings)
{
    std::size_t usage = findFrom(lines, 0, kUsageMark);
    std::size_t aiTitle = findFrom(lines, 0, kAiTitleMark);
    std::size_t customTitle = findFrom(lines, 0, kCustomTitleMark);
    while (true) {
        const std::size_t hit = std::min({usage, aiTitle, customTitle});
        if (hit == std::string_view::npos)
            return;
        std::size_t next = 0;
        readLine(lineAt(lines, beginOfLine(lines, hit), next), Depth::Usage, findings);
        if (usage < next)
            usage = findFrom(lines, next, kUsageMark);
        if (aiTitle < next)
            aiTitle = findFrom(lines, next, kAiTitleMark);
        if (customTitle < next)
            customTitle = findFrom(lines, next, kCustomTitleMark);
    }
}

void ClaudeTranscript::readLine(std::string_view line, Depth depth, TranscriptFindings &findings)
{
    constexpr std::array kDepths{LineDepth::Usage, LineDepth::Contents, LineDepth::Texts};
    const ClaudeLine *read = m_reader.read(line, kDepths.at(static_cast<std::size_t>(depth)));
    if (!read) {
        ++findings.malformed;
        return;
    }
    takeLine(*read, depth, findings);
    if (depth == Depth::Texts)
        takeTexts(line, *read, findings);
}

void ClaudeTranscript::takeLine(const ClaudeLine &line, Depth depth, TranscriptFindings &findings)
{
    if (!line.aiTitle.empty() || !line.customTitle.empty())
        return takeTitle(line, findings);
    const bool isConversation = line.type == "assistant" || line.type == "user"
        || line.type == "system" || line.type == "attachment";
    if (!isConversation)
        return;
    const qint64 atMs = transcriptTime(line.timestamp);
    SessionFacts &facts = factsOf(line.sessionId, findings);
    takeFacts(line, atMs, facts);
    const bool isAnswer = line.type == "assistant" && line.model != kSyntheticModel;
    findings.malformed += isAnswer && line.implausible ? 1 : 0;
    if (depth != Depth::Texts && isAnswer && line.hasUsage)
        takeUsage(line, atMs, findings);
    if (depth == Depth::Usage)
        return;
    if (facts.titleRank == TitleRank::None) {
        facts.title = oneLine(promptOf(line), kTitleLength);
        if (!facts.title.isEmpty())
            facts.titleRank = TitleRank::FirstPrompt;
    }
    if (depth != Depth::Everything)
        return;
    for (TranscriptActivity &activity : activityOf(line, atMs)) {
        activity.sessionId = facts.sessionId;
        findings.activity.push_back(std::move(activity));
    }
}

void ClaudeTranscript::takeFacts(const ClaudeLine &line, qint64 atMs, SessionFacts &facts)
{
    takeTime(facts, atMs);
    if (facts.cwd.isEmpty())
        take(facts.cwd, line.cwd);
    take(facts.branch, line.branch);
    facts.toldByMain = facts.toldByMain || !line.sidechain;
    const bool isAnswer = line.type == "assistant" && line.model != kSyntheticModel;
    if (isAnswer && !line.sidechain)
        take(facts.model, line.model);
}

void ClaudeTranscript::takeTexts(std::string_view raw, const ClaudeLine &line,
                                 TranscriptFindings &findings)
{
    const QByteArray session = sessionOf(line.sessionId);
    TranscriptTexts &texts = findings.texts;
    if (line.type == "summary") {
        if (!line.texts.summary.empty() && !line.texts.leafUuid.empty())
            texts.summaries.push_back(
                {toBytes(line.texts.leafUuid),
                 oneLine(QString::fromUtf8(toBytes(line.texts.summary)), kTitleLength)});
        return;
    }
    if (line.type == "last-prompt" && !line.texts.leafUuid.empty()) {
        standOf(session, texts).leafUuid = toBytes(line.texts.leafUuid);
        return;
    }
    if (line.texts.reportedCost && line.type == "cost-state") {
        std::optional<qint64> &cost = standOf(session, texts).reportedCost;
        constexpr double kTrillion = 1e12;
        const auto told = static_cast<qint64>(std::llround(*line.texts.reportedCost * kTrillion));
        cost = std::max(cost.value_or(0), told); // a sum only grows
        return;
    }
    // A line without a name has that of its content: it is the same one whenever it is read.
    const QByteArray uuid = line.uuid.empty() ? "line:"
            + QCryptographicHash::hash(toBytes(raw), QCryptographicHash::Sha1).first(8).toHex()
                                              : toBytes(line.uuid);
    const std::size_t before = texts.pieces.size();
    takePieces(line, uuid, session, findings);
    for (std::size_t i = before; i < texts.pieces.size(); ++i)
        texts.pieces[i].lineLength = static_cast<qint64>(raw.size());
}

void ClaudeTranscript::takePieces(const ClaudeLine &line, const QByteArray &uuid,
                                  const QByteArray &session, TranscriptFindings &findings)
{
    TranscriptTexts &texts = findings.texts;
    const bool isOfMain = !line.sidechain && line.agentId.empty();
    std::vector<TranscriptPiece> pieces = piecesOf(line, uuid, transcriptTime(line.timestamp));
    if (pieces.empty())
        return takeLink(line, session, texts);
    if (isOfMain && m_mainSession != session) {
        m_mainSession = session;
        m_mainModel.clear();
        m_mainTurn.clear();
    }
    if (isOfMain)
        takeModel(line, uuid, texts);
    for (TranscriptPiece &piece : pieces) {
        piece.sessionId = session;
        piece.lineAt = m_lineAt;
        if (isOfMain)
            takeTurn(piece);
        texts.pieces.push_back(std::move(piece));
    }
    if (isOfMain && !line.uuid.empty())
        standOf(session, texts).leafUuid = uuid;
}

// Each turn begins with a prompt, or with a report that the agent goes on upon.
void ClaudeTranscript::takeTurn(TranscriptPiece &piece)
{
    if (piece.kind == EntryKind::Prompt || piece.kind == EntryKind::AgentReport)
        m_mainTurn = piece.promptId.isEmpty() ? QByteArray("line:" + piece.uuid) : piece.promptId;
    piece.turnId = m_mainTurn;
}

// Between two answers of the main agent.
void ClaudeTranscript::takeModel(const ClaudeLine &line, const QByteArray &uuid,
                                 TranscriptTexts &texts)
{
    if (line.type != "assistant" || line.model.empty() || line.model == kSyntheticModel)
        return;
    const QByteArray from = std::exchange(m_mainModel, toBytes(line.model));
    if (from.isEmpty() || from == m_mainModel)
        return;
    TranscriptPiece &piece = texts.pieces.emplace_back();
    piece.kind = EntryKind::ModelChanged;
    piece.sessionId = m_mainSession;
    piece.uuid = uuid;
    piece.block = -1;
    piece.parentUuid = toBytes(line.texts.parentUuid);
    piece.atMs = transcriptTime(line.timestamp);
    piece.turnId = m_mainTurn;
    piece.lineAt = m_lineAt;
    piece.body = JsonWriter()
                     .text("from", {from.constData(), static_cast<std::size_t>(from.size())})
                     .text("to", line.model)
                     .take();
}

QByteArray ClaudeTranscript::state() const
{
    return m_mainSession + '\n' + m_mainModel + '\n' + m_mainTurn;
}

void ClaudeTranscript::setState(const QByteArray &state)
{
    const QList<QByteArray> parts = state.split('\n');
    m_mainSession = parts.value(0);
    m_mainModel = parts.value(1);
    m_mainTurn = parts.value(2);
}

// Through lines of every kind the thread runs on, also through those that nobody reads.
void ClaudeTranscript::takeLink(const ClaudeLine &line, const QByteArray &session,
                                TranscriptTexts &texts)
{
    const std::string_view parent =
        line.texts.parentUuid.empty() ? line.texts.logicalParentUuid : line.texts.parentUuid;
    if (line.uuid.empty() || parent.empty())
        return;
    texts.links.push_back({session, toBytes(line.agentId), toBytes(line.uuid), toBytes(parent),
                           line.sidechain, m_lineAt});
}

SessionStand &ClaudeTranscript::standOf(const QByteArray &session, TranscriptTexts &texts)
{
    for (SessionStand &stand : texts.stands) {
        if (stand.sessionId == session)
            return stand;
    }
    SessionStand &stand = texts.stands.emplace_back();
    stand.sessionId = session;
    return stand;
}

// The agent writes these again and again; the last one holds.
void ClaudeTranscript::takeTitle(const ClaudeLine &line, TranscriptFindings &findings)
{
    const TitleRank rank = line.customTitle.empty() ? TitleRank::Generated : TitleRank::Chosen;
    SessionFacts &facts = factsOf(line.sessionId, findings);
    if (rank < facts.titleRank)
        return;
    const std::string_view title = line.customTitle.empty() ? line.aiTitle : line.customTitle;
    facts.title = oneLine(QString::fromUtf8(title.data(), static_cast<qsizetype>(title.size())),
                          kTitleLength);
    facts.titleRank = rank;
    facts.toldByMain = true;
}

void ClaudeTranscript::takeUsage(const ClaudeLine &line, qint64 atMs, TranscriptFindings &findings)
{
    UsageRecord record;
    // An answer without a name of its own has that of its line; without either it can't be told
    // from another, and each time it is read it would count again.
    if (line.messageId.empty() && line.uuid.empty()) {
        ++findings.malformed;
        return;
    }
    record.messageId = line.messageId.empty()
        ? "line:" + QByteArray(line.uuid.data(), static_cast<qsizetype>(line.uuid.size()))
        : QByteArray(line.messageId.data(), static_cast<qsizetype>(line.messageId.size()));
    record.requestId =
        QByteArray(line.requestId.data(), static_cast<qsizetype>(line.requestId.size()));
    record.sessionId = sessionOf(line.sessionId);
    record.agentId = shared(m_agent, line.agentId);
    record.model = shared(m_model, line.model);
    record.tokens = line.tokens;
    record.terms = line.terms;
    record.atMs = atMs;
    record.sidechain = line.sidechain;
    record.tellsSpeed = line.tellsSpeed;
    record.copied = line.copied;
    record.implausible = line.implausible;
    // The lines of one answer follow each other: what is only a repetition needs no row.
    if (!findings.usage.empty() && findings.usage.back().messageId == record.messageId
        && findings.usage.back().requestId == record.requestId) {
        if (isBetterCopy(record, findings.usage.back()))
            findings.usage.back() = std::move(record);
        return;
    }
    findings.usage.push_back(std::move(record));
}

SessionFacts &ClaudeTranscript::factsOf(std::string_view session, TranscriptFindings &findings)
{
    const QByteArray id = sessionOf(session);
    for (SessionFacts &facts : findings.sessions) {
        if (facts.sessionId == id)
            return facts;
    }
    SessionFacts &facts = findings.sessions.emplace_back();
    facts.sessionId = id;
    return facts;
}

QByteArray ClaudeTranscript::sessionOf(std::string_view session)
{
    return session.empty() ? m_fallbackSession : shared(m_session, session);
}

} // namespace dogwatch
