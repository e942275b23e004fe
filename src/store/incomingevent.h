// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace dogwatch {

// How payload bytes lie in the store.
enum class PayloadEncoding {
    Plain = 0,
    Zstd = 1,
};

// An event on its way to the store: decoded and packed, so that the writer has only to write.
struct IncomingEvent
{
    Envelope envelope;
    QString type;
    Report report;
    PayloadEncoding encoding = PayloadEncoding::Plain;
    QByteArray stored; // the payload, encoded

    // Not empty: it can't be an event (it names no session) and is kept as a dead letter.
    QString deadLetterReason;
};

// Decodes and packs a payload. InvalidInput where it is no JSON object. A payload larger than the
// HTTP limit (it can only come by the spool) is kept with each text over 1 MiB cut. Pure; any
// thread.
[[nodiscard]] Result<IncomingEvent> makeIncoming(Envelope envelope, const QByteArray &payload);

[[nodiscard]] QByteArray packPayload(const QByteArray &payload, PayloadEncoding &encoding);
// Corrupt where the stored bytes are damaged.
[[nodiscard]] Result<QByteArray> unpackPayload(PayloadEncoding encoding, const QByteArray &stored);

} // namespace dogwatch
