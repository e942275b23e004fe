// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/jsonscan.h"

#include "hook/jsonstring.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace dogwatch::hook {

namespace {

// Walks over JSON text without keeping anything of it. Every skip…() answers whether what it should
// skip was there; after a false the position means nothing.
class Scanner
{
public:
    explicit Scanner(std::string_view text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    { }

    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] bool isAt(char c) const { return m_at != m_end && *m_at == c; }

    bool skip(char c)
    {
        if (!isAt(c))
            return false;
        ++m_at;
        return true;
    }

    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }

    bool skipString(std::string_view *inside = nullptr);
    bool skipValue();

private:
    static constexpr std::size_t kMaxDepth = 4096;

    bool skipKeyAndColon();
    bool skipScalar();
    bool skipNumber();
    bool skipWord(std::string_view word);
    bool skipDigits();
    bool open(bool isObject);
    [[nodiscard]] bool inObject() const;

    const char *m_at;
    const char *m_end;
    std::size_t m_depth = 0;
    std::uint64_t m_isObject[kMaxDepth / 64];
};

bool Scanner::skipString(std::string_view *inside)
{
    if (!skip('"'))
        return false;
    const char *const begin = m_at;
    while (m_at != m_end && *m_at != '"') {
        if (*m_at == '\\' && ++m_at == m_end)
            return false;
        ++m_at;
    }
    if (inside)
        *inside = {begin, static_cast<std::size_t>(m_at - begin)};
    return skip('"');
}

bool Scanner::skipKeyAndColon()
{
    skipSpace();
    if (!skipString())
        return false;
    skipSpace();
    return skip(':');
}

bool Scanner::skipDigits()
{
    const char *const begin = m_at;
    while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
        ++m_at;
    return m_at != begin;
}

bool Scanner::skipNumber()
{
    skip('-');
    if (!skip('0') && !skipDigits())
        return false;
    if (skip('.') && !skipDigits())
        return false;
    if (skip('e') || skip('E')) {
        if (!skip('+'))
            skip('-');
        return skipDigits();
    }
    return true;
}

bool Scanner::skipWord(std::string_view word)
{
    if (static_cast<std::size_t>(m_end - m_at) < word.size()
        || std::memcmp(m_at, word.data(), word.size()) != 0)
        return false;
    m_at += word.size();
    return true;
}

bool Scanner::skipScalar()
{
    if (isAt('"'))
        return skipString();
    return skipWord("true") || skipWord("false") || skipWord("null") || skipNumber();
}

bool Scanner::open(bool isObject)
{
    if (m_depth == kMaxDepth)
        return false;
    const std::uint64_t bit = std::uint64_t{1} << (m_depth % 64);
    std::uint64_t &word = m_isObject[m_depth / 64];
    word = isObject ? word | bit : word & ~bit;
    ++m_depth;
    return true;
}

bool Scanner::inObject() const
{
    return (m_isObject[(m_depth - 1) / 64] >> ((m_depth - 1) % 64) & 1) != 0;
}

// A loop and a stack of bits instead of recursion: the depth is the sender's choice.
bool Scanner::skipValue()
{
    m_depth = 0;
    for (;;) {
        skipSpace();
        if (isAt('{') || isAt('[')) {
            const bool isObject = isAt('{');
            ++m_at;
            if (!open(isObject))
                return false;
            skipSpace();
            if (!isAt(isObject ? '}' : ']')) {
                if (isObject && !skipKeyAndColon())
                    return false;
                continue;
            }
        } else if (!skipScalar()) {
            return false;
        }
        while (m_depth > 0) {
            skipSpace();
            if (skip(','))
                break;
            if (!skip(inObject() ? '}' : ']'))
                return false;
            --m_depth;
        }
        if (m_depth == 0)
            return true;
        if (inObject() && !skipKeyAndColon())
            return false;
    }
}

} // namespace

bool isJsonObject(std::string_view text)
{
    Scanner scanner(text);
    scanner.skipSpace();
    if (!scanner.isAt('{') || !scanner.skipValue())
        return false;
    scanner.skipSpace();
    return scanner.atEnd();
}

bool isBlank(std::string_view text)
{
    Scanner scanner(text);
    scanner.skipSpace();
    return scanner.atEnd();
}

bool findStringMember(std::string_view object, std::string_view name, TextBuilder &value)
{
    Scanner scanner(object);
    scanner.skipSpace();
    if (!scanner.skip('{'))
        return false;
    do {
        std::string_view key;
        scanner.skipSpace();
        if (!scanner.skipString(&key))
            return false;
        scanner.skipSpace();
        if (!scanner.skip(':'))
            return false;
        scanner.skipSpace();
        if (key == name) {
            std::string_view inside;
            return scanner.skipString(&inside) && appendUnescaped(value, inside)
                && !value.overflowed();
        }
        if (!scanner.skipValue())
            return false;
        scanner.skipSpace();
    } while (scanner.skip(','));
    return false;
}

} // namespace dogwatch::hook
