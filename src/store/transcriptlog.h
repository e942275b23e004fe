// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/price.h"
#include "core/result.h"
#include "store/transcriptslice.h"

#include <QHash>

#include <optional>
#include <span>
#include <vector>

namespace dogwatch {

class Database;
class EventLog;
class Projector;
class UsageTable;

// Takes what was read of transcripts into the store: the usage, what there is to say of sessions,
// and how far was read, all in the transaction that the caller owns. So a position never stands
// behind anything that is not stored, and a slice that is offered twice changes nothing.
//
// Writer connection. Keeps the prices from one commit to the next.
class TranscriptLog
{
public:
    // What became of each slice: false, if it does not begin where the store has read to. It was
    // read by somebody else meanwhile, and its reader has to look again.
    struct Taken
    {
        ChangeSet changes;
        std::vector<bool> slices;
    };
    [[nodiscard]] Result<Taken> take(Database &database, EventLog &log, Projector &projector,
                                     std::span<const TranscriptSlice> slices, qint64 nowMs);

private:
    [[nodiscard]] Result<void> refreshPrices(Database &database);

    PriceList m_prices;
    qint64 m_revision = -1;
};

// Where each known transcript was read to; nothing for one that was not. Any connection.
[[nodiscard]] Result<std::optional<TranscriptPosition>>
transcriptPosition(Database &database, TranscriptPass pass, const QString &path);
[[nodiscard]] Result<QHash<QString, TranscriptPosition>> transcriptPositions(Database &database,
                                                                             TranscriptPass pass);

// Lines of a transcript of which nothing, or not all, is in the store.
struct LineTroubles
{
    qint64 malformed = 0;
    qint64 oversized = 0;
};
// Of each file that has some, as far as it was read. Any connection.
[[nodiscard]] Result<QHash<QString, LineTroubles>> lineTroubles(Database &database);

} // namespace dogwatch
