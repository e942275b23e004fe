// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/evidence.h"
#include "watch/transcriptfixture.h"

#include <QJsonObject>
#include <QStringList>
#include <QTemporaryDir>

namespace dogwatch::test {

// Plays recordings step by step into a store, through all that takes them in when the program runs:
// hooks by the committer, lines of transcripts by their reader, and looks of the watchdog, to which
// the recording says what it would see outside. Times are unix ms.
class StatusReplay
{
public:
    // What the watchdog sees of a session.
    struct Outside
    {
        ProcessState state = ProcessState::Alive;
        std::optional<LiveRecord> record;
        QHash<QString, AgentSign> agents;
        qint64 awakeSinceMs = 0;
        QString startedBy; // the session whose process has started this one's
    };

    void hook(QJsonObject payload, qint64 happenedMs, qint64 receivedMs, qint64 pid);
    void transcript(const QString &session, const QJsonArray &lines, qint64 atMs);
    void look(qint64 nowMs);

    [[nodiscard]] Outside &outside(const QString &session) { return m_outside[session]; }
    [[nodiscard]] QString statusOf(const QString &session);
    [[nodiscard]] QString reasonOf(const QString &session);
    // The kinds of what is open, in order.
    [[nodiscard]] QString openItemsOf(const QString &session);
    [[nodiscard]] qint64 runningSubagentsOf(const QString &session);
    // Under which it is shown; empty: it stands alone.
    [[nodiscard]] QString starterOf(const QString &session);
    // How many stand alone.
    [[nodiscard]] qint64 tiles();
    [[nodiscard]] TranscriptStore &store() { return m_store; }

private:
    TranscriptStore m_store;
    QTemporaryDir m_folder;
    QHash<QString, Outside> m_outside;
    int m_events = 0;
    int m_lines = 0;
};

[[nodiscard]] LiveWord liveWord(const QString &status, const QString &waitingFor);

} // namespace dogwatch::test
