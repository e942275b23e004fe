// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/options.h"

#include <cstddef>

namespace dogwatch::hook {

namespace {

// Kebab case of at most 32 characters: nothing that could end a request line or leave a folder.
bool isUsableSource(std::string_view name)
{
    constexpr std::size_t kLongest = 32;
    if (name.empty() || name.size() > kLongest)
        return false;
    for (const char c : name) {
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return true;
}

// The value of `option` at argv[i], given as "--option VALUE" (then i moves on) or
// "--option=VALUE". Null if argv[i] is another option; `found` tells it from a value that is
// missing.
const char *takeValue(std::string_view option, int argc, char **argv, int &i, bool &found)
{
    std::string_view argument = argv[i];
    if (!argument.starts_with(option))
        return nullptr;
    if (argument.size() == option.size()) {
        found = true;
        return i + 1 < argc ? argv[++i] : nullptr;
    }
    if (argument[option.size()] != '=')
        return nullptr;
    found = true;
    return argv[i] + option.size() + 1;
}

bool takeArgument(Options &options, int argc, char **argv, int &i)
{
    const std::string_view argument = argv[i];
    bool found = false;
    if (const char *source = takeValue("--source", argc, argv, i, found); found) {
        if (!source || !isUsableSource(source))
            return false;
        options.source = source;
        return true;
    }
    if (const char *folder = takeValue("--data-dir", argc, argv, i, found); found) {
        if (!folder || *folder == '\0')
            return false;
        options.dataDir = folder;
        return true;
    }
    if (argument == "--check" && options.mode == Mode::Hook)
        options.mode = Mode::Check;
    else if (argument == "--help" || argument == "-h")
        options.mode = Mode::Help;
    else if (argument == "--version" && options.mode != Mode::Help)
        options.mode = Mode::Version;
    else
        return false;
    return true;
}

} // namespace

Options parseOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const int at = i;
        if (!takeArgument(options, argc, argv, i) && !options.wrongArgument)
            options.wrongArgument = argv[at];
    }
    return options;
}

} // namespace dogwatch::hook
