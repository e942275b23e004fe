// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/httpmessage.h"

namespace dogwatch {

namespace {

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void appendJsonString(QByteArray &out, QByteArrayView text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 0x0f];
        } else {
            out += c;
        }
    }
    out += '"';
}

} // namespace

void HeaderFields::add(qsizetype name, qsizetype nameSize, qsizetype value, qsizetype valueSize)
{
    if (m_fields.empty()) {
        m_fields.reserve(16);
    }
    m_fields.push_back({static_cast<quint16>(name), static_cast<quint16>(nameSize),
                        static_cast<quint16>(value), static_cast<quint16>(valueSize)});
}

QByteArrayView HeaderFields::name(qsizetype i) const
{
    const Field &field = m_fields[static_cast<size_t>(i)];
    return QByteArrayView(m_text).sliced(field.name, field.nameSize);
}

QByteArrayView HeaderFields::value(qsizetype i) const
{
    const Field &field = m_fields[static_cast<size_t>(i)];
    return QByteArrayView(m_text).sliced(field.value, field.valueSize);
}

QByteArrayView HeaderFields::first(QByteArrayView wanted) const
{
    for (qsizetype i = 0; i < size(); ++i) {
        if (sameName(name(i), wanted)) {
            return value(i);
        }
    }
    return {};
}

qsizetype HeaderFields::count(QByteArrayView wanted) const
{
    qsizetype n = 0;
    for (qsizetype i = 0; i < size(); ++i) {
        n += sameName(name(i), wanted) ? 1 : 0;
    }
    return n;
}

QByteArray RequestHead::queryValue(QByteArrayView name) const
{
    for (const QueryItem &item : query) {
        if (item.first == name) {
            return item.second;
        }
    }
    return {};
}

qsizetype RequestHead::queryCount(QByteArrayView name) const
{
    qsizetype n = 0;
    for (const QueryItem &item : query) {
        n += item.first == name ? 1 : 0;
    }
    return n;
}

QList<QByteArray> RequestHead::segments() const
{
    const qsizetype mark = target.indexOf('?');
    const QByteArray raw = mark < 0 ? target : target.first(mark);
    QList<QByteArray> result = raw.sliced(raw.startsWith('/') ? 1 : 0).split('/');
    for (QByteArray &segment : result) {
        if (segment.contains('%')) {
            segment = percentDecoded(segment, false).value_or(segment);
        }
    }
    return result;
}

HttpResponse &HttpResponse::addHeader(QByteArrayView name, QByteArrayView value)
{
    headers.reserve(headers.size() + name.size() + value.size() + 4);
    headers += name;
    headers += ": ";
    const qsizetype valueAt = headers.size();
    headers += value;
    for (auto it = headers.begin() + valueAt; it != headers.end(); ++it) {
        const auto byte = static_cast<unsigned char>(*it);
        if (byte < 0x20 || byte == 0x7f) {
            *it = ' ';
        }
    }
    headers += "\r\n";
    return *this;
}

HttpResponse &HttpResponse::addHeader(QByteArrayView name, qint64 value)
{
    return addHeader(name, QByteArray::number(value));
}

QByteArrayView HttpResponse::header(QByteArrayView name) const
{
    QByteArrayView rest = headers;
    while (!rest.isEmpty()) {
        const qsizetype colon = rest.indexOf(':');
        const qsizetype end = rest.indexOf('\r');
        if (sameName(rest.first(colon), name)) {
            return rest.sliced(colon + 2, end - colon - 2);
        }
        rest = rest.sliced(end + 2);
    }
    return {};
}

HttpResponse HttpResponse::empty(int status)
{
    return {status, {}, {}};
}

HttpResponse HttpResponse::json(int status, QByteArray body)
{
    return {status, QByteArrayLiteral("Content-Type: application/json\r\n"), std::move(body)};
}

HttpResponse HttpResponse::error(int status, QByteArrayView code, QByteArrayView message)
{
    QByteArray body = QByteArrayLiteral(R"({"error":{"code":)");
    appendJsonString(body, code);
    body += R"(,"message":)";
    appendJsonString(body, message);
    body += "}}";
    return json(status, std::move(body));
}

HttpResponse HttpResponse::unavailable(QByteArrayView code, QByteArrayView message,
                                       int retryAfterSeconds)
{
    HttpResponse response = error(503, code, message);
    response.addHeader("Retry-After", retryAfterSeconds);
    return response;
}

std::optional<QByteArray> percentDecoded(QByteArrayView text, bool plusIsSpace)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plusIsSpace) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = high < 0 ? -1 : hexDigit(text[i + 2]);
            if (low < 0) {
                return std::nullopt;
            }
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

} // namespace dogwatch
