// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dogwatch::hook {

// What /proc/PID/stat says of a process, at the cost of one open, read and close.
class Process
{
public:
    // isKnown() is false if there is no such process, or none that we may see.
    explicit Process(int pid);

    [[nodiscard]] bool isKnown() const { return m_pid > 0; }
    [[nodiscard]] int pid() const { return m_pid; }
    [[nodiscard]] int parentPid() const { return m_parentPid; }
    // Clock ticks since boot.
    [[nodiscard]] std::uint64_t startTicks() const { return m_startTicks; }
    // The device number of the controlling terminal; 0 if there is none.
    [[nodiscard]] unsigned terminalDevice() const { return m_terminalDevice; }
    // The name of the main thread, which most programs leave at their file name's first 15 bytes.
    [[nodiscard]] std::string_view name() const { return {m_name, m_nameLength}; }

private:
    bool parse(std::string_view stat);

    int m_pid = 0;
    int m_parentPid = 0;
    unsigned m_terminalDevice = 0;
    std::uint64_t m_startTicks = 0;
    std::size_t m_nameLength = 0;
    char m_name[64];
};

} // namespace dogwatch::hook
