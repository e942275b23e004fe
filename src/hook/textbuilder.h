// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dogwatch::hook {

// Builds a NUL-terminated text on storage that somebody else owns. What does not fit is left out
// and remembered: a text that overflowed() is not complete and must not be used.
class TextBuilder
{
public:
    // `capacity` counts the terminating NUL and is at least 1.
    TextBuilder(char *storage, std::size_t capacity);
    TextBuilder(const TextBuilder &) = delete;
    TextBuilder &operator=(const TextBuilder &) = delete;

    void append(std::string_view text);
    void append(char character) { append(std::string_view(&character, 1)); }
    // Decimal, filled up with zeros on the left to `minDigits`.
    void appendNumber(std::uint64_t number, int minDigits = 1);
    // Keeps the first `length` characters.
    void truncate(std::size_t length);

    [[nodiscard]] bool overflowed() const { return m_overflowed; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::string_view view() const { return {m_storage, m_size}; }
    [[nodiscard]] const char *cString() const { return m_storage; }

private:
    char *m_storage;
    std::size_t m_capacity;
    std::size_t m_size = 0;
    bool m_overflowed = false;
};

// A TextBuilder that carries its storage.
template<std::size_t N>
class FixedText : public TextBuilder
{
public:
    FixedText()
        : TextBuilder(m_characters, N)
    { }

private:
    char m_characters[N];
};

// Long enough for every path that the kernel takes.
using PathText = FixedText<4096>;

} // namespace dogwatch::hook
