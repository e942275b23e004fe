// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/eventenvelope.h"

#include "agents/jsonfields.h"
#include "agents/rawjson.h"
#include "core/texts.h"
#include "core/times.h"
#include "core/uuid7.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kYear2020Ms = 1577836800000;
constexpr qint64 kClockSlackMs = 60 * 1000;
constexpr qsizetype kLongestEventId = 200;
constexpr qsizetype kLongestSource = 100;

// Unix ms as the hook client writes it, or RFC 3339 as a person would.
std::optional<qint64> timeField(const QJsonObject &object, QStringView key)
{
    if (object.value(key).isString())
        return fromRfc3339(object.value(key).toString());
    return integerField(object, key);
}

} // namespace

qint64 plausibleTime(std::optional<qint64> observedAtMs, qint64 nowMs)
{
    if (!observedAtMs || *observedAtMs < kYear2020Ms || *observedAtMs > nowMs + kClockSlackMs)
        return nowMs;
    return *observedAtMs;
}

Result<QString> eventIdFrom(const QString &given, qint64 nowMs)
{
    if (given.isEmpty())
        return makeUuid7(nowMs);
    if (given.size() > kLongestEventId)
        return Error{ErrorCode::InvalidInput,
                     u"the event's id is longer than %1 characters"_s.arg(kLongestEventId)};
    if (validUnicode(given) != given)
        return Error{ErrorCode::InvalidInput, u"the event's id is no valid text"_s};
    return given;
}

Result<IncomingEvent> eventFromElement(const QByteArray &text, const QJsonObject &object,
                                       Origin origin, qint64 nowMs, const StoragePolicy &policy)
{
    const QString sourceText = stringField(object, u"source");
    const std::optional<Source> source = sourceFromName(sourceText);
    // A sender hears that we don't know it. The spool's senders are gone, so what they left is
    // kept.
    if (!source && (origin != Origin::Spool || sourceText.isEmpty()))
        return Error{ErrorCode::InvalidInput, u"\"source\" is missing or not known"_s};
    if (!object.value(u"payload").isObject())
        return Error{ErrorCode::InvalidInput, u"\"payload\" is missing or no object"_s};
    const QJsonValue givenId = object.value(u"event_id");
    if (!givenId.isString() && !givenId.isUndefined())
        return Error{ErrorCode::InvalidInput, u"\"event_id\" is no text"_s};
    Result<QString> eventId = eventIdFrom(givenId.toString(), nowMs);
    if (!eventId)
        return eventId.error();
    Envelope envelope;
    envelope.source = source.value_or(Source::Generic);
    envelope.origin = origin;
    envelope.eventId = std::move(eventId).value();
    envelope.receivedAtMs = nowMs;
    envelope.occurredAtMs = plausibleTime(timeField(object, u"observed_at"), nowMs);
    envelope.process.pid = integerField(object, u"agent_pid");
    envelope.process.startedAtMs = timeField(object, u"agent_started_at");
    envelope.tty = stringField(object, u"tty");
    const QJsonObject terminal = objectField(object, u"terminal");
    if (!terminal.isEmpty())
        envelope.terminal = QJsonDocument(terminal).toJson(QJsonDocument::Compact);
    Result<IncomingEvent> event =
        makeIncoming(std::move(envelope), rawMember(text, "payload").toByteArray(), policy);
    if (event && !source) {
        event->unknownSource = sourceText.left(kLongestSource);
        event->deadLetterReason = u"this version does not know the source"_s;
    }
    return event;
}

Result<IncomingEvent> eventFromSpoolFile(const QByteArray &text, qint64 nowMs,
                                         const StoragePolicy &policy)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Error{
            ErrorCode::InvalidInput,
            u"not valid JSON: %1 at byte %2"_s.arg(problem.errorString()).arg(problem.offset)};
    if (!document.isObject())
        return Error{ErrorCode::InvalidInput, u"JSON, but no object"_s};
    if (stringField(document.object(), u"event_id").isEmpty())
        return Error{ErrorCode::InvalidInput, u"it names no event"_s};
    return eventFromElement(text, document.object(), Origin::Spool, nowMs, policy);
}

} // namespace dogwatch
