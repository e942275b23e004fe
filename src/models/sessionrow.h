// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "core/session.h"

#include <QHash>
#include <QString>

namespace dogwatch {

// What the board shows of a session, ready to be drawn: texts are in one line and of bounded
// length.
struct SessionRow
{
    SessionRef ref{};
    SessionStatus status = SessionStatus::Unknown;
    qint64 statusSinceMs = 0;
    qint64 lastEventMs = 0;
    std::optional<qint64> actionSinceMs;
    bool hidden = true; // not yet known to be one, or shown under the session that started it

    QString sessionId;
    QString source; // "claude-code"
    QString agentTitle; // "Claude Code"
    QString project;
    QString branch;
    QString title;
    QString model;
    QString cwd;
    QString transcriptPath;
    QString statusText;
    QString dwell;
    QString reason;
    QString actionTool; // empty: actionText is a sentence, else what the tool is applied to
    QString actionText;
    QString actionAge;
    QString subagents; // "2/5" running of all; empty without any
    QString calls;

    friend bool operator==(const SessionRow &, const SessionRow &) = default;
};

// The project, else the folder's name, else a word for "none"; in one line.
[[nodiscard]] QString projectName(const Session &session);
// `asks` is what the session waits for, or null.
[[nodiscard]] SessionRow makeRow(const Session &session, const AttentionItem *asks, qint64 nowMs);
// Renews the texts that say how long something lasts. True if one of them has changed.
bool renewTimes(SessionRow &row, qint64 nowMs);
// All of `words`, which are in lower case, occur in what names the session or in what it does.
[[nodiscard]] bool matches(const SessionRow &row, const QStringList &words);

} // namespace dogwatch
