// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How SessionsModel filters, sorts and groups its rows.

#include "models/sessionsmodel.h"

#include <algorithm>
#include <tuple>

namespace dogwatch {

namespace {

// Those in need first; among equals who is so for longest, then who came first.
using Key = std::tuple<int, qint64, qint64>;

Key keyOf(const SessionRow &row)
{
    return {statusRank(row.status), row.statusSinceMs, static_cast<qint64>(row.ref)};
}

} // namespace

void SessionsModel::setStatusFilter(int mask)
{
    if (mask == m_statusFilter)
        return;
    m_statusFilter = mask;
    setHeld(false); // whoever filters wants to see it at once
    rearrange();
    Q_EMIT filterChanged();
}

void SessionsModel::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    setHeld(false);
    rearrange();
    Q_EMIT filterChanged();
}

void SessionsModel::clearFilter()
{
    setStatusFilter(0);
    setSearch({});
}

void SessionsModel::reveal(double ref)
{
    if (rowOf(ref) >= 0)
        return;
    clearFilter();
    const Entry *entry = find(static_cast<SessionRef>(static_cast<qint64>(ref)));
    if (entry && entry->position < 0)
        setStatusFilter(1 << static_cast<int>(entry->row.status));
}

void SessionsModel::setGrouping(Grouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    if (!m_order.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {GroupRole});
    setHeld(false); // in the old order the groups would be in pieces
    rearrange();
    findGroups();
    Q_EMIT groupingChanged();
}

void SessionsModel::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    Q_EMIT heldChanged();
    if (!held)
        rearrange();
}

void SessionsModel::pointerMoved()
{
    setHeld(true);
    m_holdTimer.start(kRestingMs);
}

void SessionsModel::pointerLeft()
{
    if (m_held)
        m_holdTimer.start(kLeftMs);
}

bool SessionsModel::shows(const SessionRow &row) const
{
    if (row.hidden)
        return false;
    if (m_statusFilter != 0) {
        if ((m_statusFilter & (1 << static_cast<int>(row.status))) == 0)
            return false;
    } else if (row.status == SessionStatus::Ended && m_words.isEmpty()
               && row.statusSinceMs < m_feed->nowMs() - kEndedShownMs) {
        return false;
    }
    return matches(row, m_words);
}

QString SessionsModel::groupOf(const SessionRow &row) const
{
    switch (m_grouping) {
    case NoGroups:
        return {};
    case ByProject:
        return row.project;
    case ByAgent:
        return row.agentTitle;
    }
    Q_UNREACHABLE();
    return {};
}

std::vector<SessionRef> SessionsModel::wantedOrder() const
{
    struct Candidate
    {
        QString group;
        Key key;
        SessionRef ref{};
    };
    std::vector<Candidate> candidates;
    QHash<QString, Key> groupKeys; // a group stands where its neediest member would
    for (const auto &[number, entry] : m_entries) {
        if (!shows(entry.row) || (m_held && entry.position >= 0))
            continue;
        candidates.push_back({groupOf(entry.row), keyOf(entry.row), entry.row.ref});
        const Candidate &added = candidates.back();
        const auto known = groupKeys.constFind(added.group);
        if (known == groupKeys.cend() || added.key < *known)
            groupKeys.insert(added.group, added.key);
    }
    std::sort(candidates.begin(), candidates.end(),
              [&groupKeys](const Candidate &a, const Candidate &b) {
                  if (a.group != b.group)
                      return groupKeys.value(a.group) < groupKeys.value(b.group);
                  return a.key < b.key;
              });

    std::vector<SessionRef> order;
    if (m_held)
        order = m_order;
    order.reserve(order.size() + candidates.size());
    for (const Candidate &candidate : candidates)
        order.push_back(candidate.ref);
    return order;
}

void SessionsModel::rearrangeIfNeeded()
{
    if (m_arrangeNeeded)
        rearrange();
}

void SessionsModel::rearrange()
{
    m_arrangeNeeded = false;
    const std::vector<SessionRef> target = wantedOrder();
    const QSet<SessionRef> wanted(target.cbegin(), target.cend());
    const QSet<SessionRef> shown(m_order.cbegin(), m_order.cend());
    removeUnwanted(wanted);
    std::vector<SessionRef> targetOfShown;
    std::copy_if(target.cbegin(), target.cend(), std::back_inserter(targetOfShown),
                 [&shown](SessionRef ref) { return shown.contains(ref); });
    for (const RowMove &step : fewestMoves(m_order, targetOfShown))
        move(step.from, step.to);
    insertNew(target);
    findGroups();
}

void SessionsModel::removeUnwanted(const QSet<SessionRef> &wanted)
{
    bool removed = false;
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (wanted.contains(m_order.at(std::size_t(last))))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(m_order.at(std::size_t(first - 1))))
            --first;
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            find(m_order.at(std::size_t(row)))->position = -1;
        m_order.erase(m_order.begin() + first, m_order.begin() + last + 1);
        renumber();
        endRemoveRows();
        removed = true;
        last = first;
    }
    if (removed)
        followCurrent();
}

void SessionsModel::move(int from, int to)
{
    // Qt names the row before which it is put, as counted before it is taken out.
    const bool legal = beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
    Q_ASSERT(legal);
    const SessionRef ref = m_order.at(std::size_t(from));
    m_order.erase(m_order.begin() + from);
    m_order.insert(m_order.begin() + to, ref);
    renumber();
    endMoveRows();
    followCurrent();
}

void SessionsModel::insertNew(const std::vector<SessionRef> &target)
{
    const qint64 nowMs = m_feed->nowMs();
    const auto isNew = [this, &target](std::size_t row) {
        return row < target.size() && find(target.at(row))->position < 0;
    };
    for (std::size_t first = 0; first < target.size(); ++first) {
        if (!isNew(first))
            continue;
        std::size_t end = first;
        while (isNew(end)) {
            renewTimes(find(target.at(end))->row, nowMs);
            ++end;
        }
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(end) - 1);
        m_order.insert(m_order.begin() + static_cast<std::ptrdiff_t>(first),
                       target.begin() + static_cast<std::ptrdiff_t>(first),
                       target.begin() + static_cast<std::ptrdiff_t>(end));
        renumber();
        endInsertRows();
        followCurrent();
        first = end;
    }
}

void SessionsModel::renumber()
{
    m_rowsMoved = true;
    int position = 0;
    for (const SessionRef ref : m_order)
        find(ref)->position = position++;
}

// The selection stays with its session; if that is no longer shown, the row in its place is
// selected.
void SessionsModel::followCurrent()
{
    if (!m_current)
        return;
    const Entry *entry = find(*m_current);
    const int row = entry ? entry->position : -1;
    if (row >= 0) {
        if (row != m_currentRow) {
            m_currentRow = row;
            Q_EMIT currentRowChanged();
        }
        return;
    }
    const int neighbour = std::min(m_currentRow, rowCount() - 1);
    m_currentRow = -2; // the number may be the same, the session is not
    setCurrentRow(neighbour);
}

void SessionsModel::findGroups()
{
    std::vector<BoardGroup> groups;
    if (m_grouping != NoGroups) {
        for (int row = 0; row < rowCount(); ++row) {
            const QString name = groupOf(at(row).row);
            if (groups.empty() || groups.back().name != name)
                groups.push_back({name, row, 0});
            ++groups.back().count;
        }
    }
    const bool regrouped = groups != m_groups;
    m_groups = std::move(groups);
    if (std::exchange(m_rowsMoved, false) || regrouped)
        Q_EMIT arranged();
}

} // namespace dogwatch
