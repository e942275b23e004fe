// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/agentnames.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace dogwatch::hook {

namespace {

struct AgentNames
{
    std::string_view source;
    std::array<std::string_view, 3> names;
};

constexpr std::array<AgentNames, 6> kAgents{{
    {"claude-code", {"claude", "claude-code"}},
    {"codex", {"codex"}},
    {"gemini-cli", {"gemini", "gemini-cli"}},
    {"cursor", {"cursor-agent", "cursor", "Cursor"}},
    {"copilot", {"copilot", "copilot-cli"}},
    {"opencode", {"opencode", ".opencode", "opencode-ai"}},
}};

// Release binaries that are run under the name of their build: "codex-x86_64-un…".
bool isBuildOf(std::string_view agent, std::string_view name)
{
    if (!name.starts_with(agent))
        return false;
    name.remove_prefix(agent.size());
    return name.starts_with("-x86_64") || name.starts_with("-aarch64");
}

bool isOneOf(const AgentNames &agent, std::string_view name)
{
    return std::any_of(agent.names.begin(), agent.names.end(), [&](std::string_view candidate) {
        return !candidate.empty() && (name == candidate || isBuildOf(candidate, name));
    });
}

std::string_view withoutScriptSuffix(std::string_view name)
{
    for (const std::string_view suffix : {".js", ".mjs", ".cjs"}) {
        if (name.ends_with(suffix)) {
            name.remove_suffix(suffix.size());
            break;
        }
    }
    return name;
}

// Cuts `text` at the first `separator` and returns what stood before it.
std::string_view takeUntil(std::string_view &text, char separator)
{
    const std::size_t length = std::min(text.find(separator), text.size());
    const std::string_view part(text.data(), length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return part;
}

bool hasAgentComponent(std::string_view source, std::string_view path)
{
    while (!path.empty()) {
        if (isAgentName(source, withoutScriptSuffix(takeUntil(path, '/'))))
            return true;
    }
    return false;
}

} // namespace

bool isAgentName(std::string_view source, std::string_view processName)
{
    const auto ofSource =
        std::find_if(kAgents.begin(), kAgents.end(),
                     [&](const AgentNames &agent) { return agent.source == source; });
    if (ofSource != kAgents.end())
        return isOneOf(*ofSource, processName);
    return std::any_of(kAgents.begin(), kAgents.end(),
                       [&](const AgentNames &agent) { return isOneOf(agent, processName); });
}

bool mayRunAnAgent(std::string_view processName)
{
    if (processName.empty())
        return false;
    const char first = processName.front();
    return (first >= '0' && first <= '9') || processName == "MainThread"
        || processName.starts_with("node") || processName.starts_with("bun")
        || processName.starts_with("deno");
}

bool isAgentCommand(std::string_view source, std::string_view commandLine)
{
    // The program, its options, the script: what comes after is the user's and may name anything.
    constexpr int kWordsToLookAt = 2;
    int words = 0;
    while (!commandLine.empty() && words < kWordsToLookAt) {
        const std::string_view word = takeUntil(commandLine, '\0');
        if (word.starts_with('-'))
            continue;
        ++words;
        if (hasAgentComponent(source, word))
            return true;
    }
    return false;
}

} // namespace dogwatch::hook
