// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "jobs/jobrun.h"

#include "core/schedule.h"
#include "core/times.h"
#include "core/zoneoffsets.h"
#include "store/digestdata.h"
#include "store/outbox.h"

#include <QDateTime>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

QString textOption(const Job &job, QStringView name)
{
    return job.options.value(name).toString();
}

Parcel parcelFor(QLatin1StringView target, const QString &address, const QString &title,
                 const QString &content)
{
    Parcel parcel;
    parcel.target = target;
    parcel.address = address;
    parcel.title = title;
    parcel.content = content;
    return parcel;
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

// Where it is not said nothing is old.
qint64 daysOf(const Job &retention)
{
    return retention.options.value(u"days").toInteger(36'500);
}

// What a webhook gets that names no body of its own.
QString plainCall(const ClaimedOccurrence &occurrence)
{
    return compact({{u"type"_s, u"job"_s},
                    {u"job"_s, occurrence.job.name},
                    {u"due"_s, toRfc3339(occurrence.dueMs)}});
}

} // namespace

OccurrenceEffect effectOf(const ClaimedOccurrence &occurrence)
{
    const Job &job = occurrence.job;
    OccurrenceEffect effect;
    switch (job.kind) {
    case JobKind::Webhook: {
        const QString body = textOption(job, u"body");
        effect.parcels.push_back(parcelFor(kWebhookTarget, textOption(job, u"url"), {},
                                           body.isEmpty() ? plainCall(occurrence) : body));
        effect.result = u"handed to the outbox"_s;
        break;
    }
    case JobKind::Command:
        effect.parcels.push_back(
            parcelFor(kCommandTarget, textOption(job, u"words"), {}, textOption(job, u"input")));
        effect.result = u"handed to the outbox"_s;
        break;
    case JobKind::Notification: {
        const QString title = textOption(job, u"title");
        effect.parcels.push_back(parcelFor(
            kNotificationTarget, {}, title.isEmpty() ? job.name : title, textOption(job, u"text")));
        effect.result = u"handed to the outbox"_s;
        break;
    }
    case JobKind::Retention:
        effect.result = u"what is older than %1 days is gone"_s.arg(daysOf(job));
        break;
    case JobKind::Digest:
    case JobKind::Backup:
        break; // they read first
    }
    return effect;
}

OccurrenceEffect effectOf(const ClaimedOccurrence &occurrence, const DigestRow &digest)
{
    const Job &job = occurrence.job;
    OccurrenceEffect effect;
    effect.result = digest.headline;
    effect.digest = digest;
    if (job.options.value(u"notify").toBool(true))
        effect.parcels.push_back(
            parcelFor(kNotificationTarget, {}, u"Dogwatch digest"_s, digest.headline));
    const QString url = textOption(job, u"webhook");
    if (!url.isEmpty())
        effect.parcels.push_back(parcelFor(kWebhookTarget, url, {},
                                           compact({{u"type"_s, u"digest"_s},
                                                    {u"job"_s, job.name},
                                                    {u"due"_s, toRfc3339(occurrence.dueMs)},
                                                    {u"headline"_s, digest.headline},
                                                    {u"text"_s, digest.plain},
                                                    {u"markdown"_s, digest.markdown}})));
    return effect;
}

qint64 forgetBeforeMs(const Job &retention, qint64 nowMs)
{
    return nowMs - daysOf(retention) * kDayMs;
}

Result<DigestRow> readDigest(Database &database, const ClaimedOccurrence &occurrence, qint64 nowMs)
{
    const std::optional<QTimeZone> zone = zoneOf(occurrence.job.zone);
    if (!zone)
        return Error{ErrorCode::NotFound,
                     u"the time zone '%1' is not known here"_s.arg(occurrence.job.zone)};
    const Result<qint64> fromMs = digestBegin(database, occurrence.job.id, nowMs);
    if (!fromMs)
        return fromMs.error();
    const Result<DigestData> data = digestData(database, *fromMs, nowMs, *zone);
    if (!data)
        return data.error();
    const Digest digest = makeDigest(*data, *zone);
    const QString day = QDateTime::fromMSecsSinceEpoch(localOf(*zone, occurrence.dueMs), Qt::UTC)
                            .toString(u"yyyy-MM-dd-HHmm"_s);
    return DigestRow{u"%1-job-%2.md"_s.arg(day).arg(occurrence.job.id),
                     occurrence.job.options.value(u"file").toBool(true), digest.headline,
                     digest.plain, digest.markdown};
}

} // namespace dogwatch
