// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/responsetext.h"

namespace dogwatch {

namespace {

constexpr qsizetype kCopiedBody = 16 * 1024;

QByteArrayView reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Other";
    }
}

void appendStatusLine(QByteArray &out, int status)
{
    if (status == 200) {
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    out += "HTTP/1.1 ";
    out += QByteArray::number(status);
    out += ' ';
    out += reason(status);
    out += "\r\n";
}

void appendLength(QByteArray &out, qsizetype size)
{
    if (size == 0) {
        out += "Content-Length: 0\r\n";
        return;
    }
    out += "Content-Length: ";
    out += QByteArray::number(size);
    out += "\r\n";
}

} // namespace

ResponseText responseText(HttpResponse &&response, const ResponseFraming &framing)
{
    const bool mayHaveBody = response.status != 204 && response.status != 304;
    const bool sendsBody = mayHaveBody && !framing.headOnly && !response.body.isEmpty();
    const bool copiesBody = sendsBody && response.body.size() <= kCopiedBody;

    QByteArray out;
    out.reserve(192 + response.headers.size() + (copiesBody ? response.body.size() : 0));
    appendStatusLine(out, response.status);
    out += response.headers;
    if (framing.inPieces) {
        out += framing.http10 ? "" : "Transfer-Encoding: chunked\r\n";
    } else if (mayHaveBody) {
        appendLength(out, response.body.size());
    }
    out += "X-Content-Type-Options: nosniff\r\n";
    if (response.headers.isEmpty() || response.header("Cache-Control").isNull()) {
        out += "Cache-Control: no-store\r\n";
    }
    if (framing.close) {
        out += "Connection: close\r\n";
    } else if (framing.http10) {
        out += "Connection: keep-alive\r\n";
    }
    out += "\r\n";
    if (copiesBody) {
        out += response.body;
    }
    return {std::move(out), sendsBody && !copiesBody ? std::move(response.body) : QByteArray()};
}

} // namespace dogwatch
