// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobdraft.h"

#include "core/schedule.h"
#include "store/jobjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPreview = 5;

// What a person most likely wants comes first.
constexpr std::array kOffered{JobKind::Notification, JobKind::Webhook, JobKind::Command,
                              JobKind::Digest,       JobKind::Backup,  JobKind::Retention};

// The option that the target is.
QString optionOf(JobKind kind)
{
    switch (kind) {
    case JobKind::Digest:
        return u"webhook"_s;
    case JobKind::Retention:
        return u"days"_s;
    case JobKind::Backup:
        return u"keep"_s;
    case JobKind::Webhook:
        return u"url"_s;
    case JobKind::Command:
        return u"words"_s;
    case JobKind::Notification:
        return u"text"_s;
    }
    return {};
}

bool isNumber(JobKind kind)
{
    return kind == JobKind::Retention || kind == JobKind::Backup;
}

// The words of a command as one types them, where that says the same.
QString commandLine(const QString &words)
{
    QStringList plain;
    const QJsonArray array = QJsonDocument::fromJson(words.toUtf8()).array();
    for (const QJsonValue &word : array)
        plain.append(word.toString());
    const QString line = plain.join(u' ');
    return QProcess::splitCommand(line) == plain ? line : words;
}

QString wordsOf(const QString &line)
{
    if (line.trimmed().startsWith(u'['))
        return line;
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(QProcess::splitCommand(line)))
                                 .toJson(QJsonDocument::Compact));
}

QString targetOf(const Job &job)
{
    const QJsonValue value = job.options.value(optionOf(job.kind));
    if (isNumber(job.kind))
        return value.isDouble() ? QString::number(value.toInteger()) : QString();
    return job.kind == JobKind::Command ? commandLine(value.toString()) : value.toString();
}

// What a new one of that kind begins with.
QString usualTarget(JobKind kind)
{
    if (kind == JobKind::Retention)
        return u"90"_s;
    return kind == JobKind::Backup ? u"2"_s : QString();
}

QString shortTime(const QJsonValue &iso)
{
    return iso.toString().left(16).replace(u'T', u' ');
}

} // namespace

void JobDraft::beginNew(const QStringList &taken, qint64 nowMs)
{
    Job job;
    job.kind = kOffered.front();
    job.schedule = u"0 9 * * *"_s;
    const Result<QString> here = resolveZone(u"local"_s);
    job.zone = here ? *here : QString();
    begin(job, taken, nowMs);
}

void JobDraft::beginFrom(const Job &job, const QStringList &taken, qint64 nowMs)
{
    begin(job, taken, nowMs);
}

void JobDraft::begin(const Job &job, const QStringList &taken, qint64 nowMs)
{
    m_before = job;
    m_job = job;
    m_target = m_targetBefore = targetOf(job);
    m_taken = taken;
    m_nowMs = nowMs;
    Q_EMIT changed();
}

void JobDraft::setName(const QString &name)
{
    if (std::exchange(m_job.name, name) != name)
        Q_EMIT changed();
}

void JobDraft::setSchedule(const QString &schedule)
{
    if (std::exchange(m_job.schedule, schedule) != schedule)
        Q_EMIT changed();
}

void JobDraft::setZone(const QString &zone)
{
    if (std::exchange(m_job.zone, zone) != zone)
        Q_EMIT changed();
}

void JobDraft::setTarget(const QString &target)
{
    if (std::exchange(m_target, target) != target)
        Q_EMIT changed();
}

int JobDraft::kind() const
{
    return static_cast<int>(std::find(kOffered.begin(), kOffered.end(), m_job.kind)
                            - kOffered.begin());
}

void JobDraft::setKind(int kind)
{
    if (!isNew() || kind < 0 || kind >= static_cast<int>(kOffered.size()) || kind == this->kind())
        return;
    m_job.kind = kOffered.at(static_cast<std::size_t>(kind));
    m_target = usualTarget(m_job.kind);
    Q_EMIT changed();
}

QList<QString> JobDraft::kinds() const
{
    return {tr("Notification"), tr("Webhook"), tr("Command"),
            tr("Digest"),       tr("Backup"),  tr("Retention")};
}

QString JobDraft::targetName() const
{
    switch (m_job.kind) {
    case JobKind::Digest:
        return tr("Also to");
    case JobKind::Retention:
        return tr("Days kept");
    case JobKind::Backup:
        return tr("Backups kept");
    case JobKind::Webhook:
        return tr("Address");
    case JobKind::Command:
        return tr("Command");
    case JobKind::Notification:
        return tr("Text");
    }
    return {};
}

QString JobDraft::targetHint() const
{
    switch (m_job.kind) {
    case JobKind::Digest:
        return tr("It is shown as a notification; a webhook may get it as well.");
    case JobKind::Retention:
        return tr("What jobs and the outbox did is dropped when it is older. Events have a setting "
                  "of their own.");
    case JobKind::Backup:
        return tr("A copy of the whole store; older copies of this job go.");
    case JobKind::Webhook:
        return tr("It gets a signed POST: https://, or http:// to this machine.");
    case JobKind::Command:
        return tr("Its words, with quotes where one has spaces; no shell reads them.");
    case JobKind::Notification:
        return tr("It is shown on this desktop.");
    }
    return {};
}

Job JobDraft::written() const
{
    Job job = m_job;
    job.name = m_job.name.trimmed();
    job.schedule = m_job.schedule.simplified();
    job.zone = m_job.zone.trimmed();
    if (!isNew() && m_target == m_targetBefore)
        return job;
    const QString option = optionOf(job.kind);
    job.options.remove(option);
    const QString text = m_target.trimmed();
    bool isWhole = false;
    const int number = text.toInt(&isWhole);
    if (isNumber(job.kind))
        job.options.insert(option, isWhole ? QJsonValue(number) : QJsonValue(0));
    else if (!text.isEmpty())
        job.options.insert(option, job.kind == JobKind::Command ? wordsOf(text) : text);
    return job;
}

bool JobDraft::knowsZone() const
{
    return zoneOf(m_job.zone.trimmed()).has_value();
}

QString JobDraft::problem() const
{
    const Job job = written();
    if (m_taken.contains(job.name))
        return tr("There is a job of that name already");
    const Result<void> sound = checkJob(job, m_nowMs);
    return sound ? QString() : sound.error().text;
}

QString JobDraft::preview() const
{
    QStringList lines;
    const QJsonArray times = nextTimes(written(), m_nowMs, kPreview);
    for (const QJsonValue &time : times)
        //: a time where the job is, and the same in UTC
        lines.append(tr("%1    (%2 UTC)")
                         .arg(shortTime(time.toObject().value(u"local")),
                              shortTime(time.toObject().value(u"utc"))));
    return lines.join(u'\n');
}

QString JobDraft::body() const
{
    const Job job = written();
    QJsonObject body;
    if (isNew())
        body.insert(u"kind"_s, nameOf(kJobKinds, job.kind));
    if (isNew() || job.name != m_before.name)
        body.insert(u"name"_s, job.name);
    if (isNew() || job.schedule != m_before.schedule)
        body.insert(u"schedule"_s, job.schedule);
    if (isNew() || job.zone != m_before.zone)
        body.insert(u"zone"_s, job.zone);
    if (isNew() || job.options != m_before.options)
        body.insert(u"options"_s, job.options);
    return QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact));
}

} // namespace dogwatch
