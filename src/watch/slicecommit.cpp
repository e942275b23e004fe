// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/slicecommit.h"

#include "core/clock.h"
#include "store/transcriptlog.h"
#include "store/writer.h"

#include <QFuture>
#include <QPromise>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Slices = std::shared_ptr<const std::vector<TranscriptSlice>>;

BatchCommitter::Work workOf(const std::shared_ptr<TranscriptLog> &transcripts, const Slices &slices,
                            const std::shared_ptr<std::vector<bool>> &taken, qint64 nowMs)
{
    return [transcripts, slices, taken, nowMs](Database &database, EventLog &log,
                                               Projector &projector) -> Result<ChangeSet> {
        Result<TranscriptLog::Taken> done =
            transcripts->take(database, log, projector, *slices, nowMs);
        if (!done)
            return done.error();
        *taken = std::move(done->slices);
        return std::move(done->changes);
    };
}

} // namespace

SliceCommit commitThrough(Writer &writer, const Clock &clock)
{
    auto transcripts = std::make_shared<TranscriptLog>(); // used in the writer's thread alone
    return [&writer, &clock, transcripts](const Slices &slices) -> Result<std::vector<bool>> {
        auto taken = std::make_shared<std::vector<bool>>();
        // A promise that is dropped cancels its future, so that nobody waits for ever.
        auto promise = std::make_shared<QPromise<std::optional<Error>>>();
        QFuture<std::optional<Error>> future = promise->future();
        promise->start();
        writer.post(workOf(transcripts, slices, taken, clock.nowMs()),
                    [promise = std::move(promise)](const Result<ChangeSet> &changes) {
                        promise->addResult(changes ? std::nullopt : std::optional(changes.error()));
                        promise->finish();
                    });
        future.waitForFinished();
        if (future.resultCount() == 0)
            return Error{ErrorCode::Cancelled, u"the store is being closed"_s};
        if (const std::optional<Error> error = future.result())
            return *error;
        return *taken;
    };
}

SliceCommit commitThrough(BatchCommitter &committer, const Clock &clock)
{
    auto transcripts = std::make_shared<TranscriptLog>();
    return [&committer, &clock, transcripts](const Slices &slices) -> Result<std::vector<bool>> {
        auto taken = std::make_shared<std::vector<bool>>();
        Result<ChangeSet> done =
            committer.transact(workOf(transcripts, slices, taken, clock.nowMs()));
        if (!done)
            return done.error();
        return *taken;
    };
}

} // namespace dogwatch
