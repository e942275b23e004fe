// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/textbuilder.h"

#include <cstring>

namespace dogwatch::hook {

TextBuilder::TextBuilder(char *storage, std::size_t capacity)
    : m_storage(storage)
    , m_capacity(capacity)
{
    m_storage[0] = '\0';
}

void TextBuilder::append(std::string_view text)
{
    if (m_overflowed || text.size() >= m_capacity - m_size) {
        m_overflowed = m_overflowed || !text.empty();
        return;
    }
    std::memcpy(m_storage + m_size, text.data(), text.size());
    m_size += text.size();
    m_storage[m_size] = '\0';
}

void TextBuilder::appendNumber(std::uint64_t number, int minDigits)
{
    char digits[24];
    char *const end = digits + sizeof digits;
    char *first = end;
    do {
        *--first = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (end - first < minDigits && first > digits)
        *--first = '0';
    append({first, static_cast<std::size_t>(end - first)});
}

void TextBuilder::truncate(std::size_t length)
{
    if (length < m_size) {
        m_size = length;
        m_storage[m_size] = '\0';
    }
}

} // namespace dogwatch::hook
