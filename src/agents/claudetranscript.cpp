// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudetranscript.h"

#include "agents/claudeactivity.h"
#include "core/texts.h"

#include <algorithm>
#include <cstring>

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

constexpr std::string_view kSynthetic = "<synthetic>"; // the agent's own words, not a model's

} // namespace

ClaudeTranscript::ClaudeTranscript(QByteArray fallbackSession)
    : m_fallbackSession(std::move(fallbackSession))
{ }

void ClaudeTranscript::read(std::string_view lines, Depth depth, bool opensFile,
                            TranscriptFindings &findings)
{
    std::size_t from = 0;
    if (opensFile && depth == Depth::Usage)
        from = readOpening(lines, findings);
    if (depth == Depth::Usage)
        return readMatching(lines.substr(from), findings);
    while (from < lines.size()) {
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
    const ClaudeLine *read = m_reader.read(line, depth == Depth::Everything);
    if (read)
        takeLine(*read, depth, findings);
    else
        ++findings.malformed;
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
    takeTime(facts, atMs);
    if (facts.cwd.isEmpty())
        take(facts.cwd, line.cwd);
    take(facts.branch, line.branch);
    facts.toldByMain = facts.toldByMain || !line.sidechain;
    const bool isAnswer = line.type == "assistant" && line.model != kSynthetic;
    if (isAnswer && !line.sidechain)
        take(facts.model, line.model);
    if (isAnswer && line.hasUsage && !line.model.empty())
        takeUsage(line, atMs, findings);
    if (depth != Depth::Everything)
        return;
    if (facts.titleRank == TitleRank::None) {
        facts.title = oneLine(promptOf(line), kTitleLength);
        if (!facts.title.isEmpty())
            facts.titleRank = TitleRank::FirstPrompt;
    }
    for (TranscriptActivity &activity : activityOf(line, atMs)) {
        activity.sessionId = facts.sessionId;
        findings.activity.push_back(std::move(activity));
    }
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
