// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/refusal.h"

#include <optional>

namespace dogwatch {

// What one route asks of its callers. The default is that of /api.
struct RoutePolicy
{
    static constexpr qint64 kMaxBody = 8 * 1024 * 1024;

    bool needsToken = true; // false: nobody is asked for the bearer token
    bool refusesBrowsers = true; // Origin and Sec-Fetch-Site that only a web page sends
    bool needsJson = true; // POST, PUT and PATCH must say application/json
    bool allowsChunked = false;
    qint64 maxBodyBytes = kMaxBody;

    // That of /api: GET /api/live alone is free.
    [[nodiscard]] static RoutePolicy forApi(const RequestHead &head);
};

// The secret as the gate keeps it: a digest, so that comparing takes the same time whatever is
// sent, and so that no log or core dump of the gate holds the token itself.
class BearerToken
{
public:
    BearerToken() = default; // accepts all: --insecure-no-token
    explicit BearerToken(QByteArrayView token);

    [[nodiscard]] bool acceptsAll() const { return m_digest.isEmpty(); }
    // The value of an Authorization header; null where there is none.
    [[nodiscard]] bool accepts(QByteArrayView authorization) const;

private:
    QByteArray m_digest;
};

struct GateSettings
{
    quint16 port = 0; // the one we listen on; part of each Host taken
    BearerToken token;
};

// Who may speak, and with what: a pure function of the head, asked before a byte of the body is
// read. Order: Host (400 missing, 403 not ours), Origin, Sec-Fetch-Site, Cookie, Upgrade (403),
// token (401), Content-Type (415), framing of the body (411, 413). On the local socket Host and
// token are not asked for. Nothing: the request may go on. Thread: any.
[[nodiscard]] std::optional<Refusal> checkGate(const RequestHead &head, const RoutePolicy &policy,
                                               const GateSettings &settings);

} // namespace dogwatch
