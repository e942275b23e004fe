// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/webhooksender.h"

#include <QNetworkProxy>
#include <QNetworkReply>

namespace dogwatch {

namespace {

constexpr qint64 kMostReply = 64 * 1024;

QNetworkRequest requestOf(const WebhookRequest &webhook)
{
    QNetworkRequest request(webhook.url);
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

void WebhookSender::post(const WebhookRequest &request, Done done)
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setProxy(QNetworkProxy::NoProxy);
    }
    QNetworkReply *reply = m_network->post(requestOf(request), request.body);
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
