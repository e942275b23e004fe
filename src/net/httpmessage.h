// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>
#include <vector>

namespace dogwatch {

// The values that a request and its answer are made of. Thread: any; cheap to move.

enum class Transport {
    Tcp, // 127.0.0.1: anyone on this machine
    Local, // the socket in the data folder: our own uid alone
};

// The header fields of one request: one shared text and where in it each field lies.
class HeaderFields
{
public:
    HeaderFields() = default;
    explicit HeaderFields(QByteArray text)
        : m_text(std::move(text))
    { }

    // Name and value are given as places in the text.
    void add(qsizetype name, qsizetype nameSize, qsizetype value, qsizetype valueSize);

    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_fields.size()); }
    [[nodiscard]] QByteArrayView name(qsizetype i) const;
    [[nodiscard]] QByteArrayView value(qsizetype i) const;

    // Value of the first field of that name in any case; null (isNull) where there is none.
    [[nodiscard]] QByteArrayView first(QByteArrayView name) const;
    [[nodiscard]] qsizetype count(QByteArrayView name) const;

private:
    struct Field
    {
        quint16 name = 0;
        quint16 nameSize = 0;
        quint16 value = 0;
        quint16 valueSize = 0;
    };

    QByteArray m_text;
    std::vector<Field> m_fields;
};

using QueryItem = std::pair<QByteArray, QByteArray>;

// All of a request but its body; what the gate and the router decide on.
struct RequestHead
{
    QByteArray method; // as sent; methods are case-sensitive
    QByteArray target; // as sent: path and query, still encoded
    QByteArray path; // percent-decoded, without the query; holds no NUL
    QList<QueryItem> query; // percent-decoded, '+' read as a space, in the order sent
    HeaderFields headers;
    int version = 11; // 10 or 11
    bool keepAlive = true;
    bool chunked = false;
    qint64 contentLength = -1; // bytes; -1 where none is declared
    Transport transport = Transport::Tcp;

    [[nodiscard]] bool hasBody() const { return chunked || contentLength > 0; }

    // Value of a header, null where it is missing.
    [[nodiscard]] QByteArrayView header(QByteArrayView name) const { return headers.first(name); }

    // First value of a query parameter, null (isNull) where it is missing.
    [[nodiscard]] QByteArray queryValue(QByteArrayView name) const;
    [[nodiscard]] qsizetype queryCount(QByteArrayView name) const;

    // The path split at its slashes and only then decoded, so that an id may hold an encoded slash.
    [[nodiscard]] QList<QByteArray> segments() const;
};

struct HttpRequest
{
    RequestHead head;
    QByteArray body;
    qint64 receivedAtMs = 0; // unix ms at which the last byte of it had been read
};

// An answer. The standard headers (Content-Length, Connection, nosniff, no-store) are added when it
// is written; a Cache-Control of its own replaces no-store.
struct HttpResponse
{
    int status = 200;
    QByteArray headers; // "Name: value\r\n" lines, ready to send
    QByteArray body;

    // Control characters in a value become spaces: no value can begin a header of its own.
    HttpResponse &addHeader(QByteArrayView name, QByteArrayView value);
    HttpResponse &addHeader(QByteArrayView name, qint64 value);
    // Null where there is none. For tests and for layers that decorate an answer.
    [[nodiscard]] QByteArrayView header(QByteArrayView name) const;

    [[nodiscard]] static HttpResponse empty(int status);
    // body is JSON text in UTF-8.
    [[nodiscard]] static HttpResponse json(int status, QByteArray body);
    // {"error":{"code":…,"message":…}}; both UTF-8.
    [[nodiscard]] static HttpResponse error(int status, QByteArrayView code,
                                            QByteArrayView message);
    // The same with Retry-After.
    [[nodiscard]] static HttpResponse unavailable(QByteArrayView code, QByteArrayView message,
                                                  int retryAfterSeconds = 1);
};

// Undoes %XX and, where asked for, '+' for a space; nothing where an escape is not two hex digits.
[[nodiscard]] std::optional<QByteArray> percentDecoded(QByteArrayView text, bool plusIsSpace);

} // namespace dogwatch
