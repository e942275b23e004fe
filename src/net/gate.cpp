// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/gate.h"

#include <QCryptographicHash>

namespace dogwatch {

namespace {

constexpr Refusal kNoHost{400, "missing_host", "There is no Host header."};
constexpr Refusal kWrongHost{403, "forbidden_host", "Host is not this server."};
constexpr Refusal kBrowser{403, "forbidden_origin", "Requests of web pages are not taken."};
constexpr Refusal kCookie{403, "forbidden_cookie", "Requests with cookies are not taken."};
constexpr Refusal kUpgrade{403, "forbidden_upgrade", "Protocol upgrades are not taken."};
constexpr Refusal kNoToken{401, "unauthorized", "A bearer token is needed."};
constexpr Refusal kWrongToken{401, "unauthorized", "The bearer token is not the right one."};
constexpr Refusal kNotJson{415, "unsupported_media_type", "Content-Type must be application/json."};
constexpr Refusal kNoLength{411, "length_required", "A body needs a Content-Length."};
constexpr Refusal kTooLarge{413, "body_too_large", "The body is too large."};

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

// Exactly 127.0.0.1:PORT, localhost:PORT or [::1]:PORT.
bool isOurHost(QByteArrayView host, quint16 port)
{
    for (const QByteArrayView name :
         {QByteArrayView("127.0.0.1:"), QByteArrayView("localhost:"), QByteArrayView("[::1]:")}) {
        if (host.startsWith(name)) {
            return host.sliced(name.size()) == QByteArray::number(port);
        }
    }
    return false;
}

std::optional<Refusal> checkHost(const RequestHead &head, quint16 port)
{
    if (head.transport == Transport::Local) {
        return std::nullopt;
    }
    const QByteArrayView host = head.header("Host");
    if (host.isNull()) {
        return kNoHost;
    }
    return isOurHost(host, port) ? std::nullopt : std::optional(kWrongHost);
}

std::optional<Refusal> checkBrowser(const RequestHead &head, const RoutePolicy &policy)
{
    if (policy.refusesBrowsers) {
        // same-site is another port of this machine, and no more ours than another site is.
        const QByteArrayView site = head.header("Sec-Fetch-Site");
        const bool foreign = !site.isNull() && site != "none" && site != "same-origin";
        if (foreign || !head.header("Origin").isNull()) {
            return kBrowser;
        }
    }
    if (!head.header("Cookie").isNull()) {
        return kCookie;
    }
    return head.header("Upgrade").isNull() ? std::nullopt : std::optional(kUpgrade);
}

// "application/json", alone or with a charset, which for JSON can only be UTF-8.
bool isJson(QByteArrayView type)
{
    const qsizetype semicolon = type.indexOf(';');
    const QByteArrayView essence = (semicolon < 0 ? type : type.first(semicolon)).trimmed();
    if (!equalsIgnoringCase(essence, "application/json")) {
        return false;
    }
    if (semicolon < 0) {
        return true;
    }
    const QByteArrayView parameter = type.sliced(semicolon + 1).trimmed();
    return equalsIgnoringCase(parameter, "charset=utf-8")
        || equalsIgnoringCase(parameter, "charset=\"utf-8\"");
}

bool carriesContent(const QByteArray &method)
{
    return method == "POST" || method == "PUT" || method == "PATCH";
}

std::optional<Refusal> checkBody(const RequestHead &head, const RoutePolicy &policy)
{
    if (policy.needsJson && carriesContent(head.method)
        && (head.headers.count("Content-Type") != 1 || !isJson(head.header("Content-Type")))) {
        return kNotJson;
    }
    if (head.chunked && !policy.allowsChunked) {
        return kNoLength;
    }
    return head.contentLength > policy.maxBodyBytes ? std::optional(kTooLarge) : std::nullopt;
}

QByteArray digestOf(QByteArrayView token)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(token);
    return hash.result();
}

} // namespace

RoutePolicy RoutePolicy::forApi(const RequestHead &head)
{
    RoutePolicy policy;
    policy.needsToken = head.path != "/api/live" || head.method != "GET";
    return policy;
}

BearerToken::BearerToken(QByteArrayView token)
    : m_digest(token.isEmpty() ? QByteArray() : digestOf(token))
{ }

bool BearerToken::accepts(QByteArrayView authorization) const
{
    if (acceptsAll()) {
        return true;
    }
    constexpr QByteArrayView kScheme("Bearer ");
    if (!equalsIgnoringCase(authorization.first(qMin(authorization.size(), kScheme.size())),
                            kScheme)) {
        return false;
    }
    const QByteArray offered = digestOf(authorization.sliced(kScheme.size()).trimmed());
    unsigned difference = 0;
    for (qsizetype i = 0; i < m_digest.size(); ++i) {
        difference |= static_cast<unsigned>(m_digest[i] ^ offered[i]);
    }
    return difference == 0;
}

std::optional<Refusal> checkGate(const RequestHead &head, const RoutePolicy &policy,
                                 const GateSettings &settings)
{
    if (const auto refusal = checkHost(head, settings.port)) {
        return refusal;
    }
    if (const auto refusal = checkBrowser(head, policy)) {
        return refusal;
    }
    if (policy.needsToken && head.transport == Transport::Tcp && !settings.token.acceptsAll()) {
        const QByteArrayView authorization = head.header("Authorization");
        if (authorization.isNull()) {
            return kNoToken;
        }
        if (head.headers.count("Authorization") > 1 || !settings.token.accepts(authorization)) {
            return kWrongToken;
        }
    }
    return checkBody(head, policy);
}

} // namespace dogwatch
