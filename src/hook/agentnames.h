// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace dogwatch::hook {

// Is a process of this name an agent of this kind (`source`; for "generic" and unknown ones: any)?
[[nodiscard]] bool isAgentName(std::string_view source, std::string_view processName);

// Could an agent hide behind this name, so that a look at the command line is worth its price? So
// it is where an interpreter runs it, where a runtime named its main thread, and where the program
// file is called by its version.
[[nodiscard]] bool mayRunAnAgent(std::string_view processName);

// Is this the command line (NUL-separated, as in /proc/PID/cmdline) of such an agent? True if a
// whole component of the program's or the script's path is its name, as in "node
// /usr/lib/node_modules/@google/gemini-cli/dist/index.js".
[[nodiscard]] bool isAgentCommand(std::string_view source, std::string_view commandLine);

} // namespace dogwatch::hook
