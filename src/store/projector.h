// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/entry.h"
#include "core/result.h"

#include <QHash>

#include <list>

namespace dogwatch {

class Database;

// Keeps the projections in step with the log: loads what an entry can touch, lets the reducer
// decide, writes the rows. Writer connection, inside a transaction that the caller owns.
//
// The states of sessions in use stay in memory. They follow the store only as long as everything
// that was written is kept, so a caller whose savepoint or transaction is undone says so.
class Projector
{
public:
    explicit Projector(Database &database);

    // The session of a key, made with the next number if it was never heard of. What is made lives
    // in memory only until project() writes it.
    [[nodiscard]] Result<SessionRef> refOf(const SessionKey &key);

    // What is known of a session, whether it has rows yet or not. Valid until the next call.
    [[nodiscard]] Result<const SessionState *> stateOf(const SessionKey &key);

    // Folds one entry in. On an error nothing may be kept: undo the savepoint, then call forget().
    [[nodiscard]] Result<Changes> project(const SessionKey &key, const Entry &entry);

    // The store is not what was last written: for one session, or for all of them.
    void forget(const SessionKey &key);
    void forgetAll();

    // Empties the projections, as the first step of making them anew; but for the sessions up to
    // this number.
    [[nodiscard]] Result<void> clear(qint64 keptUpTo);

private:
    struct Cached
    {
        SessionState state;
        bool isNew = false; // has no row yet
        std::list<SessionKey>::iterator age;
    };

    [[nodiscard]] Result<Cached *> cached(const SessionKey &key);
    [[nodiscard]] Result<Cached> load(const SessionKey &key);
    [[nodiscard]] Result<void> loadOpenRows(SessionState &state);
    [[nodiscard]] Result<void> loadNamedRows(SessionState &state, const Report &report);
    [[nodiscard]] Result<void> write(const Changes &changes, bool isNew);
    [[nodiscard]] Result<SessionRef> nextRef();
    void trim();

    Database &m_database;
    QHash<SessionKey, Cached> m_states;
    std::list<SessionKey> m_byAge; // most recently used first
    qint64 m_lastRef = 0; // 0: not read yet
};

} // namespace dogwatch
