// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionneeds.h"

#include "core/times.h"
#include "models/attentionmodel.h"
#include "models/displaytext.h"

#include <tuple>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kWhatLength = 200;

bool isMoreUrgent(const AttentionItem &a, const AttentionItem &b)
{
    return std::tuple(urgencyOf(a.kind), a.sinceMs, a.id)
        < std::tuple(urgencyOf(b.kind), b.sinceMs, b.id);
}

} // namespace

void SessionNeeds::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = feed;
    if (m_feed) {
        connect(m_feed, &LiveFeed::loaded, this, &SessionNeeds::renew);
        connect(m_feed, &LiveFeed::changed, this, &SessionNeeds::renew);
        connect(m_feed, &LiveFeed::secondPassed, this, &SessionNeeds::renew);
    }
    Q_EMIT feedChanged();
    renew();
}

void SessionNeeds::setSession(double session)
{
    if (m_session == session)
        return;
    m_session = session;
    Q_EMIT sessionChanged();
    renew();
}

SessionNeeds::Needs SessionNeeds::needsNow() const
{
    Needs needs;
    if (!m_feed)
        return needs;
    const SessionRef ref{static_cast<qint64>(m_session)};
    const qint64 nowMs = m_feed->nowMs();
    needs.muted = m_feed->isMuted(ref);
    const AttentionItem *first = nullptr;
    for (const AttentionItem &item : m_feed->attention()) {
        if (item.session != ref)
            continue;
        ++needs.open;
        if (!m_feed->mark(item.id).isQuietAt(nowMs))
            ++needs.waiting;
        if (!first || isMoreUrgent(item, *first))
            first = &item;
    }
    if (!first)
        return needs;
    const QString what =
        displayLine(first->summary.isEmpty() ? first->reason : first->summary, kWhatLength);
    needs.text = AttentionModel::askOf(*first);
    if (!what.isEmpty())
        needs.text += u": "_s + what;
    needs.text += u" · "_s + shortDuration(nowMs - first->sinceMs);
    return needs;
}

void SessionNeeds::renew()
{
    Needs now = needsNow();
    if (now == m_now)
        return;
    m_now = std::move(now);
    Q_EMIT changed();
}

} // namespace dogwatch
