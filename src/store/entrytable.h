// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/sessionkey.h"
#include "store/transcriptslice.h"

#include <QHash>

#include <functional>

namespace dogwatch {

class Database;

// Puts the texts of one slice into the store, in the caller's transaction. What is there already
// stays as it is, but for where its line lies: taking in the same lines twice changes nothing.
// Writer connection; for one slice.
class EntryTable
{
public:
    using RefOf = std::function<Result<SessionRef>(const QByteArray &session)>;

    // `textId` is the number of the file.
    EntryTable(Database &database, qint64 textId);

    // A piece that was not there, by its index in the slice.
    struct Fresh
    {
        std::size_t piece = 0;
        QByteArray agentId;
    };
    [[nodiscard]] Result<std::vector<Fresh>> take(const TranscriptSlice &slice, const RefOf &refOf);

private:
    [[nodiscard]] Result<SessionRef> ref(const QByteArray &session, const RefOf &refOf);
    // Whether it was not there.
    [[nodiscard]] Result<bool> takePiece(const TranscriptPiece &piece, const PackedBody &body,
                                         const QByteArray &agent, SessionRef session);
    [[nodiscard]] Result<void> takeKnown(const TranscriptPiece &piece, const PackedBody &body,
                                         const QByteArray &agent, SessionRef session);
    [[nodiscard]] Result<void> takeLink(const LineLink &link, SessionRef session);
    [[nodiscard]] Result<QByteArray> agentOf(const QByteArray &named, bool sidechain,
                                             const QByteArray &uuid, const QByteArray &parent,
                                             SessionRef session);

    Database &m_database;
    const qint64 m_textId;
    QHash<QByteArray, SessionRef> m_refs;
    // Who spoke the lines of this slice that have no agent's name but are of one.
    QHash<std::pair<SessionRef, QByteArray>, QByteArray> m_unnamed;
};

// Where the conversation of a session stands now. Same transaction.
[[nodiscard]] Result<void> noteStand(Database &database, const SessionStand &stand,
                                     SessionRef session);

} // namespace dogwatch
