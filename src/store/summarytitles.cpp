// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/summarytitles.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

namespace {

constexpr char kKeep[] = R"(
    INSERT INTO transcript_summary (leaf_uuid, title) VALUES (?, ?)
    ON CONFLICT (leaf_uuid) DO UPDATE SET title = excluded.title)";
constexpr char kAny[] = "SELECT 1 FROM transcript_summary ORDER BY leaf_uuid LIMIT 1";
constexpr char kNames[] = "SELECT 1 FROM transcript_summary WHERE leaf_uuid = ?";

// Crosswise, so that each session is asked for the line and not each line for its name.
constexpr char kSessionOfLine[] = R"(
    SELECT known.session_ref FROM transcript_session AS known
    CROSS JOIN transcript_entry ON transcript_entry.session_ref = known.session_ref
        AND transcript_entry.uuid = ?
    ORDER BY known.session_ref LIMIT 1)";

constexpr char kTitle[] = R"(
    SELECT transcript_summary.title FROM transcript_summary
    CROSS JOIN transcript_entry ON transcript_entry.session_ref = ?
        AND transcript_entry.uuid = transcript_summary.leaf_uuid
    ORDER BY transcript_entry.at DESC, transcript_summary.leaf_uuid LIMIT 1)";

constexpr char kRank[] = "SELECT title_rank FROM transcript_session WHERE session_ref = ?";

} // namespace

Result<std::optional<TitleRank>> titleRankOf(Database &database, SessionRef session)
{
    Statement select(database, kRank);
    Result<bool> row = select.bind(static_cast<qint64>(session)).next();
    if (!row)
        return row.error();
    return *row ? std::optional(static_cast<TitleRank>(select.integer(0))) : std::nullopt;
}

Result<void> keepSummaryTitle(Database &database, const SummaryTitle &title)
{
    Statement keep(database, kKeep);
    return keep.bindUtf8(title.leafUuid).bind(title.title).run();
}

Result<bool> hasSummaryTitles(Database &database)
{
    Statement select(database, kAny);
    return select.next();
}

Result<bool> namesLine(Database &database, const QByteArray &uuid)
{
    Statement select(database, kNames);
    return select.bindUtf8(uuid).next();
}

Result<std::optional<SessionRef>> sessionOfLine(Database &database, const QByteArray &uuid)
{
    Statement select(database, kSessionOfLine);
    Result<bool> row = select.bindUtf8(uuid).next();
    if (!row)
        return row.error();
    return *row ? std::optional(SessionRef{select.integer(0)}) : std::nullopt;
}

Result<QString> summaryTitleOf(Database &database, SessionRef session)
{
    Statement select(database, kTitle);
    Result<bool> row = select.bind(static_cast<qint64>(session)).next();
    if (!row)
        return row.error();
    return *row ? select.text(0) : QString();
}

} // namespace dogwatch
