// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/activitytable.h"

namespace dogwatch {

void ActivityTable::Ring::add(qint64 atMs, qint64 events)
{
    const qint64 number = atMs / kSlotMs;
    const auto place = static_cast<std::size_t>(number % kSlots);
    if (number < numbers.at(place))
        return; // older than the span
    if (number > numbers.at(place)) {
        numbers.at(place) = number;
        counts.at(place) = 0;
    }
    counts.at(place) += events;
}

QList<qreal> ActivityTable::Ring::values(qint64 nowMs) const
{
    QList<qreal> list;
    list.reserve(kSlots);
    const qint64 last = nowMs / kSlotMs;
    for (qint64 number = last - kSlots + 1; number <= last; ++number) {
        const auto place = static_cast<std::size_t>(std::max<qint64>(0, number) % kSlots);
        list.append(numbers.at(place) == number ? static_cast<qreal>(counts.at(place)) : 0);
    }
    return list;
}

void ActivityTable::clear()
{
    m_sessions.clear();
    m_all = {};
}

void ActivityTable::add(SessionRef session, qint64 atMs, qint64 events)
{
    if (events <= 0 || atMs < 0)
        return;
    m_sessions[session].add(atMs, events);
    m_all.add(atMs, events);
}

void ActivityTable::add(const std::vector<ActivitySlot> &activity)
{
    for (const ActivitySlot &slot : activity)
        add(slot.session, slot.slotStartMs, slot.events);
}

void ActivityTable::forget(SessionRef session)
{
    m_sessions.remove(session);
}

QList<qreal> ActivityTable::of(SessionRef session, qint64 nowMs) const
{
    return m_sessions.value(session).values(nowMs);
}

QList<qreal> ActivityTable::ofAll(qint64 nowMs) const
{
    return m_all.values(nowMs);
}

} // namespace dogwatch
