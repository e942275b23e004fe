// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/subscriptionjson.h"

#include "core/times.h"
#include "store/monitorstream.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString text(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8);
}

bool isLog(const SubscriptionLink &link)
{
    return link.path == kMonitorStream;
}

qint64 lagOf(const SubscriptionLink &link)
{
    return link.hasPending() ? link.tail - std::max<StreamPosition>(link.acked, 0) : 0;
}

QJsonValue timeOrNull(std::optional<qint64> ms)
{
    return ms ? QJsonValue(toRfc3339(*ms)) : QJsonValue();
}

QJsonValue textOrNull(const QString &value)
{
    return value.isEmpty() ? QJsonValue() : QJsonValue(value);
}

} // namespace

QByteArray ackedToken(const SubscriptionLink &link)
{
    return link.acked < 0 ? QByteArrayLiteral("-1") : offsetToken(link.acked);
}

QString phaseName(SubscriptionPhase phase)
{
    switch (phase) {
    case SubscriptionPhase::Idle:
        return u"idle"_s;
    case SubscriptionPhase::Woken:
        return u"woken"_s;
    case SubscriptionPhase::Held:
        break;
    }
    return u"held"_s;
}

Lag lagOf(const std::vector<SubscriptionLink> &links)
{
    Lag lag;
    for (const SubscriptionLink &link : links)
        (isLog(link) ? lag.events : lag.bytes) += lagOf(link);
    return lag;
}

QJsonArray linksJson(const std::vector<SubscriptionLink> &links, bool withTails)
{
    QJsonArray array;
    for (const SubscriptionLink &link : links) {
        QJsonObject object{{u"path"_s, text(link.path)},
                           {u"link_type"_s, link.isExplicit ? u"explicit"_s : u"glob"_s},
                           {u"acked_offset"_s, text(ackedToken(link))}};
        if (withTails) {
            object.insert(u"tail_offset"_s, text(offsetToken(link.tail)));
            object.insert(u"has_pending"_s, link.hasPending());
        }
        array.append(object);
    }
    return array;
}

QJsonObject consumerJson(const Subscription &subscription,
                         const std::vector<SubscriptionLink> &links, bool withStreams)
{
    const bool isHeld = subscription.phase == SubscriptionPhase::Held;
    const Lag lag = lagOf(links);
    QJsonObject object = toJson(subscription.config);
    object.remove(u"streams"_s);
    object.insert(u"id"_s, text(subscription.name));
    object.insert(u"created_at"_s, toRfc3339(subscription.createdAtMs));
    object.insert(u"state"_s, phaseName(subscription.phase));
    object.insert(u"generation"_s, subscription.generation);
    object.insert(u"holder"_s, textOrNull(text(subscription.holder)));
    object.insert(u"lease_until"_s, isHeld ? timeOrNull(subscription.dueAtMs) : QJsonValue());
    object.insert(u"next_call_at"_s, isHeld ? QJsonValue() : timeOrNull(subscription.dueAtMs));
    object.insert(u"failed_calls"_s, subscription.attempts);
    object.insert(u"error"_s, textOrNull(subscription.error));
    object.insert(u"lag_events"_s, lag.events);
    object.insert(u"lag_bytes"_s, lag.bytes);
    object.insert(u"stream_count"_s, static_cast<qint64>(links.size()));
    if (!withStreams)
        return object;
    QJsonArray streams = linksJson(links, true);
    for (qsizetype i = 0; i < streams.size(); ++i) {
        const SubscriptionLink &link = links.at(static_cast<std::size_t>(i));
        QJsonObject stream = streams.at(i).toObject();
        stream.insert(u"lag"_s, lagOf(link));
        stream.insert(u"lag_unit"_s, isLog(link) ? u"events"_s : u"bytes"_s);
        streams.replace(i, stream);
    }
    object.insert(u"streams"_s, streams);
    return object;
}

} // namespace dogwatch
