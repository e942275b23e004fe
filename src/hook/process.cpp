// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/process.h"

#include "hook/smallfile.h"
#include "hook/textbuilder.h"

#include <algorithm>
#include <cstring>

namespace dogwatch::hook {

namespace {

// Takes the next field of a space-separated line, "" at its end.
std::string_view takeField(std::string_view &line)
{
    while (!line.empty() && line.front() == ' ')
        line.remove_prefix(1);
    const std::size_t length = std::min(line.find(' '), line.size());
    const std::string_view field(line.data(), length);
    line.remove_prefix(length);
    return field;
}

std::uint64_t toNumber(std::string_view digits)
{
    std::uint64_t number = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            break;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

} // namespace

Process::Process(int pid)
{
    FixedText<40> path;
    path.append("/proc/");
    path.appendNumber(static_cast<std::uint64_t>(pid));
    path.append("/stat");
    char storage[1024];
    if (pid > 0 && parse(readSmallFile(path.cString(), storage, sizeof storage)))
        m_pid = pid;
}

// "PID (NAME) STATE PPID PGRP SESSION TTY …": the name may hold spaces and parentheses itself, so
// the last closing one ends it. Counted from PPID (field 4), the start time is field 22.
bool Process::parse(std::string_view stat)
{
    const std::size_t open = stat.find('(');
    const std::size_t close = stat.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return false;
    m_nameLength = std::min(close - open - 1, sizeof m_name);
    std::memcpy(m_name, stat.data() + open + 1, m_nameLength);

    std::string_view rest = stat;
    rest.remove_prefix(close + 1);
    takeField(rest);
    m_parentPid = static_cast<int>(toNumber(takeField(rest)));
    takeField(rest);
    takeField(rest);
    m_terminalDevice = static_cast<unsigned>(toNumber(takeField(rest)));
    constexpr int kFieldsToStart = 14;
    for (int i = 0; i < kFieldsToStart; ++i)
        takeField(rest);
    const std::string_view start = takeField(rest);
    m_startTicks = toNumber(start);
    return !start.empty();
}

} // namespace dogwatch::hook
