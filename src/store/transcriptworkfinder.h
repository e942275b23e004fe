// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/transcriptwork.h"
#include "store/entrytable.h"

namespace dogwatch {

class Database;

// What the texts of one slice tell of the work in one of its sessions that is not known yet: its
// agents, turns and calls. What hooks have told of a session is left to them; the transcript only
// fills the gaps. Writer connection; made before the texts are put into the store, asked after.
class TranscriptWorkFinder
{
public:
    TranscriptWorkFinder(Database &database, const SessionState &state);

    [[nodiscard]] Result<void> take(const TranscriptPiece &piece, const QByteArray &agent);
    void take(const AgentFacts &facts);

    [[nodiscard]] TranscriptWork work() &&;
    [[nodiscard]] qint64 lastAtMs() const { return m_lastAtMs; }

private:
    void takeTurn(const TranscriptPiece &piece);
    void takeCall(const TranscriptPiece &piece, const QString &agent);
    [[nodiscard]] Result<void> takeResult(const TranscriptPiece &piece, const QString &agent);
    [[nodiscard]] Result<void> takeSpawned(const TranscriptPiece &piece, const QString &agent);
    [[nodiscard]] ToldAgent &agentOf(const QString &id);
    [[nodiscard]] ToldCall &callOf(const QString &id);
    [[nodiscard]] bool isToldByHooks() const { return m_session.events > 0; }

    Database &m_database;
    const Session m_session;
    const QHash<QString, Agent> m_known;
    TranscriptWork m_work;
    QHash<QString, std::size_t> m_agents; // by id, where in m_work
    QHash<QString, std::size_t> m_calls;
    qint64 m_lastAtMs = 0;
};

} // namespace dogwatch
