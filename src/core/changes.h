// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/agent.h"
#include "core/attentionitem.h"
#include "core/session.h"
#include "core/toolcall.h"
#include "core/turn.h"

#include <QHash>

#include <vector>

namespace dogwatch {

// The part of the projections that one entry can touch: its session, with everything of it that is
// open, and whatever the entry names. The projector loads it; see reducer.h.
struct SessionState
{
    Session session;
    QHash<QString, Agent> agents; // its subagents, by id
    QHash<QString, ToolCall> calls; // those running, and those the entry names
    QHash<QString, Turn> turns; // those not ended, and the one the entry names
    QHash<QString, AttentionItem> attention; // those not resolved
};

// Rows as they are to be from now on; each replaces the row of the same key. The session is always
// among them, because each event counts.
struct Changes
{
    Session session;
    std::vector<Agent> agents;
    std::vector<ToolCall> calls;
    std::vector<Turn> turns;
    std::vector<AttentionItem> attention;
};

} // namespace dogwatch
