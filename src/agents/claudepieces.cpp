// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudepieces.h"

#include "agents/claudeactivity.h"
#include "agents/jsonwriter.h"

#include <string>

namespace dogwatch {

namespace {

QByteArray toBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

// What stands between <name> and </name>.
std::string_view tagged(std::string_view text, std::string_view name)
{
    const std::string open = '<' + std::string(name) + '>';
    const std::string close = "</" + std::string(name) + '>';
    const std::size_t from = text.find(open);
    if (from == std::string_view::npos)
        return {};
    const std::size_t end = text.find(close, from);
    const std::size_t begin = from + open.size();
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin);
}

bool isTag(std::string_view text, std::string_view name)
{
    return text.size() > name.size() + 1 && text.front() == '<' && text.substr(1).starts_with(name);
}

// The agent wraps what a person typed for itself, and what it answered to that.
enum class Wrapping {
    None,
    Command,
    Output,
    Report,
    Context
};

Wrapping wrappingOf(std::string_view text)
{
    if (isTag(text, "command-name") || isTag(text, "command-message") || isTag(text, "bash-input"))
        return Wrapping::Command;
    if (isTag(text, "local-command-stdout") || isTag(text, "local-command-stderr")
        || isTag(text, "bash-stdout") || isTag(text, "bash-stderr"))
        return Wrapping::Output;
    if (isTag(text, "task-notification") || isTag(text, "teammate-message"))
        return Wrapping::Report;
    if (isTag(text, "system-reminder") || isTag(text, "ide_")
        || isTag(text, "local-command-caveat"))
        return Wrapping::Context;
    return Wrapping::None;
}

// "/compact now", "! ls"
std::string commandOf(std::string_view text)
{
    if (const std::string_view shell = tagged(text, "bash-input"); !shell.empty())
        return "! " + std::string(shell);
    std::string command(tagged(text, "command-name"));
    if (const std::string_view rest = tagged(text, "command-args"); !rest.empty())
        command += ' ' + std::string(rest);
    return command;
}

std::string outputOf(std::string_view text)
{
    std::string output;
    for (const char *name :
         {"local-command-stdout", "local-command-stderr", "bash-stdout", "bash-stderr"}) {
        const std::string_view part = tagged(text, name);
        if (!output.empty() && !part.empty())
            output += '\n';
        output += part;
    }
    return output;
}

class Collector
{
public:
    Collector(const ClaudeLine &line, const QByteArray &uuid, qint64 atMs)
        : m_line(line)
        , m_uuid(uuid)
        , m_atMs(atMs)
    { }

    std::vector<TranscriptPiece> collect()
    {
        if (m_line.type == "user")
            takeUser();
        else if (m_line.type == "assistant")
            takeAnswer();
        else if (m_line.type == "system")
            takeSystem();
        else if (m_line.type == "attachment")
            takeAttachment();
        return std::move(m_found);
    }

private:
    TranscriptPiece &add(EntryKind kind, QByteArray body)
    {
        TranscriptPiece &piece = m_found.emplace_back();
        piece.kind = kind;
        piece.agentId = toBytes(m_line.agentId);
        piece.sidechain = m_line.sidechain;
        piece.uuid = m_uuid;
        piece.parentUuid = toBytes(m_line.texts.parentUuid.empty() ? m_line.texts.logicalParentUuid
                                                                   : m_line.texts.parentUuid);
        piece.block = m_block++;
        piece.atMs = m_atMs;
        piece.promptId = toBytes(m_line.texts.promptId);
        piece.body = std::move(body);
        return piece;
    }

    static QByteArray textBody(std::string_view text)
    {
        return JsonWriter().text("text", text).take();
    }

    void takeUser()
    {
        if (m_line.compactSummary) {
            add(EntryKind::Compacted, textBody(wholeText()));
            return;
        }
        if (isInterruption(m_line)) {
            add(EntryKind::Interrupted, textBody(m_line.blocks.front().text));
            return;
        }
        for (const ClaudeLine::Block &block : m_line.blocks) {
            if (block.type == "tool_result")
                takeResult(block);
        }
        if (!m_line.meta && m_found.empty())
            takePrompt();
    }

    // All texts of a line but those that the agent has put beside what a person wrote.
    std::string wholeText(int *images = nullptr) const
    {
        std::string text;
        for (const ClaudeLine::Block &block : m_line.blocks) {
            if (images)
                *images += block.images;
            if (block.type != "text" || wrappingOf(block.text) == Wrapping::Context)
                continue;
            if (!text.empty())
                text += "\n\n";
            text += block.text;
        }
        return text;
    }

    void takePrompt()
    {
        int images = 0;
        const std::string text = wholeText(&images);
        if (text.empty() && images == 0)
            return;
        takePromptText(text, images);
    }

    void takePromptText(std::string_view text, int images)
    {
        const Wrapping wrapping = wrappingOf(text);
        const bool byPerson = m_line.originKind.empty() || m_line.originKind == "human";
        if (wrapping == Wrapping::Output) {
            if (const std::string output = outputOf(text); !output.empty())
                add(EntryKind::Notice, textBody(output));
        } else if (wrapping == Wrapping::Report || (!byPerson && !m_line.sidechain)) {
            TranscriptPiece &report = add(EntryKind::AgentReport, textBody(text));
            report.failed = tagged(text, "status") == "failed";
            report.injected = true;
            report.toolUseId = toBytes(tagged(text, "tool-use-id"));
            report.spawnedAgentId = toBytes(tagged(text, "task-id"));
        } else {
            const std::string command =
                wrapping == Wrapping::Command ? commandOf(text) : std::string();
            add(EntryKind::Prompt,
                JsonWriter()
                    .text("text", command.empty() ? text : std::string_view(command))
                    .number("images", images == 0 ? std::nullopt : std::optional<qint64>(images))
                    .take());
        }
    }

    void takeResult(const ClaudeLine::Block &block)
    {
        const bool refused = isRefusal(m_line, block);
        std::string text(block.text);
        for (const std::string_view more : block.moreText) {
            text += '\n';
            text += more;
        }
        JsonWriter body;
        body.text("text", text);
        body.number("images",
                    block.images == 0 ? std::nullopt : std::optional<qint64>(block.images));
        // It is of the line, and there is one such block in it.
        if (m_found.empty())
            body.raw("result", m_line.texts.toolUseResult);
        TranscriptPiece &result =
            add(refused ? EntryKind::Refused : EntryKind::ToolResult, body.take());
        result.toolUseId = toBytes(block.toolUseId);
        result.failed = block.isError;
        result.spawnedAgentId = toBytes(m_line.texts.spawnedAgentId);
    }

    void takeAnswer()
    {
        if (m_line.apiError) {
            add(EntryKind::ApiError,
                JsonWriter().text("text", wholeText()).number("status", m_line.texts.status).take())
                .failed = true;
            return;
        }
        for (const ClaudeLine::Block &block : m_line.blocks)
            takeBlock(block);
    }

    void takeBlock(const ClaudeLine::Block &block)
    {
        const bool isSynthetic = m_line.model == kSyntheticModel;
        if (block.type.ends_with("tool_use")) {
            TranscriptPiece &call =
                add(EntryKind::ToolCall, JsonWriter().raw("input", block.input).take());
            call.toolUseId = toBytes(block.toolUseId);
            call.toolName = toBytes(block.toolName);
        } else if (block.type.ends_with("_tool_result")) {
            takeResult(block);
        } else if (block.type == "thinking" && !block.text.empty()) {
            add(EntryKind::Thinking, textBody(block.text));
        } else if (block.type == "text" && !block.text.empty()) {
            add(isSynthetic ? EntryKind::Notice : EntryKind::Answer, textBody(block.text));
        } else {
            return;
        }
        m_found.back().messageId = toBytes(m_line.messageId);
        if (!isSynthetic)
            m_found.back().model = toBytes(m_line.model);
    }

    void takeSystem()
    {
        const ClaudeLine::Texts &texts = m_line.texts;
        if (m_line.subtype == "compact_boundary") {
            add(EntryKind::Compacted,
                JsonWriter()
                    .text("trigger", texts.trigger)
                    .number("pre_tokens", texts.preTokens)
                    .number("post_tokens", texts.postTokens)
                    .take());
        } else if (m_line.subtype == "api_error") {
            add(EntryKind::ApiRetry,
                JsonWriter()
                    .text("text", texts.text)
                    .number("status", texts.status)
                    .number("attempt", texts.attempt)
                    .number("retry_in_ms", texts.retryInMs)
                    .take())
                .failed = true;
        } else if (m_line.subtype == "turn_duration") {
            add(EntryKind::TurnEnded, JsonWriter().number("duration_ms", texts.durationMs).take());
        } else if (m_line.subtype == "local_command") {
            takeLocalCommand();
        } else {
            const std::string_view text = texts.text.empty() ? texts.summary : texts.text;
            if (!text.empty())
                add(EntryKind::Notice, textBody(text));
        }
    }

    void takeLocalCommand()
    {
        const std::string_view text = m_line.texts.text;
        if (wrappingOf(text) != Wrapping::None)
            takePromptText(text, 0);
        else if (!text.empty())
            add(EntryKind::Notice, textBody(text));
    }

    // Typed while the agent was at work.
    void takeAttachment()
    {
        if (m_line.texts.attachmentType == "queued_command" && !m_line.texts.text.empty())
            takePromptText(m_line.texts.text, 0);
    }

    const ClaudeLine &m_line;
    const QByteArray &m_uuid;
    const qint64 m_atMs;
    int m_block = 0;
    std::vector<TranscriptPiece> m_found;
};

} // namespace

std::vector<TranscriptPiece> piecesOf(const ClaudeLine &line, const QByteArray &uuid, qint64 atMs)
{
    return Collector(line, uuid, atMs).collect();
}

} // namespace dogwatch
