// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/hookenvelope.h"

#include "core/texts.h"
#include "store/eventenvelope.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> integerHeader(const RequestHead &head, QByteArrayView name)
{
    bool isNumber = false;
    const qint64 number = head.header(name).toByteArray().toLongLong(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

QString textHeader(const RequestHead &head, QByteArrayView name)
{
    return validUnicode(QString::fromUtf8(head.header(name)));
}

} // namespace

Result<Envelope> hookEnvelope(const HttpRequest &request, Source source, qint64 nowMs)
{
    const RequestHead &head = request.head;
    const QByteArrayView givenId = head.header("Dogwatch-Event-Id");
    const QString givenText = QString::fromUtf8(givenId);
    if (givenText.toUtf8() != givenId)
        return Error{ErrorCode::InvalidInput, u"the event's id is no valid text"_s};
    Result<QString> eventId = eventIdFrom(givenText, nowMs);
    if (!eventId)
        return eventId.error();
    Envelope envelope;
    envelope.source = source;
    envelope.origin = Origin::Hook;
    envelope.eventId = std::move(eventId).value();
    envelope.receivedAtMs = nowMs;
    envelope.occurredAtMs = plausibleTime(integerHeader(head, "Dogwatch-Observed-At"), nowMs);
    envelope.process.pid = integerHeader(head, "Dogwatch-Agent-Pid");
    envelope.process.startedAtMs = integerHeader(head, "Dogwatch-Agent-Started-At");
    envelope.tty = textHeader(head, "Dogwatch-Tty");
    const QByteArray terminal = head.header("Dogwatch-Terminal").toByteArray();
    if (!terminal.isEmpty() && QJsonDocument::fromJson(terminal).isObject())
        envelope.terminal = terminal;
    return envelope;
}

} // namespace dogwatch
