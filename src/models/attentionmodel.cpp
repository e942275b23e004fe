// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attentionmodel.h"

#include "core/times.h"
#include "models/displaytext.h"
#include "models/sessionrow.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kWhatLength = 120;
constexpr qint64 kLongestTimerMs = 60LL * 60 * 1000; // the wall clock may jump

} // namespace

QString AttentionModel::askOf(const AttentionItem &item)
{
    switch (item.kind) {
    case AttentionKind::Permission:
        if (item.toolName.isEmpty())
            return tr("asks for a permission");
        return tr("wants to use %1").arg(displayLine(item.toolName, 40));
    case AttentionKind::Question:
        return tr("asks");
    case AttentionKind::Failed:
        return tr("has failed");
    case AttentionKind::Stalled:
        return tr("hangs");
    case AttentionKind::Overload:
        return tr("is turned away");
    case AttentionKind::Errors:
        return tr("fails again and again");
    case AttentionKind::Loop:
        return tr("goes round in circles");
    case AttentionKind::Disagreement:
        return tr("contradicts itself");
    case AttentionKind::Collision:
        return tr("writes a file that another one writes");
    case AttentionKind::Limit:
    case AttentionKind::Budget:
        return tr("uses up what it may");
    }
    Q_UNREACHABLE();
    return {};
}

AttentionModel::AttentionModel(LiveFeed *feed, QObject *parent)
    : LiveListModel(parent)
    , m_feed(feed)
{
    connect(feed, &LiveFeed::loaded, this, &AttentionModel::read);
    connect(feed, &LiveFeed::changed, this, &AttentionModel::accept);
    connect(feed, &LiveFeed::secondPassed, this, &AttentionModel::renew);
    connect(feed, &LiveFeed::stateChanged, this,
            [this] { setState(m_feed->state(), m_feed->errorText()); });
    m_snoozeEnd.setSingleShot(true);
    connect(&m_snoozeEnd, &QTimer::timeout, this, &AttentionModel::read);
    setState(feed->state(), feed->errorText());
    read();
}

int AttentionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AttentionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case RefRole:
        return static_cast<double>(row.session);
    case Qt::DisplayRole:
    case ProjectRole:
        return row.project;
    case AskRole:
        return row.ask;
    case WhatRole:
        return row.what;
    case SinceRole:
        return row.since;
    default:
        return {};
    }
}

QHash<int, QByteArray> AttentionModel::roleNames() const
{
    return {{RefRole, "ref"},
            {ProjectRole, "project"},
            {AskRole, "ask"},
            {WhatRole, "what"},
            {SinceRole, "since"}};
}

double AttentionModel::nextAfter(double ref) const
{
    if (m_rows.empty())
        return -1;
    const auto is = [ref](const Row &row) { return static_cast<double>(row.session) == ref; };
    const auto known = std::find_if(m_rows.cbegin(), m_rows.cend(), is);
    auto next = known == m_rows.cend() ? m_rows.cbegin() : std::next(known);
    // A session may have several items: one visit is enough.
    while (next != m_rows.cend() && is(*next))
        ++next;
    if (next == m_rows.cend())
        next = m_rows.cbegin();
    return static_cast<double>(next->session);
}

bool AttentionModel::waits(double ref) const
{
    return std::any_of(m_rows.cbegin(), m_rows.cend(),
                       [ref](const Row &row) { return static_cast<double>(row.session) == ref; });
}

bool AttentionModel::isMuted(double ref) const
{
    return m_feed && m_feed->isMuted(SessionRef{static_cast<qint64>(ref)});
}

std::vector<AttentionModel::Row> AttentionModel::rowsNow() const
{
    const qint64 nowMs = m_feed->nowMs();
    std::vector<AttentionItem> items;
    for (const AttentionItem &item : m_feed->attention()) {
        if (!m_feed->mark(item.id).isQuietAt(nowMs))
            items.push_back(item);
    }
    std::sort(items.begin(), items.end(), [](const AttentionItem &a, const AttentionItem &b) {
        return std::tuple(urgencyOf(a.kind), a.sinceMs, a.id)
            < std::tuple(urgencyOf(b.kind), b.sinceMs, b.id);
    });
    std::vector<Row> rows;
    for (const AttentionItem &item : items) {
        const auto session = m_feed->sessions().constFind(item.session);
        if (session == m_feed->sessions().cend())
            continue;
        const QString &what = item.summary.isEmpty() ? item.reason : item.summary;
        rows.push_back({item.id, item.session, projectName(*session), askOf(item),
                        displayLine(what, kWhatLength), item.sinceMs,
                        shortDuration(nowMs - item.sinceMs)});
    }
    return rows;
}

void AttentionModel::accept(const ChangeSet &changes)
{
    if (!changes.attention.isEmpty() || !changes.marks.isEmpty())
        read();
}

// Also while nobody looks: the tray shows what is in this list.
void AttentionModel::awaitSnoozes()
{
    const qint64 nowMs = m_feed->nowMs();
    std::optional<qint64> firstMs;
    for (const AttentionItem &item : m_feed->attention()) {
        const AttentionMark mark = m_feed->mark(item.id);
        const qint64 untilMs = mark.snoozedUntilMs.value_or(0);
        if (!mark.acknowledgedAtMs && untilMs > nowMs)
            firstMs = std::min(firstMs.value_or(untilMs), untilMs);
    }
    if (firstMs)
        m_snoozeEnd.start(
            static_cast<int>(std::clamp<qint64>(*firstMs - nowMs, 1, kLongestTimerMs)));
    else
        m_snoozeEnd.stop();
}

// Few rows, seldom changed: those that are gone are removed, the others put in their places.
void AttentionModel::read()
{
    awaitSnoozes();
    std::vector<Row> rows = rowsNow();
    const auto holds = [](const std::vector<Row> &list, const QString &id) {
        return std::any_of(list.cbegin(), list.cend(),
                           [&id](const Row &row) { return row.id == id; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (holds(rows, m_rows.at(static_cast<std::size_t>(row)).id))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        Row &wanted = rows.at(static_cast<std::size_t>(row));
        const auto known = std::find_if(m_rows.begin() + row, m_rows.end(),
                                        [&wanted](const Row &r) { return r.id == wanted.id; });
        const int from = static_cast<int>(known - m_rows.begin());
        if (known == m_rows.end()) {
            beginInsertRows({}, row, row);
            m_rows.insert(m_rows.begin() + row, std::move(wanted));
            endInsertRows();
            continue;
        }
        if (from != row) {
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_rows.begin() + row, known, std::next(known));
            endMoveRows();
        }
        if (Row &shown = m_rows.at(static_cast<std::size_t>(row)); shown != wanted) {
            shown = std::move(wanted);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void AttentionModel::renew(qint64 nowMs)
{
    for (int row = 0; row < rowCount(); ++row) {
        Row &shown = m_rows.at(static_cast<std::size_t>(row));
        QString since = shortDuration(nowMs - shown.sinceMs);
        if (since == shown.since)
            continue;
        shown.since = std::move(since);
        Q_EMIT dataChanged(index(row), index(row), {SinceRole});
    }
}

} // namespace dogwatch
