// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace dogwatch {

struct WebhookRequest
{
    QUrl url;
    std::vector<std::pair<QByteArray, QByteArray>> headers; // Content-Type is JSON's without one
    QByteArray body;
    int timeoutMs = 30'000;
};

struct WebhookReply
{
    int status = 0;
    QByteArray body; // its first 64 KiB

    [[nodiscard]] bool isTaken() const { return status >= 200 && status < 300; }
};

// Posts to addresses that a client has named. A name is looked up once, and the connection goes to
// an address that was found and is allowed (net/webhookurl.h): what the name says a moment later
// counts for nothing. It follows no redirect, which could lead to anywhere, asks no proxy, keeps no
// cookie, and reads no more of an answer than is of use. Once each: whether to try again is its
// caller's to say.
//
// Lives in one thread with an event loop. What is under way when it goes is not answered any more.
class WebhookSender
{
public:
    // All addresses of a name, none where it has none; called later, in the context's thread.
    using Found = std::function<void(const QList<QHostAddress> &)>;
    using Lookup = std::function<void(const QString &name, QObject *context, const Found &found)>;

    // By the system's resolver.
    WebhookSender();
    explicit WebhookSender(Lookup lookup);
    Q_DISABLE_COPY_MOVE(WebhookSender)

    // Unavailable: nobody answered in time; whether the request has arrived is not known.
    // InvalidInput: it would go to where it may not, and has not left.
    using Done = std::function<void(const Result<WebhookReply> &)>;
    void post(const WebhookRequest &request, Done done);

private:
    void send(const WebhookRequest &request, const QHostAddress &address, Done done);

    const Lookup m_lookup;
    std::unique_ptr<QNetworkAccessManager> m_network; // made for the first request
};

} // namespace dogwatch
