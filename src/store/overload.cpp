// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/overload.h"

#include "core/times.h"
#include "core/transcriptentry.h"
#include "store/database.h"
#include "store/statement.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTail = 12;
constexpr int kRetries = 3;
// A retry is waited for some minutes at most.
constexpr qint64 kFreshMs = 10LL * 60 * 1000;

constexpr char kEntries[] = R"(
    SELECT kind, at, agent_id FROM transcript_entry WHERE session_ref = ?
    ORDER BY at DESC, id DESC LIMIT ?)";

} // namespace

Result<std::optional<RowFinding>> overloadOf(Database &database, const Session &session,
                                             qint64 nowMs)
{
    int retries = 0;
    qint64 newestMs = 0;
    qint64 oldestMs = 0;
    Statement select(database, kEntries);
    select.bind(static_cast<qint64>(session.ref)).bind(kTail);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            break;
        if (!select.text(2).isEmpty()) // a subagent's
            continue;
        if (select.integer(0) != static_cast<qint64>(EntryKind::ApiRetry))
            break;
        ++retries;
        oldestMs = select.integer(1);
        newestMs = std::max(newestMs, oldestMs);
    }
    const bool isAnswered = newestMs < session.lastEventMs;
    if (retries < kRetries || isAnswered || nowMs - newestMs > kFreshMs)
        return std::optional<RowFinding>();
    RowFinding finding;
    finding.key = session.key;
    finding.session = session.ref;
    finding.kind = AttentionKind::Overload;
    finding.cause = QString::number(session.turnChangedMs);
    finding.text = u"the API has turned it away %1 times in %2"_s.arg(
        QString::number(retries), shortDuration(nowMs - oldestMs));
    return std::optional(finding);
}

} // namespace dogwatch
