// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/carrier.h"

#include <QByteArray>

namespace dogwatch {

class Clock;

// Posts to webhooks, signed as Standard Webhooks have it (https://www.standardwebhooks.com):
//   webhook-id, Idempotency-Key: the cause, percent-encoded, the same each time
//   webhook-timestamp: unix seconds
//   webhook-signature: v1,base64(HMAC-SHA256(key, "id.timestamp.body"))
// 2xx means that it has arrived; a redirection is not followed. Each post goes over a connection of
// its own, and exactly once: Qt's own HTTP client repeats one whose connection is closed on it.
class WebhookCarrier : public Carrier
{
    Q_OBJECT

public:
    // The key as whoever checks the signature has it, without "whsec_" and base64.
    WebhookCarrier(const QByteArray &key, const Clock &clock, QObject *parent = nullptr);

    void setTimeout(int timeoutMs) { m_timeoutMs = timeoutMs; }
    void carry(const ClaimedParcel &parcel) override;

private:
    const QByteArray m_key;
    const Clock &m_clock;
    int m_timeoutMs = 30'000;
};

// The head and body of such a post.
[[nodiscard]] QByteArray webhookRequest(const class QUrl &url, const Parcel &parcel,
                                        const QByteArray &key, qint64 nowMs);

} // namespace dogwatch
