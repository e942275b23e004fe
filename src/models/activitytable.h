// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/sessionkey.h"
#include "store/readmodel.h"

#include <QHash>
#include <QList>

#include <array>

namespace dogwatch {

// Events in the last ten minutes in slots of half a minute, for each session and for all: what the
// sparklines show. Times are unix ms. Thread: any one.
class ActivityTable
{
public:
    static constexpr qint64 kSlotMs = 30'000;
    static constexpr int kSlots = 20;
    static constexpr qint64 kSpanMs = kSlotMs * kSlots;

    void clear();
    void add(SessionRef session, qint64 atMs, qint64 events);
    void add(const std::vector<ActivitySlot> &activity);
    void forget(SessionRef session);

    // Oldest first, kSlots values ending with the slot that holds `nowMs`.
    [[nodiscard]] QList<qreal> of(SessionRef session, qint64 nowMs) const;
    [[nodiscard]] QList<qreal> ofAll(qint64 nowMs) const;

private:
    // A ring: the slot of time t is at number % kSlots, valid if the number stored there is t's.
    struct Ring
    {
        std::array<qint64, kSlots> numbers{};
        std::array<qint64, kSlots> counts{};

        void add(qint64 atMs, qint64 events);
        [[nodiscard]] QList<qreal> values(qint64 nowMs) const;
    };

    QHash<SessionRef, Ring> m_sessions;
    Ring m_all;
};

} // namespace dogwatch
