// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace dogwatch::hook {

enum class Mode {
    Hook,
    Check,
    Help,
    Version,
};

// What the command line asks for. The texts are those of argv and live as long.
struct Options
{
    Mode mode = Mode::Hook;
    // Fit to stand in a URL and in a file name. "generic" where none, or an unfit one, was given:
    // an event of unknown kind is worth more than none.
    std::string_view source = "generic";
    // Null if not given.
    const char *dataDir = nullptr;
    // The first argument that is wrong or lacks its value, null if all are right. Hook mode goes on
    // without it, since it must neither speak nor lose the event.
    const char *wrongArgument = nullptr;
};

[[nodiscard]] Options parseOptions(int argc, char **argv);

} // namespace dogwatch::hook
