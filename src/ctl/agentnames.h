// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/session.h"

#include <QHash>
#include <QString>

namespace dogwatch {

class Database;

// What people call the agents of sessions, for a table. Reads each session once; where it can't be
// read, the ids stand for the names.
class AgentNames
{
public:
    explicit AgentNames(Database &database)
        : m_database(database)
    { }

    [[nodiscard]] QString nameOf(SessionRef session, const QString &agentId);
    [[nodiscard]] QString nameOf(const SessionKey &session, const QString &agentId);

private:
    Database &m_database;
    QHash<SessionRef, QHash<QString, QString>> m_names;
    QHash<SessionKey, SessionRef> m_refs;
};

} // namespace dogwatch
