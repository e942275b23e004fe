// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/subscriptionconfig.h"

#include "core/streamglob.h"

#include <QJsonArray>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLeastLease = 1'000; // ms
constexpr qint64 kMostLease = 600'000;
constexpr qsizetype kMostStreams = 1'000;
constexpr qsizetype kMostText = 4'096;

Error misuse(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

// Empty where it is not given.
Result<QByteArray> textOf(const QJsonObject &object, const QString &key)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined() || value.isNull())
        return QByteArray();
    if (!value.isString() || value.toString().size() > kMostText)
        return misuse(u"%1 must be a text"_s.arg(key));
    return value.toString().toUtf8();
}

Result<QByteArrayList> pathsOf(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return QByteArrayList();
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.size() > kMostStreams)
        return misuse(u"streams must be a list of at most %1 paths"_s.arg(kMostStreams));
    QByteArrayList paths;
    for (const QJsonValue &path : array) {
        const QByteArray text = path.toString().toUtf8();
        if (!isSubscribablePath(text))
            return misuse(u"streams must be paths as they stand behind /v1/stream/"_s);
        if (!paths.contains(text))
            paths.append(text);
    }
    return paths;
}

Result<void> readKind(const QJsonObject &asked, SubscriptionConfig &config)
{
    const QString type = asked.value(u"type").toString();
    if (type != "webhook"_L1 && type != "pull-wake"_L1)
        return misuse(u"type must be webhook or pull-wake"_s);
    config.kind = type == "webhook"_L1 ? SubscriptionConfig::Kind::Webhook
                                       : SubscriptionConfig::Kind::PullWake;
    Result<QByteArray> url = textOf(asked.value(u"webhook").toObject(), u"url"_s);
    if (!url)
        return url.error();
    Result<QByteArray> wake = textOf(asked, u"wake_stream"_s);
    if (!wake)
        return wake.error();
    config.url = *url;
    config.wakeStream = *wake;
    const bool isWebhook = config.kind == SubscriptionConfig::Kind::Webhook;
    if (isWebhook == config.url.isEmpty() || (isWebhook && !config.wakeStream.isEmpty()))
        return misuse(u"a webhook wants webhook.url, and only pull-wake has a wake_stream"_s);
    if (!config.wakeStream.isEmpty() && !isSubscribablePath(config.wakeStream))
        return misuse(u"wake_stream must be a path as it stands behind /v1/stream/"_s);
    return {};
}

Result<void> readStreams(const QJsonObject &asked, SubscriptionConfig &config)
{
    Result<QByteArray> pattern = textOf(asked, u"pattern"_s);
    if (!pattern)
        return pattern.error();
    if (!pattern->isEmpty() && !isStreamGlob(*pattern))
        return misuse(u"pattern must be a path in which * or ** stand for whole parts"_s);
    Result<QByteArrayList> streams = pathsOf(asked.value(u"streams"));
    if (!streams)
        return streams.error();
    config.pattern = *pattern;
    config.streams = *streams;
    if (config.pattern.isEmpty() && config.streams.isEmpty())
        return misuse(u"there must be a pattern or streams"_s);
    // Each wake would be work, which would be told by a wake.
    if (!config.wakeStream.isEmpty() && config.streams.contains(config.wakeStream))
        return misuse(u"wake_stream can't be one of the streams"_s);
    const QString offset = asked.value(u"offset").toString(u"now"_s);
    if (offset != "now"_L1 && offset != "-1"_L1)
        return misuse(u"offset must be now or -1"_s);
    config.fromStart = offset == "-1"_L1;
    return {};
}

} // namespace

bool isSubscribablePath(const QByteArray &path)
{
    return !path.isEmpty() && path.size() <= kMostText && !path.startsWith(kReservedPaths);
}

Result<SubscriptionConfig> subscriptionConfigOf(const QJsonObject &asked)
{
    SubscriptionConfig config;
    if (Result<void> read = readKind(asked, config); !read)
        return read.error();
    if (Result<void> read = readStreams(asked, config); !read)
        return read.error();
    const QJsonValue lease = asked.value(u"lease_ttl_ms");
    if (!lease.isUndefined() && !lease.isNull()) {
        config.leaseTtlMs = lease.toInteger(-1);
        if (config.leaseTtlMs < kLeastLease || config.leaseTtlMs > kMostLease)
            return misuse(u"lease_ttl_ms must be a whole number from %1 to %2"_s.arg(kLeastLease)
                              .arg(kMostLease));
    }
    Result<QByteArray> description = textOf(asked, u"description"_s);
    if (!description)
        return description.error();
    config.description = QString::fromUtf8(*description);
    return config;
}

QJsonObject toJson(const SubscriptionConfig &config)
{
    const bool isWebhook = config.kind == SubscriptionConfig::Kind::Webhook;
    QJsonObject object{{u"type"_s, isWebhook ? u"webhook"_s : u"pull-wake"_s},
                       {u"lease_ttl_ms"_s, config.leaseTtlMs}};
    const auto insert = [&object](const QString &key, const QByteArray &text) {
        if (!text.isEmpty())
            object.insert(key, QString::fromUtf8(text));
    };
    insert(u"pattern"_s, config.pattern);
    insert(u"wake_stream"_s, config.wakeStream);
    insert(u"description"_s, config.description.toUtf8());
    if (isWebhook)
        object.insert(u"webhook"_s, QJsonObject{{u"url"_s, QString::fromUtf8(config.url)}});
    QByteArrayList streams = config.streams;
    std::sort(streams.begin(), streams.end());
    QJsonArray paths;
    for (const QByteArray &path : qAsConst(streams))
        paths.append(QString::fromUtf8(path));
    if (!paths.isEmpty())
        object.insert(u"streams"_s, paths);
    if (config.fromStart)
        object.insert(u"offset"_s, u"-1"_s);
    return object;
}

} // namespace dogwatch
