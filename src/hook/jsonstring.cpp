// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/jsonstring.h"

#include <cstddef>
#include <cstdint>

namespace dogwatch::hook {

namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

// Takes one character off the front of `text`, which is not empty.
std::uint32_t takeUtf8(std::string_view &text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const int length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    std::uint32_t code = length == 1 ? first : first & (0x7Fu >> length);
    bool valid = first < 0x80 || (first >= 0xC2 && first <= 0xF4);
    for (int i = 1; i < length && valid; ++i) {
        const auto next = static_cast<std::size_t>(i) < text.size()
            ? static_cast<unsigned char>(text[static_cast<std::size_t>(i)])
            : 0u;
        valid = (next & 0xC0) == 0x80;
        code = code << 6 | (next & 0x3F);
    }
    valid = valid && !(length == 3 && code < 0x800) && !(length == 4 && code < 0x10000)
        && !(code >= 0xD800 && code <= 0xDFFF) && code <= 0x10FFFF;
    text.remove_prefix(valid ? static_cast<std::size_t>(length) : 1);
    return valid ? code : kReplacement;
}

void appendEscaped(TextBuilder &to, std::uint32_t utf16)
{
    constexpr char kHex[] = "0123456789abcdef";
    const char escape[6] = {'\\',
                            'u',
                            kHex[utf16 >> 12 & 0xf],
                            kHex[utf16 >> 8 & 0xf],
                            kHex[utf16 >> 4 & 0xf],
                            kHex[utf16 & 0xf]};
    to.append(std::string_view(escape, sizeof escape));
}

void appendUtf8(TextBuilder &to, std::uint32_t code)
{
    const auto byte = [&](std::uint32_t value) { to.append(static_cast<char>(value)); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | code >> 6);
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | code >> 12);
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3F));
        byte(0x80 | (code >> 6 & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
}

bool takeHex4(std::string_view &text, std::uint32_t &value)
{
    if (text.size() < 4)
        return false;
    value = 0;
    for (int i = 0; i < 4; ++i) {
        const char c = text.front();
        const int digit = c >= '0' && c <= '9' ? c - '0'
            : c >= 'a' && c <= 'f'             ? c - 'a' + 10
            : c >= 'A' && c <= 'F'             ? c - 'A' + 10
                                               : -1;
        if (digit < 0)
            return false;
        value = value << 4 | static_cast<std::uint32_t>(digit);
        text.remove_prefix(1);
    }
    return true;
}

// What follows "\u"; a high surrogate takes its low one along.
bool appendUnicodeEscape(TextBuilder &to, std::string_view &text)
{
    std::uint32_t code = 0;
    if (!takeHex4(text, code) || code == 0)
        return false;
    const bool isHigh = code >= 0xD800 && code <= 0xDBFF;
    if (isHigh && text.size() >= 2 && text[0] == '\\' && text[1] == 'u') {
        std::string_view rest = text;
        rest.remove_prefix(2);
        std::uint32_t low = 0;
        if (takeHex4(rest, low) && low >= 0xDC00 && low <= 0xDFFF) {
            appendUtf8(to, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
            text = rest;
            return true;
        }
    }
    appendUtf8(to, code >= 0xD800 && code <= 0xDFFF ? kReplacement : code);
    return true;
}

} // namespace

void appendJsonString(TextBuilder &to, std::string_view text)
{
    to.append('"');
    while (!text.empty()) {
        const std::uint32_t code = takeUtf8(text);
        if (code >= 0x10000) {
            appendEscaped(to, 0xD800 + ((code - 0x10000) >> 10));
            appendEscaped(to, 0xDC00 + ((code - 0x10000) & 0x3FF));
        } else if (code < 0x20 || code >= 0x7F) {
            appendEscaped(to, code);
        } else {
            if (code == '"' || code == '\\')
                to.append('\\');
            to.append(static_cast<char>(code));
        }
    }
    to.append('"');
}

bool appendUnescaped(TextBuilder &to, std::string_view insideQuotes)
{
    constexpr std::string_view kShort = "\"\\/bfnrt";
    constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
    std::string_view text = insideQuotes;
    while (!text.empty()) {
        const char c = text.front();
        text.remove_prefix(1);
        if (c == '\0')
            return false;
        if (c != '\\') {
            to.append(c);
            continue;
        }
        if (text.empty())
            return false;
        const char escape = text.front();
        text.remove_prefix(1);
        if (escape == 'u') {
            if (!appendUnicodeEscape(to, text))
                return false;
        } else if (const std::size_t i = kShort.find(escape); i != std::string_view::npos) {
            to.append(kMeaning[i]);
        } else {
            return false;
        }
    }
    return true;
}

} // namespace dogwatch::hook
