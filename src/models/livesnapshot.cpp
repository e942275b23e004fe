// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/livesnapshot.h"

#include "store/attentionmarks.h"
#include "store/database.h"
#include "store/readport.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostSessions = 2000;

// Those that live may have been silent for long, so recency alone would miss them.
Result<std::vector<Session>> liveAndRecent(Database &database, qint64 activeSinceMs)
{
    SessionQuery query;
    query.withProvisional = true;
    query.limit = kMostSessions;
    query.activeOnly = true;
    Result<std::vector<Session>> live = sessions(database, query);
    if (!live)
        return live;
    query.activeOnly = false;
    Result<std::vector<Session>> recent = sessions(database, query);
    if (!recent)
        return recent;

    std::vector<Session> found = std::move(live).value();
    QSet<SessionRef> known;
    for (const Session &session : found)
        known.insert(session.ref);
    for (Session &session : *recent) {
        if (session.lastEventMs >= activeSinceMs && !known.contains(session.ref))
            found.push_back(std::move(session));
    }
    return found;
}

Result<LiveSnapshot> readAll(Database &database, const SnapshotQuery &query)
{
    Result<std::vector<Session>> found = liveAndRecent(database, query.activeSinceMs);
    if (!found)
        return found.error();
    Result<std::vector<AttentionItem>> attention = openAttention(database);
    if (!attention)
        return attention.error();
    Result<std::vector<ActivitySlot>> activity =
        activitySince(database, query.activitySinceMs, query.activitySlotMs);
    if (!activity)
        return activity.error();
    Result<QHash<QString, AttentionMark>> marks = openMarks(database);
    if (!marks)
        return marks.error();
    Result<QSet<SessionRef>> muted = mutedSessions(database);
    if (!muted)
        return muted.error();
    return LiveSnapshot{std::move(found).value(), std::move(attention).value(),
                        std::move(activity).value(), std::move(marks).value(),
                        std::move(muted).value()};
}

Result<LiveSnapshot> readInOneSnapshot(Database &database, const SnapshotQuery &query)
{
    if (const Result<void> begun = database.execute(u"BEGIN"_s); !begun)
        return begun.error();
    Result<LiveSnapshot> snapshot = readAll(database, query);
    const Result<void> ended = database.execute(u"ROLLBACK"_s);
    if (snapshot && !ended)
        return ended.error();
    return snapshot;
}

} // namespace

SnapshotLoader storeSnapshotLoader(ReadPort *port)
{
    return [port](const SnapshotQuery &query, SnapshotDone done) {
        port->ask<LiveSnapshot>(
            [query](Database &database) { return readInOneSnapshot(database, query); },
            std::move(done));
    };
}

} // namespace dogwatch
