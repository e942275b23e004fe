// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobjson.h"

#include "core/schedule.h"
#include "core/times.h"
#include "core/zoneoffsets.h"
#include "store/jobtable.h"

#include <QDateTime>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPreview = 5;

Error wrong(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

QString deliveryName(const Job &job)
{
    return job.mayRepeat ? u"at_least_once"_s : u"at_most_once"_s;
}

QString localText(const QTimeZone &zone, qint64 utcMs)
{
    const qint64 localMs = localOf(zone, utcMs);
    const auto offset = static_cast<int>((localMs - utcMs) / 1000);
    QDateTime local = QDateTime::fromMSecsSinceEpoch(localMs, Qt::UTC);
    local.setTimeSpec(Qt::UTC);
    const QString sign = offset < 0 ? u"-"_s : u"+"_s;
    return local.toString(u"yyyy-MM-dd'T'HH:mm:ss"_s) + sign
        + QTime(0, 0).addSecs(std::abs(offset)).toString(u"HH:mm"_s);
}

QJsonValue timeOrNull(const std::optional<qint64> &ms)
{
    return ms ? QJsonValue(toRfc3339(*ms)) : QJsonValue();
}

template<class Enum, std::size_t N>
Result<void> setEnum(Enum &member, const std::array<EnumName<Enum>, N> &names, const QString &key,
                     const QJsonValue &value)
{
    const std::optional<Enum> found = valueOf(names, value.toString());
    if (found) {
        member = *found;
        return {};
    }
    QStringList all;
    for (const EnumName<Enum> &name : names)
        all.append(name.name.toString());
    return wrong(u"%1 is one of %2"_s.arg(key, all.join(u", "_s)));
}

Result<void> setField(Job &job, const QString &key, const QJsonValue &value)
{
    if (key == "kind"_L1 && job.id == 0)
        return setEnum(job.kind, kJobKinds, key, value);
    if (key == "missed"_L1)
        return setEnum(job.missed, kMissedPolicies, key, value);
    if (key == "overlap"_L1)
        return setEnum(job.overlap, kOverlapPolicies, key, value);
    if (key == "catch_up_ms"_L1 && value.isDouble()) {
        job.catchUpMs = value.toInteger();
    } else if (key == "delivery"_L1
               && (value == u"at_least_once"_s || value == u"at_most_once"_s)) {
        job.mayRepeat = value == u"at_least_once"_s;
    } else if (key == "options"_L1 && value.isObject()) {
        job.options = value.toObject();
    } else if (key == "name"_L1 && value.isString()) {
        job.name = value.toString();
    } else if (key == "schedule"_L1 && value.isString()) {
        job.schedule = value.toString().simplified();
    } else if (key == "zone"_L1 && value.isString()) {
        job.zone = value.toString();
    } else {
        return wrong(
            u"'%1' is nothing that can be said of this job, or of another type"_s.arg(key));
    }
    return {};
}

} // namespace

QString outcomeOf(const Occurrence &occurrence)
{
    if (occurrence.state != OccurrenceState::Done)
        return nameOf(kOccurrenceStates, occurrence.state);
    if (occurrence.delivery == "failed"_L1 || occurrence.delivery == "unknown"_L1)
        return occurrence.delivery;
    if (occurrence.delivery == "pending"_L1 || occurrence.delivery == "sending"_L1)
        return u"sending"_s;
    return u"done"_s;
}

QJsonArray nextTimes(const Job &job, qint64 nowMs, int count)
{
    QJsonArray times;
    const Result<Schedule> schedule = parseSchedule(job.schedule);
    const std::optional<QTimeZone> zone = zoneOf(job.zone);
    if (!schedule || !zone || !job.damage.isEmpty())
        return times;
    const qint64 anchorMs = job.createdAtMs == 0 ? nowMs : job.createdAtMs;
    const std::vector<qint64> dues =
        nextDues(*schedule, *zone, anchorMs, std::max(nowMs, job.highWaterMs), count);
    for (const qint64 due : dues)
        times.append(QJsonObject{{u"utc"_s, toRfc3339(due)}, {u"local"_s, localText(*zone, due)}});
    return times;
}

QJsonObject toJson(const Occurrence &occurrence)
{
    return {{u"job"_s, occurrence.job},
            {u"due"_s, toRfc3339(occurrence.dueMs)},
            {u"outcome"_s, outcomeOf(occurrence)},
            {u"state"_s, nameOf(kOccurrenceStates, occurrence.state)},
            {u"reason"_s, occurrence.reason},
            {u"result"_s, occurrence.result},
            {u"delivery"_s, occurrence.delivery},
            {u"manual"_s, occurrence.isManual},
            {u"rev"_s, occurrence.rev},
            {u"failures"_s, occurrence.failures},
            {u"started_at"_s, timeOrNull(occurrence.startedAtMs)},
            {u"finished_at"_s, timeOrNull(occurrence.finishedAtMs)}};
}

QJsonObject toJson(const Job &job, const std::vector<Occurrence> &newest, qint64 nowMs)
{
    const QJsonArray next = nextTimes(job, nowMs, kPreview);
    QString state = u"active"_s;
    const QString reason = whyBlocked(job);
    if (!reason.isEmpty()) {
        state = u"blocked"_s;
    } else if (job.paused) {
        state = u"paused"_s;
    } else if (next.isEmpty()) {
        state = u"over"_s;
    }
    // Where one of these can't be read, none is said.
    const bool isSound = job.damage.isEmpty();
    const auto known = [isSound](const QJsonValue &value) {
        return isSound ? value : QJsonValue();
    };
    return {{u"id"_s, job.id},
            {u"name"_s, job.name},
            {u"kind"_s, known(nameOf(kJobKinds, job.kind))},
            {u"schedule"_s, job.schedule},
            {u"zone"_s, job.zone},
            {u"missed"_s, known(nameOf(kMissedPolicies, job.missed))},
            {u"catch_up_ms"_s, job.catchUpMs},
            {u"overlap"_s, known(nameOf(kOverlapPolicies, job.overlap))},
            {u"delivery"_s, deliveryName(job)},
            {u"options"_s, known(job.options)},
            {u"rev"_s, job.rev},
            {u"state"_s, state},
            {u"reason"_s, reason},
            {u"created_at"_s, toRfc3339(job.createdAtMs)},
            {u"next"_s, job.paused ? QJsonArray() : next},
            {u"last"_s, newest.empty() ? QJsonValue() : QJsonValue(toJson(newest.front()))}};
}

Result<Job> jobFromJson(const QByteArray &body, Job base)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return wrong(u"a job is a JSON object"_s);
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (Result<void> set = setField(base, it.key(), it.value()); !set)
            return set.error();
    }
    const Result<QString> zone = resolveZone(base.zone.isEmpty() ? u"local"_s : base.zone);
    if (!zone)
        return zone.error();
    base.zone = *zone;
    return base;
}

Result<QJsonArray> jobsJson(Database &database, qint64 nowMs)
{
    const Result<std::vector<Job>> all = jobs(database);
    if (!all)
        return all.error();
    QJsonArray array;
    for (const Job &job : *all) {
        const Result<std::vector<Occurrence>> newest = occurrencesOf(database, job.id, 1);
        if (!newest)
            return newest.error();
        array.append(toJson(job, *newest, nowMs));
    }
    return array;
}

Result<QJsonObject> jobJson(Database &database, qint64 id, qint64 nowMs)
{
    const Result<Job> job = jobById(database, id);
    if (!job)
        return job.error();
    const Result<std::vector<Occurrence>> newest = occurrencesOf(database, id, 1);
    if (!newest)
        return newest.error();
    return toJson(*job, *newest, nowMs);
}

Result<QJsonArray> occurrencesJson(Database &database, qint64 job, int limit)
{
    const Result<std::vector<Occurrence>> all = occurrencesOf(database, job, limit);
    if (!all)
        return all.error();
    QJsonArray array;
    for (const Occurrence &occurrence : *all)
        array.append(toJson(occurrence));
    return array;
}

} // namespace dogwatch
