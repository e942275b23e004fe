// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "core/storagepolicy.h"

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

    quint64 check = 0; // of `stored` and the event's id, see payloadCheck()

    RedactionTally redactions; // what was hidden in it

    // Not empty: it can't be an event (it names no session, or its source is none that this version
    // knows) and is kept as a dead letter.
    QString deadLetterReason;
    // The name of such a source, so that a later version can try again.
    QString unknownSource;
};

// Decodes and packs a payload, of which only what the policy lets through is kept: what is decoded
// comes from that, too. This is the one way into the store, for dead letters as well. InvalidInput
// where it is no JSON object. A payload larger than the HTTP limit (it can only come by the spool)
// is kept with each text over 1 MiB cut. Pure; any thread.
[[nodiscard]] Result<IncomingEvent> makeIncoming(Envelope envelope, const QByteArray &payload,
                                                 const StoragePolicy &policy);

[[nodiscard]] QByteArray packPayload(const QByteArray &payload, PayloadEncoding &encoding);
// By which damage to what lies in the store is found when it is read: any one changed byte gives
// another value, and so does a payload that got into another event's row.
[[nodiscard]] quint64 payloadCheck(const QString &eventId, const QByteArray &stored);
// What came in, from what lies in the store. Corrupt where that is damaged. `check` is nothing in
// rows that were written before there was one.
[[nodiscard]] Result<QByteArray> checkedPayload(const QString &eventId, PayloadEncoding encoding,
                                                const QByteArray &stored,
                                                std::optional<qint64> check);
// The same without the check. Corrupt where it can't be unpacked.
[[nodiscard]] Result<QByteArray> unpackPayload(PayloadEncoding encoding, const QByteArray &stored);

} // namespace dogwatch
