// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "core/sessionkey.h"
#include "store/incomingevent.h"

#include <optional>

namespace dogwatch {

class Database;

// Appends to the log. Writer connection, inside a transaction.
class EventLog
{
public:
    explicit EventLog(Database &database);

    // Reads where the log ends; after opening, and after a transaction that did not commit.
    [[nodiscard]] Result<void> resume();

    // The same without a look at the store, where it can't be read just now.
    void rewind(qint64 lastSeq) { m_lastSeq = lastSeq; }

    [[nodiscard]] qint64 nextSeq() const { return m_lastSeq + 1; }
    [[nodiscard]] qint64 lastSeq() const { return m_lastSeq; }

    // Appends under nextSeq(). False: an event of this id is there already, nothing was written.
    [[nodiscard]] Result<bool> append(const IncomingEvent &event, SessionRef session);
    // After append(): the number is used. Kept apart, because the savepoint may still be undone.
    void advance() { ++m_lastSeq; }

    // The seq of an event, if there is one of this id.
    [[nodiscard]] Result<std::optional<qint64>> find(const QString &eventId);

    [[nodiscard]] Result<void> appendObservation(const Entry &entry, SessionRef session,
                                                 const QByteArray &body);
    // Kept whole with the reason. False: one of this id is kept already and left as it is.
    [[nodiscard]] Result<bool> bury(const IncomingEvent &event, const QString &error);

private:
    Database &m_database;
    qint64 m_lastSeq = 0;
};

} // namespace dogwatch
