// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamanswer.h"

namespace dogwatch {

namespace {

bool isCarriedAsText(const StreamPage &page)
{
    return isJsonType(page.contentType) || isTextType(page.contentType);
}

// One field for each line, however lines end: what is inside the text can't begin a field or an
// event of its own.
void appendLines(QByteArray &out, QByteArrayView text)
{
    qsizetype begin = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != '\n' && text[i] != '\r')
            continue;
        out += "data:";
        out += text.sliced(begin, i - begin);
        out += '\n';
        if (i + 1 < text.size() && text[i] == '\r' && text[i + 1] == '\n')
            ++i;
        begin = i + 1;
    }
}

} // namespace

HttpResponse eventsHead(const StreamPage &page)
{
    HttpResponse response = HttpResponse::empty(200);
    response.addHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.addHeader("Content-Type", "text/event-stream");
    response.addHeader("Cache-Control", "no-cache");
    if (!isCarriedAsText(page))
        response.addHeader("Stream-SSE-Data-Encoding", "base64");
    return response;
}

QByteArray eventFrames(const StreamPage &page, qint64 cursor)
{
    QByteArray out;
    if (!page.bytes.isEmpty()) {
        out += "event: data\n";
        if (isJsonType(page.contentType))
            appendLines(out, QByteArray('[' + page.bytes + ']'));
        else
            appendLines(out, isCarriedAsText(page) ? page.bytes : page.bytes.toBase64());
        out += '\n';
    }
    out += "event: control\ndata:{\"streamNextOffset\":\"" + offsetToken(page.to) + '"';
    if (page.isAtEnd())
        out += ",\"streamClosed\":true";
    else
        out += ",\"streamCursor\":\"" + QByteArray::number(cursor) + '"';
    if (page.isAtTail())
        out += ",\"upToDate\":true";
    return out + "}\n\n";
}

} // namespace dogwatch
