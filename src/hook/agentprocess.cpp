// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/agentprocess.h"

#include "hook/agentnames.h"
#include "hook/hostclock.h"
#include "hook/process.h"
#include "hook/smallfile.h"

#include <cstdlib>
#include <unistd.h>

namespace dogwatch::hook {

namespace {

using ProcPath = FixedText<48>;

void makeProcPath(ProcPath &path, int pid, std::string_view file)
{
    path.append("/proc/");
    path.appendNumber(static_cast<std::uint64_t>(pid));
    path.append(file);
}

bool isAgent(std::string_view source, const Process &process)
{
    if (isAgentName(source, process.name()))
        return true;
    if (!mayRunAnAgent(process.name()))
        return false;
    ProcPath path;
    makeProcPath(path, process.pid(), "/cmdline");
    char storage[1024];
    return isAgentCommand(source, readSmallFile(path.cString(), storage, sizeof storage));
}

// Claude Code's variable reaches all that it starts, another agent in its shell too: of that one's
// hooks it says nothing.
bool mayUseClaudePid(std::string_view source)
{
    return source == "claude-code" || source == "generic";
}

int pidFromEnvironment(std::string_view source)
{
    const char *const text = mayUseClaudePid(source) ? getenv("CLAUDE_PID") : nullptr;
    if (!text)
        return 0;
    char *end = nullptr;
    const long pid = strtol(text, &end, 10);
    constexpr long kHighestPid = 1L << 22;
    return *end == '\0' && pid > 0 && pid <= kHighestPid ? static_cast<int>(pid) : 0;
}

// See the kernel's devices.txt: 136 are the pseudo terminals, 4 the consoles and serial lines.
void appendTerminalOfDevice(TextBuilder &tty, unsigned device)
{
    const unsigned major = device >> 8 & 0xfff;
    const unsigned minor = (device & 0xff) | (device >> 12 & 0xfff00);
    if (major >= 136 && major <= 143) {
        tty.append("/dev/pts/");
        tty.appendNumber((major - 136) * 256 + minor);
    } else if (major == 4) {
        constexpr unsigned kFirstSerialLine = 64;
        tty.append(minor < kFirstSerialLine ? "/dev/tty" : "/dev/ttyS");
        tty.appendNumber(minor < kFirstSerialLine ? minor : minor - kFirstSerialLine);
    }
}

// An agent may read from a terminal without being attached to it.
void appendTerminalOfInput(TextBuilder &tty, int pid)
{
    ProcPath path;
    makeProcPath(path, pid, "/fd/0");
    char target[48];
    const ssize_t length = readlink(path.cString(), target, sizeof target);
    if (length <= 0 || static_cast<std::size_t>(length) == sizeof target)
        return;
    const std::string_view name(target, static_cast<std::size_t>(length));
    if (name.starts_with("/dev/pts/") || name.starts_with("/dev/tty"))
        tty.append(name);
}

void take(const Process &process, AgentProcess &agent)
{
    agent.pid = process.pid();
    agent.startedAtMs = unixMillisecondsOfBootTicks(process.startTicks());
    appendTerminalOfDevice(agent.tty, process.terminalDevice());
    if (agent.tty.isEmpty())
        appendTerminalOfInput(agent.tty, process.pid());
}

} // namespace

void findAgent(std::string_view source, AgentProcess &agent)
{
    if (const Process named(pidFromEnvironment(source)); named.isKnown()) {
        take(named, agent);
        return;
    }
    constexpr int kMostAncestors = 12;
    int pid = getppid();
    for (int i = 0; i < kMostAncestors && pid > 1; ++i) {
        const Process ancestor(pid);
        if (!ancestor.isKnown())
            return;
        if (isAgent(source, ancestor)) {
            take(ancestor, agent);
            return;
        }
        pid = ancestor.parentPid();
    }
}

} // namespace dogwatch::hook
