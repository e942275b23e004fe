// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/watchdogbench.h"

#include "core/clock.h"
#include "store/batchcommitter.h"
#include "store/database.h"
#include "store/watchlist.h"
#include "watch/outsidelook.h"
#include "watch/watchdog.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kCallsOfSession = 20;
constexpr int kLooks = 20;

Result<WriteRequest> eventOf(qint64 number, int session, const QString &type, int call, qint64 atMs)
{
    const QJsonObject payload{
        {u"session_id"_s, u"session-%1"_s.arg(session)},
        {u"hook_event_name"_s, type},
        {u"cwd"_s, u"/home/dev/project-%1"_s.arg(session % 20)},
        {u"tool_name"_s, u"Bash"_s},
        {u"tool_use_id"_s, u"call-%1-%2"_s.arg(session).arg(call)},
        {u"tool_input"_s, QJsonObject{{u"command"_s, u"make part-%1"_s.arg(call)}}}};
    Envelope envelope;
    envelope.eventId = u"event-%1"_s.arg(number);
    envelope.source = Source::ClaudeCode;
    envelope.occurredAtMs = atMs;
    envelope.receivedAtMs = atMs;
    envelope.process = {QCoreApplication::applicationPid(), std::nullopt};
    Result<IncomingEvent> event = makeIncoming(
        std::move(envelope), QJsonDocument(payload).toJson(QJsonDocument::Compact), {});
    if (!event)
        return event.error();
    WriteRequest made;
    made.event = std::move(event).value();
    return made;
}

// Of each session a prompt, some calls that are over and one that runs.
Result<void> fill(BatchCommitter &committer, int sessions, qint64 nowMs)
{
    qint64 number = 0;
    for (int session = 0; session < sessions; ++session) {
        std::vector<WriteRequest> batch;
        for (int step = 0; step < 2 * kCallsOfSession; ++step) {
            const QString type = step % 2 == 1 ? u"PreToolUse"_s : u"PostToolUse"_s;
            Result<WriteRequest> event =
                eventOf(++number, session, step == 0 ? u"UserPromptSubmit"_s : type, (step + 1) / 2,
                        nowMs - 60'000 + step);
            if (!event)
                return event.error();
            batch.push_back(std::move(event).value());
        }
        const BatchCommitter::Committed committed = committer.commit(batch);
        if (committed.storageError)
            return *committed.storageError;
    }
    return {};
}

QJsonObject figuresOf(std::vector<double> times)
{
    if (times.empty())
        return {{u"times"_s, 0}};
    std::sort(times.begin(), times.end());
    return {{u"times"_s, static_cast<qint64>(times.size())},
            {u"p50_ms"_s, times.at(times.size() / 2)},
            {u"p99_ms"_s, times.at(times.size() * 99 / 100)},
            {u"max_ms"_s, times.back()}};
}

double since(const QElapsedTimer &begun)
{
    return static_cast<double>(begun.nsecsElapsed()) / 1e6;
}

// Of each transaction, from before its begin to behind its commit.
Result<void> addLockTimes(BatchCommitter &committer, Found found, qint64 nowMs,
                          std::vector<double> &times)
{
    while (!found.empty()) {
        const Found some = found.take(Watchdog::kAtOnce);
        QElapsedTimer begun;
        begun.start();
        const Result<ChangeSet> done =
            committer.transact([&](Database &database, EventLog &log, Projector &projector) {
                return recordFindings(database, log, projector, some, nowMs);
            });
        if (!done)
            return done.error();
        times.push_back(since(begun));
    }
    return {};
}

Found allOf(const WatchList &list, ProcessState state, qint64 nowMs)
{
    Found found;
    for (const WatchedSession &watched : list.sessions) {
        found.evidence.push_back(watched.evidence);
        found.evidence.back().state = state;
        found.evidence.back().gatheredAtMs = nowMs;
    }
    return found;
}

struct Times
{
    std::vector<double> reading;
    std::vector<double> outside;
    std::vector<double> quiet;
    std::vector<double> judged;
    std::vector<double> lost;
};

Result<qint64> measureLooks(Database &reader, BatchCommitter &committer, qint64 nowMs, Times &times)
{
    Result<WatchList> list = WatchList();
    for (int look = 0; look < kLooks; ++look) {
        QElapsedTimer begun;
        begun.start();
        list = watchList(reader, {1'000'000, 1'000'000, 0}, nowMs);
        if (!list)
            return list.error();
        times.reading.push_back(since(begun));
        begun.start();
        Found found{lookOutside(list->sessions, nowMs, nowMs), list->findings};
        times.outside.push_back(since(begun));
        if (Result<void> done = addLockTimes(committer, std::move(found), nowMs, times.quiet);
            !done)
            return done.error();
        if (Result<void> done = addLockTimes(committer, allOf(*list, ProcessState::Alive, nowMs),
                                             nowMs, times.judged);
            !done)
            return done.error();
    }
    if (Result<void> done =
            addLockTimes(committer, allOf(*list, ProcessState::Gone, nowMs), nowMs, times.lost);
        !done)
        return done.error();
    return static_cast<qint64>(list->sessions.size());
}

} // namespace

Result<QJsonObject> measureWatchdog(int sessions)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"dogwatch.db"_s);
    const qint64 nowMs = SystemClock().nowMs();
    auto writer = Database::open(path, Database::Mode::CreateIfMissing, folder.path());
    if (!writer)
        return writer.error();
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**writer, cancelled);
    if (Result<void> resumed = committer.resume(); !resumed)
        return resumed.error();
    if (Result<void> filled = fill(committer, sessions, nowMs); !filled)
        return filled.error();
    auto reader = Database::open(path, Database::Mode::ReadOnly);
    if (!reader)
        return reader.error();
    Times times;
    const Result<qint64> live = measureLooks(**reader, committer, nowMs, times);
    if (!live)
        return live.error();
    return QJsonObject{{u"live_sessions"_s, *live},
                       {u"reading"_s, figuresOf(times.reading)},
                       {u"looking_outside"_s, figuresOf(times.outside)},
                       {u"lock_nothing_to_say"_s, figuresOf(times.quiet)},
                       {u"lock_all_judged"_s, figuresOf(times.judged)},
                       {u"lock_all_lost"_s, figuresOf(times.lost)}};
}

} // namespace dogwatch
