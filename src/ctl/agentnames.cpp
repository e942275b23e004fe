// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/agentnames.h"

#include "store/readmodel.h"

namespace dogwatch {

QString AgentNames::nameOf(SessionRef session, const QString &agentId)
{
    if (agentId.isEmpty())
        return QStringLiteral("main");
    auto known = m_names.find(session);
    if (known == m_names.end()) {
        known = m_names.insert(session, {});
        if (const Result<std::vector<Agent>> agents = agentsOf(m_database, session)) {
            for (const Agent &agent : *agents)
                known->insert(agent.id, agentNameOf(agent));
        }
    }
    return known->value(agentId, agentId);
}

QString AgentNames::nameOf(const SessionKey &session, const QString &agentId)
{
    if (agentId.isEmpty())
        return QStringLiteral("main");
    auto known = m_refs.find(session);
    if (known == m_refs.end()) {
        const Result<std::optional<Session>> row =
            sessionById(m_database, session.id, session.source);
        known = m_refs.insert(session, row && *row ? (*row)->ref : SessionRef{});
    }
    return nameOf(*known, agentId);
}

} // namespace dogwatch
