// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobsmodel.h"

#include "core/schedule.h"
#include "models/displaytext.h"
#include "store/digestdata.h"
#include "store/jobjson.h"
#include "store/jobtable.h"

#include <QJsonObject>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRereadMs = 2000;
constexpr int kOccurrences = 200;
constexpr qsizetype kTextLength = 200;

// "2026-11-20 09:00" of "2026-11-20T09:00:00+01:00"
QString shortTime(const QString &iso)
{
    return iso.left(16).replace(u'T', u' ');
}

QString outcomeText(const Occurrence &occurrence)
{
    const QString outcome = outcomeOf(occurrence);
    if (outcome == "pending"_L1)
        return JobsModel::tr("waits");
    if (outcome == "running"_L1)
        return JobsModel::tr("runs");
    if (outcome == "done"_L1)
        return JobsModel::tr("done");
    if (outcome == "skipped"_L1)
        return JobsModel::tr("skipped");
    if (outcome == "failed"_L1)
        return JobsModel::tr("failed");
    if (outcome == "cancelled"_L1)
        return JobsModel::tr("cancelled");
    if (outcome == "sending"_L1)
        return JobsModel::tr("being delivered");
    return JobsModel::tr("delivery not known");
}

CellRow::Tone toneOf(const Occurrence &occurrence)
{
    const QString outcome = outcomeOf(occurrence);
    if (outcome == "failed"_L1 || outcome == "unknown"_L1)
        return CellRow::Bad;
    return outcome == "done"_L1 ? CellRow::Plain : CellRow::Dim;
}

QString stateText(const Job &job, const QJsonArray &next)
{
    if (!whyBlocked(job).isEmpty())
        return JobsModel::tr("blocked: %1").arg(displayLine(whyBlocked(job), kTextLength));
    if (job.paused)
        return JobsModel::tr("paused");
    return next.isEmpty() ? JobsModel::tr("over") : JobsModel::tr("on");
}

CellRow rowOf(const Job &job, const Occurrence &newest, qint64 nowMs)
{
    const QJsonArray next = nextTimes(job, nowMs, 1);
    const QJsonObject first = job.paused ? QJsonObject() : next.at(0).toObject();
    CellRow row;
    row.key = QString::number(job.id);
    row.ref = static_cast<double>(job.id);
    row.texts = {displayLine(job.name, kTextLength),
                 job.damage.isEmpty() ? nameOf(kJobKinds, job.kind) : QString(),
                 displayLine(job.schedule, kTextLength),
                 shortTime(first.value(u"local").toString()),
                 newest.job == 0 ? QString() : outcomeText(newest),
                 stateText(job, next),
                 displayLine(job.zone, kTextLength),
                 shortTime(first.value(u"utc").toString())};
    if (!whyBlocked(job).isEmpty())
        row.tone = CellRow::Bad;
    else if (newest.job != 0)
        row.tone = toneOf(newest) == CellRow::Bad ? CellRow::Bad : CellRow::Plain;
    if (job.paused)
        row.tone = CellRow::Dim;
    row.detail = displayLine(newest.reason.isEmpty() ? newest.result : newest.reason, kTextLength);
    return row;
}

CellRow rowOf(const Occurrence &occurrence, const QTimeZone &zone)
{
    CellRow row;
    row.key = QString::number(occurrence.dueMs);
    const QDateTime due = QDateTime::fromMSecsSinceEpoch(occurrence.dueMs, Qt::UTC);
    const QDateTime local = due.addSecs(zone.offsetFromUtc(due));
    const QString words = occurrence.reason.isEmpty() ? occurrence.result : occurrence.reason;
    row.texts = {local.toString(u"yyyy-MM-dd HH:mm"_s), due.toString(u"yyyy-MM-dd HH:mm"_s),
                 outcomeText(occurrence),
                 occurrence.isManual ? JobsModel::tr("by hand") : QString(),
                 displayLine(words, kTextLength)};
    row.tone = toneOf(occurrence);
    row.detail = displayLine(words, kTextLength);
    return row;
}

} // namespace

JobsModel::JobsModel(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(kRereadMs);
    connect(&m_timer, &QTimer::timeout, this, &JobsModel::read);
}

JobsModel::~JobsModel() = default;

void JobsModel::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    m_feed = feed;
    m_port = m_feed && m_feed->readers() ? std::make_unique<ReadPort>(m_feed->readers()) : nullptr;
    m_reading = false;
    Q_EMIT feedChanged();
    if (m_active)
        read();
}

void JobsModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    if (!active)
        return m_timer.stop();
    m_timer.start();
    read();
}

void JobsModel::setJob(double job)
{
    const auto id = static_cast<qint64>(job);
    if (m_chosen == id)
        return;
    m_chosen = id;
    m_occurrences.setReading();
    Q_EMIT chosenChanged();
    read();
}

const Job &JobsModel::chosen() const
{
    static const Job none;
    const auto job = std::find_if(m_all.begin(), m_all.end(),
                                  [this](const Job &each) { return each.id == m_chosen; });
    return job == m_all.end() ? none : *job;
}

Result<JobsModel::Snapshot> JobsModel::readAll(Database &database, qint64 chosen)
{
    Snapshot snapshot;
    Result<std::vector<Job>> all = dogwatch::jobs(database);
    if (!all)
        return all.error();
    snapshot.jobs = std::move(all).value();
    const bool isThere = std::any_of(snapshot.jobs.begin(), snapshot.jobs.end(),
                                     [chosen](const Job &job) { return job.id == chosen; });
    snapshot.chosen = isThere ? chosen : snapshot.jobs.empty() ? -1 : snapshot.jobs.front().id;
    for (const Job &job : snapshot.jobs) {
        const bool isChosen = job.id == snapshot.chosen;
        Result<std::vector<Occurrence>> some =
            occurrencesOf(database, job.id, isChosen ? kOccurrences : 1);
        if (!some)
            return some.error();
        snapshot.newest.push_back(some->empty() ? Occurrence() : some->front());
        if (isChosen)
            snapshot.occurrences = std::move(some).value();
    }
    const Result<std::optional<KeptDigest>> digest = lastDigest(database);
    if (!digest)
        return digest.error();
    if (*digest)
        snapshot.digest = (*digest)->plain;
    return snapshot;
}

void JobsModel::read()
{
    if (!m_port) {
        m_jobs.fail(tr("There is no store to read from."));
        m_occurrences.fail(tr("There is no store to read from."));
        return;
    }
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_port->ask<Snapshot>(
        [chosen = m_chosen](Database &database) { return readAll(database, chosen); },
        [this, chosen = m_chosen](const Result<Snapshot> &snapshot) {
            m_reading = false;
            if (!snapshot) {
                m_jobs.fail(snapshot.error().text);
                m_occurrences.fail(snapshot.error().text);
            } else if (chosen == m_chosen) {
                accept(*snapshot);
            }
            if (std::exchange(m_again, false))
                read();
        });
}

void JobsModel::accept(const Snapshot &snapshot)
{
    m_all = snapshot.jobs;
    m_chosen = snapshot.chosen;
    const qint64 nowMs = m_feed ? m_feed->nowMs() : 0;
    std::vector<CellRow> jobRows;
    for (std::size_t i = 0; i < m_all.size(); ++i)
        jobRows.push_back(rowOf(m_all[i], snapshot.newest[i], nowMs));
    m_jobs.setRows(std::move(jobRows));
    const QTimeZone zone = zoneOf(chosen().zone).value_or(QTimeZone::utc());
    std::vector<CellRow> rows;
    for (const Occurrence &occurrence : snapshot.occurrences)
        rows.push_back(rowOf(occurrence, zone));
    m_occurrences.setRows(std::move(rows));
    Q_EMIT chosenChanged();
    if (m_digest != snapshot.digest) {
        m_digest = snapshot.digest;
        Q_EMIT digestChanged();
    }
}

void JobsModel::beginDraft(bool ofNew)
{
    QStringList taken;
    for (const Job &job : m_all) {
        if (ofNew || job.id != m_chosen)
            taken.append(job.name);
    }
    const qint64 nowMs = m_feed ? m_feed->nowMs() : 0;
    if (ofNew)
        m_draft.beginNew(taken, nowMs);
    else
        m_draft.beginFrom(chosen(), taken, nowMs);
}

} // namespace dogwatch
