// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/rawjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

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

// A key may be written with escapes: the parser that reads the same text decides what it spells.
bool isKey(QByteArrayView name, QByteArrayView key)
{
    if (!name.contains('\\'))
        return name.size() == key.size() + 2 && name.sliced(1, key.size()) == key;
    const QJsonDocument document = QJsonDocument::fromJson('[' + name.toByteArray() + ']');
    return document.array().at(0).toString() == QString::fromUtf8(key);
}

} // namespace

std::vector<RawMember> rawMembers(QByteArrayView object)
{
    std::vector<RawMember> members;
    RawScanner scanner(object);
    scanner.skip({});
    if (scanner.peek() != '{')
        return members;
    scanner = RawScanner(object.sliced(object.indexOf('{') + 1));
    scanner.skip({});
    while (!scanner.atEnd() && scanner.peek() == '"') {
        const QByteArrayView name = scanner.value();
        scanner.skip(":");
        if (scanner.atEnd())
            break;
        members.push_back({name, scanner.value()});
        scanner.skip(",");
    }
    return members;
}

QByteArrayView rawMember(QByteArrayView object, QByteArrayView key)
{
    QByteArrayView found;
    for (const RawMember &member : rawMembers(object)) {
        if (isKey(member.name, key))
            found = member.value;
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
        const QByteArrayView element = scanner.value();
        if (element.isEmpty())
            break;
        elements.push_back(element);
        scanner.skip(",");
    }
    return elements;
}

} // namespace dogwatch
