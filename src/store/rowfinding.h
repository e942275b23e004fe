// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "core/session.h"

#include <QHash>
#include <QString>

#include <vector>

namespace dogwatch {

// Something that needs a person and that the rows of the store show by themselves, whatever is seen
// outside. Looked for on a reader; what is to be raised is looked at again where it is written.
struct RowFinding
{
    SessionKey key;
    SessionRef session{};
    AttentionKind kind = AttentionKind::Loop;
    QString cause;
    QString agentId; // empty: the main agent
    QString toolName;
    QString summary;
    QString text; // the evidence, in one sentence
    bool isOver = false; // its item is open, and nothing shows it any more
    // Of calls: the rows that show it. Of a collision: the other session and its agent.
    qint64 firstRow = 0;
    qint64 lastRow = 0;
    SessionRef other{};
    QString otherAgentId;
};

// The sessions that may be running.
using LiveSessions = QHash<SessionRef, Session>;

} // namespace dogwatch
