// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/textbuilder.h"

#include <cstdint>
#include <string_view>

namespace dogwatch::hook {

// The agent that runs this hook, as the operating system knows it.
struct AgentProcess
{
    // 0 if no agent was found; then the rest is empty too.
    int pid = 0;
    // Unix milliseconds; see unixMillisecondsOfBootTicks() for how well two of them agree.
    std::uint64_t startedAtMs = 0;
    // "/dev/pts/3"; empty if the agent has no terminal.
    FixedText<64> tty;
};

// Finds it: the process that CLAUDE_PID names, else the nearest ancestor that is an agent of this
// source. Reads as little of /proc as will do: one file of each process that it looks at, two where
// an interpreter runs there.
void findAgent(std::string_view source, AgentProcess &agent);

} // namespace dogwatch::hook
