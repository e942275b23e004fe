// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/webhooksender.h"

#include "net/webhookurl.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostReply = 64 * 1024;

void lookUpBySystem(const QString &name, QObject *context, const WebhookSender::Found &found)
{
    QHostInfo::lookupHost(name, context,
                          [found](const QHostInfo &info) { found(info.addresses()); });
}

// To that address, in the name that the URL has.
QNetworkRequest requestOf(const WebhookRequest &webhook, const QHostAddress &address)
{
    QUrl there = webhook.url;
    there.setHost(address.toString());
    QNetworkRequest request(there);
    request.setRawHeader("Host", webhook.url.authority(QUrl::FullyEncoded).toUtf8());
    request.setPeerVerifyName(webhook.url.host(QUrl::FullyEncoded));
    // There the name would be taken from the address.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setRawHeader("User-Agent", "dogwatch/" DOGWATCH_VERSION);
    for (const auto &[name, value] : webhook.headers)
        request.setRawHeader(name, value);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    for (const auto attribute :
         {QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::CookieSaveControlAttribute,
          QNetworkRequest::AuthenticationReuseAttribute})
        request.setAttribute(attribute, QNetworkRequest::Manual);
    request.setTransferTimeout(webhook.timeoutMs);
    return request;
}

} // namespace

WebhookSender::WebhookSender()
    : WebhookSender(lookUpBySystem)
{ }

WebhookSender::WebhookSender(Lookup lookup)
    : m_lookup(std::move(lookup))
{ }

void WebhookSender::post(const WebhookRequest &request, Done done)
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setProxy(QNetworkProxy::NoProxy);
    }
    const auto go = [this, request, done = std::move(done)](const QList<QHostAddress> &found) {
        const auto allowed = std::find_if(found.begin(), found.end(), [&](const auto &address) {
            return isWebhookAddressAllowed(request.url, address);
        });
        const QString host = request.url.host();
        if (allowed != found.end())
            send(request, *allowed, done);
        else if (found.isEmpty())
            done(Error{ErrorCode::Unavailable, u"the name '%1' leads nowhere"_s.arg(host)});
        else
            done(Error{ErrorCode::InvalidInput,
                       u"'%1' leads to %2, where no webhook may be"_s.arg(
                           host, found.first().toString())});
    };
    if (const std::optional<QHostAddress> address = addressIn(request.url))
        go({*address});
    else
        m_lookup(request.url.host(), m_network.get(), go);
}

void WebhookSender::send(const WebhookRequest &request, const QHostAddress &address, Done done)
{
    QNetworkReply *reply = m_network->post(requestOf(request, address), request.body);
    reply->setReadBufferSize(kMostReply);
    const auto body = std::make_shared<QByteArray>();
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply, body] {
        *body += reply->read(kMostReply - body->size());
        if (body->size() >= kMostReply)
            reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, body, done = std::move(done)] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        *body += reply->read(kMostReply - body->size());
        const bool isWhole =
            reply->error() == QNetworkReply::NoError || body->size() >= kMostReply || status >= 300;
        if (status > 0 && isWhole)
            done(WebhookReply{status, *body});
        else
            done(Error{ErrorCode::Unavailable, reply->errorString()});
    });
}

} // namespace dogwatch
