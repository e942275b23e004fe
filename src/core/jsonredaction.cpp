// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/jsonredaction.h"

#include "core/asciitext.h"

#include <algorithm>
#include <cstring>

namespace dogwatch {

namespace {

int hexValue(char c)
{
    return isDigit(c) ? c - '0' : lowered(c) - 'a' + 10;
}

// The four digits behind \u; nothing where they are none.
std::optional<char32_t> codeUnitAt(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size() || !std::all_of(text.begin() + at, text.begin() + at + 4, isHexDigit))
        return std::nullopt;
    char32_t unit = 0;
    for (std::size_t i = at; i < at + 4; ++i)
        unit = unit * 16 + static_cast<char32_t>(hexValue(text[i]));
    return unit;
}

char plainEscape(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    default:
        return c; // quotes, slashes
    }
}

} // namespace

JsonRedaction::JsonRedaction(const SecretFinder &finder, std::string_view json,
                             const std::vector<std::string_view> &except)
    : m_finder(finder)
    , m_json(json)
    , m_except(except)
{ }

std::optional<QByteArray> JsonRedaction::run(RedactionTally &tally)
{
    m_tally = &tally;
    for (std::size_t at = 0; at < m_json.size(); ++at) {
        const char c = m_json[at];
        if (c == '"') {
            const Content content = contentAt(at);
            takeString(content);
            at = content.to;
        } else if (c == '{' || c == '[') {
            ++m_depth;
        } else if (c == '}' || c == ']') {
            --m_depth;
        }
        // What stands in an object has names of its own; the items of a list have that of the list.
        if (c == '}' || c == '{') {
            m_name.clear();
            m_promise.reset();
        }
    }
    if (m_copiedTo == 0)
        return std::nullopt;
    m_out.append(m_json.data() + m_copiedTo, static_cast<qsizetype>(m_json.size() - m_copiedTo));
    return std::move(m_out);
}

JsonRedaction::Content JsonRedaction::contentAt(std::size_t quote) const
{
    Content content{quote + 1, quote + 1, false};
    while (content.to < m_json.size() && m_json[content.to] != '"') {
        const bool isEscape = m_json[content.to] == '\\';
        content.isEscaped = content.isEscaped || isEscape;
        content.to = std::min(m_json.size(), content.to + (isEscape ? 2 : 1));
    }
    return content;
}

void JsonRedaction::decode(const Content &content)
{
    m_decoded.clear();
    m_places.clear();
    std::size_t at = content.from;
    while (at < content.to) {
        const std::size_t from = at;
        char byte = m_json[at++];
        if (byte == '\\' && at < content.to) {
            byte = m_json[at++];
            if (byte == 'u') {
                const std::optional<char32_t> unit = codeUnitAt(m_json.substr(0, content.to), at);
                at = unit ? at + 4 : at;
                // No secret holds other than ASCII; something that is none stands for the rest.
                byte = unit && *unit < 0x80 ? static_cast<char>(*unit) : '\x80';
            } else {
                byte = plainEscape(byte);
            }
        }
        m_decoded += byte;
        m_places.push_back(from);
    }
    m_places.push_back(content.to);
}

void JsonRedaction::takeString(const Content &content)
{
    std::size_t next = content.to + 1;
    while (next < m_json.size() && std::strchr(" \t\r\n", m_json[next]) != nullptr
           && m_json[next] != 0)
        ++next;
    const bool isName = next < m_json.size() && m_json[next] == ':';
    if (isName)
        return noteName(content);
    const bool isExcepted =
        m_depth == 1 && std::find(m_except.begin(), m_except.end(), m_name) != m_except.end();
    if (!isExcepted)
        redact(content);
}

void JsonRedaction::noteName(const Content &content)
{
    decode(content);
    m_name = m_decoded.substr(0, 256);
    m_promise = m_finder.promiseOf(m_name);
}

void JsonRedaction::redact(const Content &content)
{
    std::string_view text = m_json.substr(content.from, content.to - content.from);
    if (content.isEscaped) {
        decode(content);
        text = m_decoded;
    }
    const auto placeOf = [this, &content](std::size_t at) {
        return content.isEscaped ? m_places[at] : content.from + at;
    };
    const std::vector<FoundSecret> secrets = m_finder.find(text);
    if (m_promise && isSecretValue(m_promise->name, text, true)) {
        // All of it, but for the beginning that tells its kind.
        const bool tellsKind = !secrets.empty() && secrets.front().wholeFrom == 0;
        const std::size_t from = tellsKind ? secrets.front().from : 0;
        const std::size_t rule = tellsKind ? secrets.front().rule : m_promise->rule;
        return hide(placeOf(from), content.to, rule, text.size());
    }
    for (const FoundSecret &secret : secrets)
        hide(placeOf(secret.from), placeOf(secret.to), secret.rule, secret.to - secret.wholeFrom);
}

void JsonRedaction::hide(std::size_t from, std::size_t to, std::size_t rule, std::size_t length)
{
    m_out.append(m_json.data() + m_copiedTo, static_cast<qsizetype>(from - m_copiedTo));
    m_out.append(hiddenMark(length));
    m_copiedTo = to;
    ++(*m_tally)[m_finder.ruleId(rule)];
}

} // namespace dogwatch
