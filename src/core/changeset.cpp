// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/changeset.h"

namespace dogwatch {

void ChangeSet::add(const Changes &changes)
{
    const SessionRef ref = changes.session.ref;
    sessions.insert(ref, changes.session);
    for (const Agent &agent : changes.agents)
        agents[ref].insert(agent.id, agent);
    for (const AttentionItem &item : changes.attention)
        attention.insert(item.id, item);
}

void ChangeSet::merge(const ChangeSet &newer)
{
    lastSeq = std::max(lastSeq, newer.lastSeq);
    events += newer.events;
    deadLetters += newer.deadLetters;
    rebuilt = rebuilt || newer.rebuilt;
    sessions.insert(newer.sessions);
    for (auto it = newer.agents.cbegin(); it != newer.agents.cend(); ++it)
        agents[it.key()].insert(it.value());
    attention.insert(newer.attention);
    marks.insert(newer.marks);
    mutes.insert(newer.mutes);
}

} // namespace dogwatch
