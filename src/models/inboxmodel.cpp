// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/inboxmodel.h"

#include "core/times.h"
#include "models/attentionmodel.h"
#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "models/sessionrow.h"
#include "store/attentionlog.h"
#include "store/attentionmarks.h"
#include "store/readmodel.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;
constexpr std::size_t kMostRows = 1000;
constexpr qsizetype kTextLength = 240;
constexpr qsizetype kMostProjects = 3;

// What waits first, the most urgent of it on top; then what was over last.
bool comesBefore(const AttentionItem &a, const AttentionItem &b)
{
    const auto rank = [](const AttentionItem &item) {
        return item.resolvedAtMs ? std::tuple(1, 0, -*item.resolvedAtMs)
                                 : std::tuple(0, urgencyOf(item.kind), item.sinceMs);
    };
    return std::pair(rank(a), a.id) < std::pair(rank(b), b.id);
}

} // namespace

InboxModel::InboxModel(QObject *parent)
    : QObject(parent)
{ }

InboxModel::~InboxModel() = default;

void InboxModel::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = feed;
    m_port = m_feed && m_feed->readers() ? std::make_unique<ReadPort>(m_feed->readers()) : nullptr;
    m_reading = false;
    if (m_feed) {
        connect(m_feed, &LiveFeed::loaded, this, &InboxModel::read);
        connect(m_feed, &LiveFeed::changed, this, [this](const ChangeSet &changes) {
            if (!changes.attention.isEmpty() || !changes.marks.isEmpty())
                read();
        });
        connect(m_feed, &LiveFeed::secondPassed, this, &InboxModel::show);
    }
    Q_EMIT feedChanged();
    read();
}

void InboxModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    read();
}

void InboxModel::setLooked(double unixMs)
{
    const auto ms = static_cast<qint64>(unixMs);
    if (m_lookedMs == ms)
        return;
    m_lookedMs = ms;
    Q_EMIT lookedChanged();
    read();
}

void InboxModel::setRange(Range range)
{
    if (m_range == range)
        return;
    m_range = range;
    Q_EMIT rangeChanged();
    read();
}

qint64 InboxModel::sinceMs() const
{
    const qint64 nowMs = m_feed ? m_feed->nowMs() : 0;
    if (m_range == Week)
        return nowMs - 7 * kDayMs;
    return m_range == SinceLooked && m_lookedMs > 0 ? m_lookedMs : nowMs - kDayMs;
}

Result<InboxModel::Snapshot> InboxModel::readAll(Database &database, qint64 sinceMs, qint64 nowMs)
{
    Snapshot snapshot;
    Result<std::vector<Wait>> waits = waitsBetween(database, sinceMs, nowMs + 1, {});
    if (!waits)
        return waits.error();
    snapshot.waits = std::move(waits).value();
    Result<std::vector<AttentionItem>> items = attentionSince(database, sinceMs);
    if (!items)
        return items.error();
    snapshot.items = std::move(items).value();
    QStringList ids;
    for (const AttentionItem &item : snapshot.items) {
        ids.append(item.id);
        if (snapshot.projects.contains(item.session))
            continue;
        const Result<std::optional<Session>> session = sessionByRef(database, item.session);
        if (!session)
            return session.error();
        snapshot.projects.insert(item.session, *session ? projectName(**session) : QString());
    }
    Result<QSet<QString>> acknowledged = acknowledgedOf(database, ids);
    if (!acknowledged)
        return acknowledged.error();
    snapshot.acknowledged = std::move(acknowledged).value();
    return snapshot;
}

void InboxModel::read()
{
    if (!m_active)
        return;
    if (!m_port)
        return m_items.fail(tr("There is no store to read from."));
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    const qint64 since = sinceMs();
    const qint64 readAtMs = m_feed->nowMs();
    m_port->ask<Snapshot>(
        [since, readAtMs](Database &database) { return readAll(database, since, readAtMs); },
        [this, since, readAtMs](Result<Snapshot> snapshot) {
            m_reading = false;
            if (!snapshot)
                m_items.fail(snapshot.error().text);
            else
                accept(std::move(snapshot).value(), since, readAtMs);
            if (std::exchange(m_again, false))
                read();
        });
}

void InboxModel::accept(Snapshot snapshot, qint64 sinceMs, qint64 readAtMs)
{
    m_snapshot = std::move(snapshot);
    std::sort(m_snapshot.items.begin(), m_snapshot.items.end(), comesBefore);
    m_shownSinceMs = sinceMs;
    m_readAtMs = readAtMs;
    show();
}

// From what was read: again each second, for how long what is open has waited.
void InboxModel::show()
{
    if (!m_active || m_readAtMs == 0 || !m_feed)
        return;
    const qint64 nowMs = m_feed->nowMs();
    std::vector<CellRow> rows;
    m_unseen.clear();
    for (const AttentionItem &item : m_snapshot.items) {
        const bool isSeen = m_snapshot.acknowledged.contains(item.id);
        if (!isSeen)
            m_unseen.append(item.id);
        if (m_range == SinceLooked && isSeen && item.resolvedAtMs)
            continue;
        if (rows.size() < kMostRows)
            rows.push_back(rowOf(item, nowMs));
    }
    m_waited = waitedText(nowMs);
    m_items.setRows(std::move(rows));
    Q_EMIT readDone();
}

CellRow InboxModel::rowOf(const AttentionItem &item, qint64 nowMs) const
{
    const AttentionMark mark = m_feed->mark(item.id);
    const bool isSeen = m_snapshot.acknowledged.contains(item.id);
    const qint64 snoozedMs = mark.snoozedUntilMs.value_or(0);
    QString state = tr("waits for you");
    if (item.resolvedAtMs)
        state = isSeen ? tr("over, seen") : tr("over");
    else if (isSeen)
        state = tr("waits, seen");
    else if (snoozedMs > nowMs)
        state = tr("snoozed until %1").arg(clockText(snoozedMs, nowMs).section(u'.', 0, 0));
    const QString what = displayLine(item.summary, kTextLength);
    const QString ask = AttentionModel::askOf(item);
    const QString waited = shortDuration(item.resolvedAtMs.value_or(nowMs) - item.sinceMs);
    CellRow row;
    row.key = item.id;
    row.ref = static_cast<double>(item.session);
    row.texts = {clockText(item.sinceMs, nowMs).section(u'.', 0, 0), // whole seconds
                 m_snapshot.projects.value(item.session),
                 what.isEmpty() ? ask : ask + u": "_s + what,
                 waited,
                 state,
                 displayLine(item.reason, kTextLength)};
    row.detail = fullTimeText(item.sinceMs);
    if (item.resolvedAtMs)
        row.detail += u'\n'
            + tr("over at %1: %2")
                  .arg(fullTimeText(*item.resolvedAtMs), displayLine(item.resolution, kTextLength));
    row.tone = item.resolvedAtMs || mark.isQuietAt(nowMs) || isSeen ? CellRow::Dim : CellRow::Bad;
    return row;
}

QString InboxModel::waitedText(qint64 nowMs) const
{
    const std::array borders{m_shownSinceMs, nowMs};
    const WaitReport waits = waitReport(m_snapshot.waits, borders, nowMs);
    if (waits.all.waitedMs == 0)
        return {};
    QString text = tr("Agents stood still for you %1").arg(shortDuration(waits.all.waitedMs));
    if (waits.all.medianMs)
        text += tr("; half of the answers came within %1").arg(shortDuration(*waits.all.medianMs));
    const QStringList projects = waitedByProject(waits);
    return projects.size() < 2 ? text
                               : text + u" · "_s + projects.mid(0, kMostProjects).join(u", "_s);
}

// "api-server 40 m", the longest first.
QStringList InboxModel::waitedByProject(const WaitReport &report)
{
    std::vector<std::pair<qint64, QString>> waits;
    for (const auto &[project, sums] : report.byProject) {
        if (sums.waitedMs > 0)
            waits.emplace_back(-sums.waitedMs, project);
    }
    std::sort(waits.begin(), waits.end());
    QStringList texts;
    for (const auto &[waitedMs, project] : waits) {
        const QString name =
            project.isEmpty() ? tr("(no project)") : displayLine(project, kTextLength);
        texts.append(name + u' ' + shortDuration(-waitedMs));
    }
    return texts;
}

} // namespace dogwatch
