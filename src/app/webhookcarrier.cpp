// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/webhookcarrier.h"

#include "core/clock.h"
#include "core/sendaddress.h"

#include <QMessageAuthenticationCode>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLargestHead = 64 * 1024;

// The status of an answer, of which only the first line counts; 0: not there yet, -1: it is none.
// What says only that one follows is taken out.
int takeStatus(QByteArray &answer)
{
    while (true) {
        const qsizetype lineEnd = answer.indexOf('\n');
        if (lineEnd < 0)
            return answer.size() > kLargestHead ? -1 : 0;
        const QList<QByteArray> words = answer.left(lineEnd).trimmed().split(' ');
        bool isNumber = false;
        const int status = words.value(1).toInt(&isNumber);
        if (!words.first().startsWith("HTTP/1.") || !isNumber || status < 100 || status > 599)
            return -1;
        if (status >= 200)
            return status;
        const qsizetype headEnd = answer.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return answer.size() > kLargestHead ? -1 : 0;
        answer.remove(0, headEnd + 4);
    }
}

SendOutcome outcomeOf(int status)
{
    if (status >= 200 && status < 300)
        return SendOutcome::Arrived;
    return status >= 500 ? SendOutcome::Unknown : SendOutcome::Refused;
}

} // namespace

QByteArray webhookRequest(const QUrl &url, const Parcel &parcel, const QByteArray &key,
                          qint64 nowMs)
{
    const QByteArray id = parcel.cause.toUtf8().toPercentEncoding({}, ".");
    const QByteArray time = QByteArray::number(nowMs / 1000);
    const QByteArray body = parcel.content.toUtf8();
    const QByteArray signature = QMessageAuthenticationCode::hash(id + '.' + time + '.' + body, key,
                                                                  QCryptographicHash::Sha256)
                                     .toBase64();
    QUrl target = url.adjusted(QUrl::RemoveFragment);
    if (target.path().isEmpty())
        target.setPath(u"/"_s);
    const QByteArray path =
        target.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::FullyEncoded);
    const QUrl host = url.adjusted(QUrl::RemoveUserInfo);
    QByteArray head = "POST " + path
        + " HTTP/1.1\r\nHost: " + host.authority(QUrl::FullyEncoded).toUtf8()
        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\nUser-Agent: Dogwatch/" DOGWATCH_VERSION
        + "\r\nIdempotency-Key: " + id + "\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: " + time
        + "\r\nwebhook-signature: v1," + signature + "\r\n";
    if (!url.userInfo().isEmpty())
        head +=
            "Authorization: Basic " + url.userInfo(QUrl::FullyDecoded).toUtf8().toBase64() + "\r\n";
    return head + "\r\n" + body;
}

WebhookCarrier::WebhookCarrier(const QByteArray &key, const Clock &clock, QObject *parent)
    : Carrier(parent)
    , m_key(key)
    , m_clock(clock)
{ }

void WebhookCarrier::carry(const ClaimedParcel &parcel)
{
    const Result<QUrl> url = webhookUrl(parcel.parcel.address);
    if (!url) {
        Q_EMIT carried(parcel.id, SendOutcome::Refused, url.error().text);
        return;
    }
    auto *socket = new QSslSocket(this);
    const auto wasSent = std::make_shared<bool>(false);
    const auto isOver = std::make_shared<bool>(false);
    const auto end = [this, socket, isOver, id = parcel.id](SendOutcome outcome,
                                                            const QString &error) {
        if (std::exchange(*isOver, true))
            return;
        socket->disconnect(this);
        socket->deleteLater();
        Q_EMIT carried(id, outcome, error);
    };
    const auto fail = [end, wasSent](const QString &error) {
        end(*wasSent ? SendOutcome::Unknown : SendOutcome::Refused, error);
    };
    const auto send = [this, socket, wasSent, fail, url = *url, parcel = parcel.parcel] {
        if (isThisMachine(url) && !socket->peerAddress().isLoopback())
            return fail(u"%1 is another machine"_s.arg(url.host()));
        *wasSent = true;
        socket->write(webhookRequest(url, parcel, m_key, m_clock.nowMs()));
    };
    const bool isSecure = url->scheme() == "https"_L1;
    if (isSecure)
        connect(socket, &QSslSocket::encrypted, this, send);
    else
        connect(socket, &QSslSocket::connected, this, send);
    const auto answer = std::make_shared<QByteArray>();
    connect(socket, &QSslSocket::readyRead, this, [socket, answer, end] {
        *answer += socket->readAll();
        const int status = takeStatus(*answer);
        if (status < 0)
            return end(SendOutcome::Unknown, u"the answer is not HTTP"_s);
        if (status > 0)
            end(outcomeOf(status), u"the answer was %1"_s.arg(status));
    });
    connect(socket, &QSslSocket::errorOccurred, this,
            [socket, fail] { fail(socket->errorString()); });
    QTimer::singleShot(m_timeoutMs, socket, [fail, ms = m_timeoutMs] {
        fail(u"no answer within %1 s"_s.arg(ms / 1000.0));
    });
    if (isSecure)
        socket->connectToHostEncrypted(url->host(), static_cast<quint16>(url->port(443)));
    else
        socket->connectToHost(url->host(), static_cast<quint16>(url->port(80)));
}

} // namespace dogwatch
