// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secretpattern.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongestRun = 4096;

// Those that mean something in other such languages are refused, too: who writes .* is to hear of
// it.
bool isPlain(char c)
{
    return c > ' ' && c < 0x7f
        && std::string_view("()[]{}?*+.^$|\\").find(c) == std::string_view::npos;
}

void addRange(std::bitset<256> &bytes, char first, char last)
{
    for (int c = static_cast<unsigned char>(first); c <= static_cast<unsigned char>(last); ++c)
        bytes.set(static_cast<std::size_t>(c));
}

// What stands behind a backslash.
void addEscape(std::bitset<256> &bytes, char c)
{
    if (c == 'w' || c == 'd')
        addRange(bytes, '0', '9');
    else
        bytes.set(static_cast<unsigned char>(c));
    if (c == 'w') {
        addRange(bytes, 'a', 'z');
        addRange(bytes, 'A', 'Z');
        bytes.set('_');
    }
}

} // namespace

class SecretPatternParser
{
public:
    explicit SecretPatternParser(std::string_view text)
        : m_text(text)
    { }

    Result<SecretPattern> parse()
    {
        while (m_at < m_text.size()) {
            if (Result<void> read = readPiece(); !read)
                return read.error();
        }
        if (m_pattern.m_pieces.empty())
            return wrong(u"it is empty"_s);
        if (m_open)
            return wrong(u"a ( is not closed"_s);
        findLiteral();
        if (!m_grouped) {
            m_pattern.m_hiddenFirst = m_pattern.m_literal.size();
            m_pattern.m_hiddenEnd = m_pattern.m_pieces.size();
        }
        if (m_pattern.m_hiddenFirst >= m_pattern.m_hiddenEnd)
            return wrong(u"it hides nothing"_s);
        return std::move(m_pattern);
    }

private:
    [[nodiscard]] Error wrong(const QString &what) const
    {
        return {ErrorCode::InvalidInput,
                u"not a pattern, at character %1: %2"_s.arg(m_at + 1).arg(what)};
    }

    Result<void> readPiece()
    {
        const char c = m_text[m_at++];
        SecretPattern::Piece piece;
        if (c == '(' || c == ')')
            return readGroup(c);
        if (c == '[') {
            if (Result<void> read = readClass(piece.bytes); !read)
                return read;
        } else if (c == '\\' && m_at < m_text.size()) {
            addEscape(piece.bytes, m_text[m_at++]);
        } else if (isPlain(c)) {
            piece.bytes.set(static_cast<unsigned char>(c));
        } else {
            return wrong(u"put a backslash before this character to mean it"_s);
        }
        if (Result<void> read = readCount(piece); !read)
            return read;
        m_pattern.m_pieces.push_back(piece);
        return {};
    }

    Result<void> readGroup(char c)
    {
        if (c == '(' ? m_grouped : !m_open)
            return wrong(u"one ( ) is allowed"_s);
        m_grouped = true;
        m_open = c == '(';
        (m_open ? m_pattern.m_hiddenFirst : m_pattern.m_hiddenEnd) = m_pattern.m_pieces.size();
        return {};
    }

    Result<void> readClass(std::bitset<256> &bytes)
    {
        while (m_at < m_text.size() && m_text[m_at] != ']') {
            const char c = m_text[m_at++];
            if (c == '\\' && m_at < m_text.size()) {
                addEscape(bytes, m_text[m_at++]);
            } else if (m_at + 1 < m_text.size() && m_text[m_at] == '-' && m_text[m_at + 1] != ']') {
                if (m_text[m_at + 1] < c)
                    return wrong(u"a range that runs backwards"_s);
                addRange(bytes, c, m_text[m_at + 1]);
                m_at += 2;
            } else {
                bytes.set(static_cast<unsigned char>(c));
            }
        }
        if (m_at == m_text.size() || bytes.none())
            return wrong(u"a [ is not closed, or holds nothing"_s);
        ++m_at;
        return {};
    }

    Result<void> readCount(SecretPattern::Piece &piece)
    {
        if (m_at < m_text.size() && m_text[m_at] == '?') {
            ++m_at;
            piece.min = 0;
            return {};
        }
        if (m_at == m_text.size() || m_text[m_at] != '{')
            return {};
        ++m_at;
        const std::optional<std::size_t> min = readNumber();
        if (!min)
            return wrong(u"a number is missing"_s);
        piece.min = piece.max = *min;
        if (m_at < m_text.size() && m_text[m_at] == ',') {
            ++m_at;
            piece.max = readNumber().value_or(kLongestRun);
        }
        if (m_at == m_text.size() || m_text[m_at] != '}' || piece.max < piece.min
            || piece.max > kLongestRun)
            return wrong(u"not a count; {N}, {N,} and {N,M} are, up to %1"_s.arg(kLongestRun));
        ++m_at;
        return {};
    }

    std::optional<std::size_t> readNumber()
    {
        std::optional<std::size_t> number;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9') {
            number = number.value_or(0) * 10 + static_cast<std::size_t>(m_text[m_at++] - '0');
            if (*number > kLongestRun)
                break;
        }
        return number;
    }

    void findLiteral()
    {
        for (const SecretPattern::Piece &piece : m_pattern.m_pieces) {
            if (piece.min != 1 || piece.max != 1 || piece.bytes.count() != 1
                || (m_grouped && m_pattern.m_literal.size() == m_pattern.m_hiddenFirst))
                break;
            for (std::size_t c = 0; c < 256; ++c) {
                if (piece.bytes.test(c))
                    m_pattern.m_literal += static_cast<char>(c);
            }
        }
    }

    const std::string_view m_text;
    std::size_t m_at = 0;
    SecretPattern m_pattern;
    bool m_grouped = false;
    bool m_open = false;
};

Result<SecretPattern> SecretPattern::parse(std::string_view text)
{
    return SecretPatternParser(text).parse();
}

std::optional<SecretPattern::Match> SecretPattern::matchAt(std::string_view text,
                                                           std::size_t at) const
{
    Match match;
    match.end = at;
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece &piece = m_pieces[i];
        if (i == m_hiddenFirst)
            match.hiddenFrom = match.end;
        std::size_t count = 0;
        while (count < piece.max && match.end < text.size()
               && piece.bytes.test(static_cast<unsigned char>(text[match.end]))) {
            ++match.end;
            ++count;
        }
        if (count < piece.min)
            return std::nullopt;
        if (i + 1 == m_hiddenEnd)
            match.hiddenTo = match.end;
    }
    return match;
}

} // namespace dogwatch
