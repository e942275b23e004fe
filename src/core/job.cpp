// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/job.h"

#include "core/schedule.h"
#include "core/sendaddress.h"
#include "core/times.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 80;
constexpr double kMostDays = 36'500;
constexpr double kMostBackups = 1000;

Error wrong(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

struct Options
{
    QStringList texts;
    QStringList numbers;
    QStringList switches;
};

Options optionsOf(JobKind kind)
{
    switch (kind) {
    case JobKind::Digest:
        return {{u"webhook"_s}, {}, {u"notify"_s, u"file"_s}};
    case JobKind::Retention:
        return {{}, {u"days"_s}, {}};
    case JobKind::Backup:
        return {{}, {u"keep"_s}, {}};
    case JobKind::Webhook:
        return {{u"url"_s, u"body"_s}, {}, {}};
    case JobKind::Command:
        return {{u"input"_s, u"words"_s}, {}, {}};
    case JobKind::Notification:
        return {{u"title"_s, u"text"_s}, {}, {}};
    }
    return {};
}

Result<void> checkKnown(const Job &job)
{
    const Options known = optionsOf(job.kind);
    for (auto it = job.options.begin(); it != job.options.end(); ++it) {
        const QJsonValue value = it.value();
        const bool fits = (known.texts.contains(it.key()) && value.isString())
            || (known.numbers.contains(it.key()) && value.isDouble())
            || (known.switches.contains(it.key()) && value.isBool());
        if (!fits)
            return wrong(
                u"a job of kind %1 has the options %2; '%3' is none, or of another type"_s.arg(
                    nameOf(kJobKinds, job.kind),
                    (known.texts + known.numbers + known.switches).join(u", "_s), it.key()));
    }
    return {};
}

Result<void> checkNumber(const Job &job, const QString &name, double most)
{
    const double value = job.options.value(name).toDouble();
    if (value < 1 || value > most)
        return wrong(u"%1 must be a number from 1 to %2"_s.arg(name).arg(most));
    return {};
}

Result<void> checkOptions(const Job &job)
{
    if (Result<void> known = checkKnown(job); !known)
        return known;
    const QString url =
        job.options.value(job.kind == JobKind::Digest ? u"webhook"_s : u"url"_s).toString();
    if (job.kind == JobKind::Webhook || !url.isEmpty()) {
        if (const Result<QUrl> parsed = webhookUrl(url); !parsed)
            return parsed.error();
    }
    if (job.kind == JobKind::Webhook) {
        const QByteArray body = job.options.value(u"body").toString().toUtf8();
        QJsonParseError error;
        (void)QJsonDocument::fromJson(body, &error);
        if (!body.isEmpty() && error.error != QJsonParseError::NoError)
            return wrong(u"the body of a webhook must be a JSON object or array"_s);
    }
    if (job.kind == JobKind::Command) {
        if (const Result<QStringList> words = commandWords(job.options.value(u"words").toString());
            !words)
            return words.error();
    }
    if (job.kind == JobKind::Notification && job.options.value(u"text").toString().isEmpty())
        return wrong(u"a notification needs a text"_s);
    if (job.kind == JobKind::Retention)
        return checkNumber(job, u"days"_s, kMostDays);
    if (job.kind == JobKind::Backup)
        return checkNumber(job, u"keep"_s, kMostBackups);
    return {};
}

} // namespace

QString occurrenceCause(qint64 job, qint64 dueMs)
{
    return u"job-%1/%2"_s.arg(QString::number(job), toRfc3339(dueMs));
}

QString whyBlocked(const Job &job)
{
    if (!job.damage.isEmpty())
        return job.damage;
    if (!zoneOf(job.zone))
        return u"the time zone '%1' is not known here"_s.arg(job.zone);
    const Result<Schedule> schedule = parseSchedule(job.schedule);
    return schedule ? QString() : schedule.error().text;
}

Result<void> checkJob(const Job &job, qint64 nowMs)
{
    if (job.name.trimmed().isEmpty() || job.name.size() > kLongestName)
        return wrong(u"a job needs a name of at most %1 characters"_s.arg(kLongestName));
    const Result<Schedule> schedule = parseSchedule(job.schedule);
    if (!schedule)
        return schedule.error();
    const std::optional<QTimeZone> zone = zoneOf(job.zone);
    if (!zone)
        return wrong(u"there is no time zone '%1' on this machine"_s.arg(job.zone));
    if (!nextDue(*schedule, *zone, nowMs, nowMs))
        return wrong(u"'%1' is over: it would never be due"_s.arg(job.schedule));
    if (job.catchUpMs < 0)
        return wrong(u"the catch-up window can't be negative"_s);
    return checkOptions(job);
}

} // namespace dogwatch
