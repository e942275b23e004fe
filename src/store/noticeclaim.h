// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/noticeplan.h"
#include "core/result.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// A notification's way out of the outbox. Writer connection, inside the caller's transaction.

// One that is to be shown; its texts came from outside.
struct ClaimedNotice
{
    qint64 id = 0; // of the row
    QString cause;
    std::optional<AttentionKind> kind; // nothing: a message, of which `title` and `summary` are all
    QString title;
    SessionRef session{};
    QString sessionId;
    QString project;
    QString toolName;
    QString summary;
    QString reason;
    qint64 sinceMs = 0;
};

struct NoticeClaim
{
    std::vector<ClaimedNotice> alone;
    // What is told as a sum, under the row that stands for all of it; 0: there is none.
    qint64 summaryId = 0;
    QStringList summaryCauses;
    bool more = false; // the summary is not whole: claim again
    std::optional<qint64> nextDueMs; // of what still waits
};

// At most so many rows at a time, so that no event waits long behind it.
inline constexpr int kMostClaimed = 500;

// Decides, by what the store says now, about what waits. What is to be shown is sending when this
// is committed, and must not be shown before. `moment` without its counts, which are found here.
// `summaryId`: of a summary that is not whole yet, else 0.
[[nodiscard]] Result<NoticeClaim> claimNotices(Database &database, const NoticeRules &rules,
                                               NoticeMoment moment, qint64 summaryId);

enum class NoticeEnd {
    Done,
    Waits, // nobody has heard of it: as it was before the claim
    Failed,
    Unknown, // it may have been shown; never shown again unless a person says so
};

// What became of a notice: all rows that it stood for. At most kMostClaimed of them; true: there
// are more.
[[nodiscard]] Result<bool> finishNotice(Database &database, qint64 id, NoticeEnd end,
                                        const QString &error = {});

} // namespace dogwatch
