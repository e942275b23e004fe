// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"

namespace dogwatch {

// Why a request is turned away. The texts are literals: nothing the caller sent is echoed.
struct Refusal
{
    int status = 400;
    const char *code = "bad_request";
    const char *message = "";

    friend bool operator==(const Refusal &a, const Refusal &b)
    {
        return a.status == b.status && QByteArrayView(a.code) == QByteArrayView(b.code)
            && QByteArrayView(a.message) == QByteArrayView(b.message);
    }
};

// The answer that says so, with the headers that its status asks for.
[[nodiscard]] inline HttpResponse refuse(const Refusal &refusal)
{
    HttpResponse response = HttpResponse::error(refusal.status, refusal.code, refusal.message);
    if (refusal.status == 401) {
        response.addHeader("WWW-Authenticate", "Bearer");
    } else if (refusal.status == 503) {
        response.addHeader("Retry-After", 1);
    }
    return response;
}

} // namespace dogwatch
