// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"

namespace dogwatch {

// How the connection goes on, as far as the answer says it.
struct ResponseFraming
{
    bool close = false; // the connection ends after this answer
    bool http10 = false; // the client must be told when it does not
    bool headOnly = false; // the answer to HEAD: all headers, no body
    bool inPieces = false; // the body follows: in chunks, or for HTTP/1.0 until the end
};

// The bytes of an answer's head, with its body where that is small enough to be copied behind it,
// so that one write sends it all. Never Server, never Access-Control-*. Thread: any.
struct ResponseText
{
    QByteArray first;
    QByteArray rest; // a large body, to be written after it; else empty
};

[[nodiscard]] ResponseText responseText(HttpResponse &&response, const ResponseFraming &framing);

} // namespace dogwatch
