// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/incomingevent.h"

#include "agents/adapter.h"
#include "agents/longtexts.h"
#include "agents/storedform.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <zstd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kCompressFrom = 4 * 1024;
constexpr qsizetype kHttpBodyLimit = 8 * 1024 * 1024;
constexpr quint64 kLargestPayload = 256 * 1024 * 1024;

} // namespace

QByteArray packPayload(const QByteArray &payload, PayloadEncoding &encoding)
{
    encoding = PayloadEncoding::Plain;
    if (payload.size() < kCompressFrom)
        return payload;
    const auto size = static_cast<std::size_t>(payload.size());
    QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(size)), Qt::Uninitialized);
    const std::size_t written = ZSTD_compress(
        packed.data(), static_cast<std::size_t>(packed.size()), payload.constData(), size, 1);
    if (ZSTD_isError(written) != 0 || written >= size)
        return payload;
    packed.truncate(static_cast<qsizetype>(written));
    packed.squeeze();
    encoding = PayloadEncoding::Zstd;
    return packed;
}

// FNV-1a: each step is a bijection of the value so far, so that a single changed byte can't be
// undone by the bytes behind it. It is no protection from somebody who means to change the store.
quint64 payloadCheck(const QString &eventId, const QByteArray &stored)
{
    constexpr quint64 kBasis = 0xcbf29ce484222325;
    constexpr quint64 kPrime = 0x100000001b3;
    quint64 value = kBasis;
    const auto add = [&value](const QByteArray &bytes) {
        for (const char byte : bytes)
            value = (value ^ static_cast<quint8>(byte)) * kPrime;
    };
    add(eventId.toUtf8());
    value *= kPrime; // as of a zero byte: where the one ends and the other begins counts
    add(stored);
    return value;
}

Result<QByteArray> unpackPayload(PayloadEncoding encoding, const QByteArray &stored)
{
    if (encoding == PayloadEncoding::Plain)
        return stored;
    const auto storedSize = static_cast<std::size_t>(stored.size());
    const unsigned long long size = ZSTD_getFrameContentSize(stored.constData(), storedSize);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR
        || size > kLargestPayload)
        return Error{ErrorCode::Corrupt, u"a stored payload is damaged"_s};
    QByteArray payload(static_cast<qsizetype>(size), Qt::Uninitialized);
    const std::size_t written =
        ZSTD_decompress(payload.data(), size, stored.constData(), storedSize);
    if (ZSTD_isError(written) != 0 || written != size)
        return Error{ErrorCode::Corrupt, u"a stored payload is damaged"_s};
    return payload;
}

Result<QByteArray> checkedPayload(const QString &eventId, PayloadEncoding encoding,
                                  const QByteArray &stored, std::optional<qint64> check)
{
    if (check && static_cast<quint64>(*check) != payloadCheck(eventId, stored))
        return Error{ErrorCode::Corrupt, u"a stored payload is damaged"_s};
    return unpackPayload(encoding, stored);
}

Result<IncomingEvent> makeIncoming(Envelope envelope, const QByteArray &payload,
                                   const StoragePolicy &policy)
{
    Result<QJsonObject> object = parsePayload(payload);
    if (!object)
        return object.error();
    IncomingEvent event;
    event.envelope = std::move(envelope);
    QByteArray kept = payload;
    if (policy.level != StoreLevel::Full || policy.redactor) {
        kept = storedPayload(payload, policy, event.redactions);
        // What is shown of the event must not say more than what is kept of it.
        object = parsePayload(kept);
        if (!object)
            return object.error();
        if (policy.redactor)
            event.envelope.terminal =
                policy.redactor->json(event.envelope.terminal, event.redactions);
    }
    if (payload.size() > kHttpBodyLimit) {
        // Read from what is kept, so that reading it again from the log gives the same.
        object = withLongTextsCut(*object).toObject();
        kept = QJsonDocument(*object).toJson(QJsonDocument::Compact);
    }
    event.stored = packPayload(kept, event.encoding);
    event.check = payloadCheck(event.envelope.eventId, event.stored);
    Decoded decoded = decode(event.envelope.source, *object);
    event.type = std::move(decoded.type);
    event.report = std::move(decoded.report);
    if (event.report.sessionId.isEmpty())
        event.deadLetterReason = u"the payload names no session"_s;
    return event;
}

} // namespace dogwatch
