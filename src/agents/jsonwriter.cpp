// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/jsonwriter.h"

#include <utility>

namespace dogwatch {

namespace {

void append(QByteArray &out, std::string_view text)
{
    out.append(text.data(), static_cast<qsizetype>(text.size()));
}

void appendEscaped(QByteArray &out, char byte)
{
    switch (byte) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\t':
        out += "\\t";
        return;
    case '\r':
        out += "\\r";
        return;
    default:
        out += "\\u00";
        out += QByteArray::number(static_cast<uchar>(byte), 16).rightJustified(2, '0');
    }
}

bool needsEscape(char byte)
{
    return byte == '"' || byte == '\\' || static_cast<uchar>(byte) < 0x20;
}

} // namespace

void JsonWriter::beginMember(std::string_view key)
{
    if (m_out.size() > 1)
        m_out += ',';
    m_out += '"';
    append(m_out, key);
    m_out += "\":";
}

JsonWriter &JsonWriter::text(std::string_view key, std::string_view utf8)
{
    if (utf8.empty())
        return *this;
    beginMember(key);
    m_out += '"';
    std::size_t from = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (!needsEscape(utf8[at]))
            continue;
        append(m_out, utf8.substr(from, at - from));
        appendEscaped(m_out, utf8[at]);
        from = at + 1;
    }
    append(m_out, utf8.substr(from));
    m_out += '"';
    return *this;
}

JsonWriter &JsonWriter::raw(std::string_view key, std::string_view json)
{
    if (json.empty())
        return *this;
    beginMember(key);
    append(m_out, json);
    return *this;
}

JsonWriter &JsonWriter::number(std::string_view key, std::optional<qint64> number)
{
    if (!number)
        return *this;
    beginMember(key);
    m_out += QByteArray::number(*number);
    return *this;
}

QByteArray JsonWriter::take()
{
    m_out += '}';
    return std::exchange(m_out, QByteArray("{"));
}

} // namespace dogwatch
