// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <string_view>

namespace dogwatch {

// Bytes of UTF-8 looked at as ASCII, whatever the locale. Pure; any thread.

[[nodiscard]] inline constexpr char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

[[nodiscard]] inline constexpr bool isLetter(char c)
{
    return lowered(c) >= 'a' && lowered(c) <= 'z';
}

[[nodiscard]] inline constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] inline constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (lowered(c) >= 'a' && lowered(c) <= 'f');
}

[[nodiscard]] inline constexpr bool isWordByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '_';
}

// `part` in lower case.
[[nodiscard]] inline bool containsIgnoringCase(std::string_view text, std::string_view part)
{
    const auto same = [](char a, char b) { return lowered(a) == b; };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

} // namespace dogwatch
