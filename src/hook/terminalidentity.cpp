// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/terminalidentity.h"

#include "hook/jsonstring.h"

#include <cstdlib>
#include <cstring>
#include <string_view>

namespace dogwatch::hook {

namespace {

// TMUX, KITTY_LISTEN_ON and WEZTERM_UNIX_SOCKET say of which server the number of a pane or window
// is one.
constexpr const char *kVariables[] = {
    "TMUX_PANE",
    "TMUX",
    "KITTY_WINDOW_ID",
    "KITTY_LISTEN_ON",
    "WEZTERM_PANE",
    "WEZTERM_UNIX_SOCKET",
    "KONSOLE_DBUS_SESSION",
    "KONSOLE_DBUS_SERVICE",
    "WINDOWID",
    "TERM_PROGRAM",
};

// Half of an identity would name another window: what is longer than any real one is left out.
constexpr std::size_t kLongestValue = 192;

void appendName(TextBuilder &to, std::string_view variable)
{
    to.append('"');
    for (const char c : variable)
        to.append(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    to.append('"');
}

} // namespace

void appendTerminalIdentity(TextBuilder &to)
{
    char separator = '{';
    for (const char *const variable : kVariables) {
        const char *const value = getenv(variable);
        if (!value || *value == '\0' || std::strlen(value) > kLongestValue)
            continue;
        to.append(separator);
        appendName(to, variable);
        to.append(':');
        appendJsonString(to, value);
        separator = ',';
    }
    to.append(separator == '{' ? "{}" : "}");
}

} // namespace dogwatch::hook
