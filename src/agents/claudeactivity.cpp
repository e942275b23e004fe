// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudeactivity.h"

#include "core/times.h"

#include <algorithm>
#include <chrono>

namespace dogwatch {

namespace {

constexpr std::string_view kInterrupted = "[Request interrupted by user";
constexpr std::string_view kRefused = "The user doesn't want to proceed with this tool use";

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray toBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

class Collector
{
public:
    Collector(const ClaudeLine &line, qint64 atMs)
        : m_line(line)
        , m_atMs(atMs)
    { }

    std::vector<TranscriptActivity> collect()
    {
        if (m_line.type == "user")
            takeUser();
        else if (m_line.type == "assistant")
            takeAnswer();
        else if (m_line.type == "system")
            takeSystem();
        return std::move(m_found);
    }

private:
    TranscriptActivity &add(ActivityKind kind)
    {
        TranscriptActivity &activity = m_found.emplace_back();
        activity.kind = kind;
        activity.sessionId = toBytes(m_line.sessionId);
        activity.agentId = toBytes(m_line.agentId);
        activity.atMs = m_atMs;
        return activity;
    }

    void takeUser()
    {
        if (isInterruption(m_line)) {
            add(ActivityKind::Interrupted);
            return;
        }
        for (const ClaudeLine::Block &block : m_line.blocks) {
            if (block.type != "tool_result")
                continue;
            TranscriptActivity &result = add(isRefusal(m_line, block) ? ActivityKind::ToolRefused
                                                                      : ActivityKind::ToolReturned);
            result.toolUseId = toText(block.toolUseId);
            result.failed = block.isError;
        }
        if (QString prompt = promptOf(m_line); !prompt.isEmpty())
            add(ActivityKind::Prompt).text = std::move(prompt);
    }

    void takeAnswer()
    {
        for (const ClaudeLine::Block &block : m_line.blocks) {
            if (m_line.apiError) {
                add(ActivityKind::ApiFailed).text = toText(block.text);
            } else if (block.type == "tool_use") {
                TranscriptActivity &call = add(ActivityKind::ToolCalled);
                call.toolUseId = toText(block.toolUseId);
                call.toolName = toText(block.toolName);
            } else if (block.type == "text" && !block.text.empty()) {
                add(ActivityKind::Answer).text = toText(block.text);
            }
        }
    }

    void takeSystem()
    {
        if (m_line.subtype == "compact_boundary")
            add(ActivityKind::Compacted);
        else if (m_line.subtype == "api_error")
            add(ActivityKind::ApiRetried);
        else if (m_line.subtype == "turn_duration")
            add(ActivityKind::TurnEnded);
    }

    const ClaudeLine &m_line;
    const qint64 m_atMs;
    std::vector<TranscriptActivity> m_found;
};

// The number that some digits make; nothing where one of them is none.
std::optional<int> digits(std::string_view text)
{
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

} // namespace

bool isInterruption(const ClaudeLine &line)
{
    return line.type == "user" && line.blocks.size() == 1 && line.blocks.front().type == "text"
        && line.blocks.front().text.starts_with(kInterrupted);
}

bool isRefusal(const ClaudeLine &line, const ClaudeLine::Block &block)
{
    return block.isError && (line.denied || block.text.starts_with(kRefused));
}

std::vector<TranscriptActivity> activityOf(const ClaudeLine &line, qint64 atMs)
{
    return Collector(line, atMs).collect();
}

QString promptOf(const ClaudeLine &line)
{
    const bool byPerson = line.originKind.empty() || line.originKind == "human";
    if (line.type != "user" || line.meta || line.compactSummary || line.sidechain || !byPerson
        || isInterruption(line))
        return {};
    for (const ClaudeLine::Block &block : line.blocks) {
        // "<command-name>", "<local-command-stdout>", "<task-notification>": written by the agent.
        if (block.type == "text" && !block.text.empty() && block.text.front() != '<')
            return toText(block.text);
    }
    return {};
}

qint64 transcriptTime(std::string_view timestamp)
{
    using namespace std::chrono;
    constexpr std::string_view kForm = "0000-00-00T00:00:00.000Z";
    const bool usual = timestamp.size() == kForm.size() && timestamp.back() == 'Z'
        && timestamp[10] == 'T' && timestamp[19] == '.';
    if (usual) {
        const auto year = digits(timestamp.substr(0, 4));
        const auto month = digits(timestamp.substr(5, 2));
        const auto day = digits(timestamp.substr(8, 2));
        const auto hour = digits(timestamp.substr(11, 2));
        const auto minute = digits(timestamp.substr(14, 2));
        const auto second = digits(timestamp.substr(17, 2));
        const auto ms = digits(timestamp.substr(20, 3));
        if (year && month && day && hour && minute && second && ms) {
            const year_month_day date{std::chrono::year(*year),
                                      std::chrono::month(static_cast<unsigned>(*month)),
                                      std::chrono::day(static_cast<unsigned>(*day))};
            if (!date.ok())
                return 0;
            const auto time = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second)
                + milliseconds(*ms);
            return duration_cast<milliseconds>(time.time_since_epoch()).count();
        }
    }
    return std::max<qint64>(0, fromRfc3339(toText(timestamp)).value_or(0));
}

} // namespace dogwatch
