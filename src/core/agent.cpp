// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/agent.h"

#include "core/texts.h"

namespace dogwatch {

Agent mainAgentOf(const Session &session)
{
    Agent agent;
    agent.session = session.ref;
    agent.status = session.status;
    agent.statusReason = session.statusReason;
    agent.startedAtMs = session.startedAtMs ? *session.startedAtMs : session.firstEventMs;
    agent.endedAtMs = session.endedAtMs;
    agent.firstEventMs = session.firstEventMs;
    agent.lastEventMs = session.lastEventMs;
    agent.toolCalls = session.mainCalls;
    agent.lastAction = oneLine(session.actionTool + u' ' + session.actionSummary, 200);
    return agent;
}

QString agentNameOf(const Agent &agent)
{
    if (agent.id.isEmpty())
        return QStringLiteral("main");
    if (!agent.description.isEmpty())
        return agent.description;
    return agent.type.isEmpty() ? agent.id : agent.type;
}

} // namespace dogwatch
