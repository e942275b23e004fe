// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/zoneoffsets.h"

#include <QDateTime>

namespace dogwatch {

namespace {

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

qint64 offsetMs(const QTimeZone &zone, qint64 utcMs)
{
    return 1000LL * zone.offsetFromUtc(utc(utcMs));
}

} // namespace

ZoneOffsets::ZoneOffsets(const QTimeZone &zone, qint64 fromUtcMs, qint64 toUtcMs)
{
    m_leastMs = m_mostMs = offsetMs(zone, fromUtcMs);
    m_spans.push_back({fromUtcMs, toUtcMs, m_leastMs});
    if (!zone.hasTransitions())
        return;
    const QTimeZone::OffsetDataList changes = zone.transitions(utc(fromUtcMs), utc(toUtcMs));
    for (const QTimeZone::OffsetData &change : changes) {
        const qint64 at = change.atUtc.toMSecsSinceEpoch();
        const qint64 offset = 1000LL * change.offsetFromUtc;
        if (at <= fromUtcMs || at >= toUtcMs || offset == m_spans.back().offsetMs)
            continue;
        m_spans.back().toUtcMs = at;
        m_spans.push_back({at, toUtcMs, offset});
        m_leastMs = std::min(m_leastMs, offset);
        m_mostMs = std::max(m_mostMs, offset);
    }
}

std::vector<qint64> ZoneOffsets::passes(qint64 localMs) const
{
    std::vector<qint64> found;
    for (const Span &span : m_spans) {
        const qint64 at = localMs - span.offsetMs;
        if (at >= span.fromUtcMs && at < span.toUtcMs)
            found.push_back(at);
    }
    return found;
}

qint64 ZoneOffsets::firstPass(qint64 localMs) const
{
    const std::vector<qint64> found = passes(localMs);
    if (!found.empty())
        return found.front();
    // In a gap: too late for the span before, too early for the one after.
    for (const Span &span : m_spans) {
        if (localMs < span.fromUtcMs + span.offsetMs)
            return span.fromUtcMs;
    }
    return localMs - m_spans.back().offsetMs;
}

qint64 localOf(const QTimeZone &zone, qint64 utcMs)
{
    return utcMs + offsetMs(zone, utcMs);
}

} // namespace dogwatch
