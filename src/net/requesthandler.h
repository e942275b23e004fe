// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/gate.h"
#include "net/responder.h"

namespace dogwatch {

// What stands behind the HTTP server. All of it is called in the network thread and must return at
// once; the Responder goes to whichever thread has the answer. Not owned by the server, outlives
// it.
class RequestHandler
{
public:
    virtual ~RequestHandler() = default;

    // What this route asks of its callers. Called before the gate; the caller is not yet known.
    [[nodiscard]] virtual RoutePolicy policyFor(const RequestHead &head) const
    {
        return RoutePolicy::forApi(head);
    }

    // The caller has passed the gate; no byte of the body has been kept. An answer here refuses it:
    // unknown path (404), method (405 with Allow), no room (503).
    [[nodiscard]] virtual std::optional<HttpResponse> admit(const RequestHead &head) = 0;

    // The request is whole. respond() may be called before this returns.
    virtual void handle(HttpRequest &&request, Responder responder) = 0;
};

} // namespace dogwatch
