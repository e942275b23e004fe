// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionmark.h"
#include "core/changes.h"

#include <QHash>

namespace dogwatch {

// What commits have changed since the last one was taken, merged: of each row only its newest
// state. Bounded by the number of rows that live, not by the number of events. Published after
// COMMIT only.
struct ChangeSet
{
    qint64 lastSeq = 0;
    qint64 events = 0; // committed since the last set
    qint64 deadLetters = 0; // since the last set
    QHash<SessionRef, Session> sessions;
    QHash<SessionRef, QHash<QString, Agent>> agents;
    QHash<QString, AttentionItem> attention;
    // What a person has said: of items, and of which sessions nothing is to be told.
    QHash<QString, AttentionMark> marks;
    QHash<SessionRef, bool> mutes;
    bool rebuilt = false; // the projections were made anew: read everything again

    [[nodiscard]] bool isEmpty() const
    {
        return sessions.isEmpty() && agents.isEmpty() && attention.isEmpty() && marks.isEmpty()
            && mutes.isEmpty() && events == 0 && deadLetters == 0 && !rebuilt;
    }

    void add(const Changes &changes);
    void merge(const ChangeSet &newer);
};

} // namespace dogwatch
