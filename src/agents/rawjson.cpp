// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/rawjson.h"

namespace dogwatch {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class RawScanner
{
public:
    explicit RawScanner(QByteArrayView text)
        : m_text(text)
    {
        if (m_text.startsWith("\xef\xbb\xbf"))
            m_at = 3;
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text.at(m_at); }

    // Over blanks and whatever separates values.
    void skip(QByteArrayView separators)
    {
        while (!atEnd() && (isBlank(peek()) || separators.contains(peek())))
            ++m_at;
    }

    QByteArrayView value()
    {
        const qsizetype begin = m_at;
        int depth = 0;
        do {
            const char c = peek();
            if (c == '"') {
                skipString();
            } else if (c == '{' || c == '[') {
                ++depth;
                ++m_at;
            } else if (c == '}' || c == ']') {
                if (depth == 0)
                    break;
                --depth;
                ++m_at;
            } else if (depth == 0 && (c == ',' || c == ':' || isBlank(c))) {
                break;
            } else {
                ++m_at;
            }
            if (depth == 0 && (m_text.at(begin) == '"' || c == '}' || c == ']'))
                break;
        } while (!atEnd());
        return m_text.sliced(begin, m_at - begin);
    }

private:
    void skipString()
    {
        ++m_at;
        while (!atEnd() && peek() != '"')
            m_at += peek() == '\\' ? 2 : 1;
        ++m_at;
        m_at = std::min(m_at, m_text.size());
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

QByteArrayView rawMember(QByteArrayView object, QByteArrayView key)
{
    RawScanner scanner(object);
    scanner.skip({});
    if (scanner.peek() != '{')
        return {};
    scanner = RawScanner(object.sliced(object.indexOf('{') + 1));
    scanner.skip({});
    QByteArrayView found;
    while (!scanner.atEnd() && scanner.peek() == '"') {
        const QByteArrayView name = scanner.value();
        scanner.skip(":");
        if (scanner.atEnd())
            return found;
        const QByteArrayView content = scanner.value();
        if (name.sliced(1).chopped(1) == key)
            found = content;
        scanner.skip(",");
    }
    return found;
}

std::vector<QByteArrayView> rawElements(QByteArrayView array)
{
    std::vector<QByteArrayView> elements;
    RawScanner scanner(array);
    scanner.skip({});
    if (scanner.peek() != '[')
        return elements;
    // Only the outer bracket: a nested one begins an element.
    scanner = RawScanner(array.sliced(array.indexOf('[') + 1));
    scanner.skip(",");
    while (!scanner.atEnd() && scanner.peek() != ']') {
        elements.push_back(scanner.value());
        scanner.skip(",");
    }
    return elements;
}

} // namespace dogwatch
