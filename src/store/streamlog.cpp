// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/streamlog.h"

#include "agents/jsonmessages.h"
#include "core/fault.h"
#include "store/database.h"
#include "store/statement.h"
#include "store/streamchunks.h"
#include "store/streamends.h"

namespace dogwatch {

namespace {

constexpr char kProducer[] =
    "SELECT epoch, last_seq FROM stream_producer WHERE stream = ? AND producer = ?";
constexpr char kSetProducer[] = R"(
    INSERT INTO stream_producer (stream, producer, epoch, last_seq) VALUES (?, ?, ?, ?)
    ON CONFLICT (stream, producer)
        DO UPDATE SET epoch = excluded.epoch, last_seq = excluded.last_seq)";
constexpr char kGrow[] = R"(
    UPDATE stream
    SET tail = ?, last_seq = ?, closed = ?, closed_by = ?, closed_epoch = ?, closed_seq = ?,
        expires_at = ?
    WHERE id = ?)";
constexpr char kTouch[] = R"(
    UPDATE stream SET expires_at = ? + 1000 * ttl
    WHERE id = ? AND state = 0 AND ttl IS NOT NULL AND expires_at > ?)";

Result<std::optional<ProducerState>> producerOf(Database &database, qint64 stream,
                                                const QByteArray &id)
{
    Statement select(database, kProducer);
    select.bind(stream).bind(id);
    Result<bool> found = select.next();
    if (!found)
        return found.error();
    if (!*found)
        return std::optional<ProducerState>();
    return std::optional(ProducerState{select.integer(0), select.integer(1)});
}

StreamVerdict verdictOf(ProducerVerdict verdict)
{
    switch (verdict) {
    case ProducerVerdict::Accept:
        return StreamVerdict::Done;
    case ProducerVerdict::Duplicate:
        return StreamVerdict::Duplicate;
    case ProducerVerdict::StaleEpoch:
        return StreamVerdict::StaleEpoch;
    case ProducerVerdict::NewEpochNotAtZero:
        return StreamVerdict::NewEpochNotAtZero;
    case ProducerVerdict::Gap:
        break;
    }
    return StreamVerdict::Gap;
}

// What the stream itself has against it, before the one who appends is looked at. Done: nothing.
StreamVerdict judgeStream(const StreamRow &stream, const StreamAppend &append, qint64 nowMs)
{
    const bool closesOnly = append.closes && append.body.isEmpty() && append.body.isValid;
    if (stream.isExpired(nowMs))
        return StreamVerdict::NotFound;
    if (stream.state != StreamState::Live)
        return StreamVerdict::Gone;
    if (stream.isClosed) {
        const bool isAgain = append.producer && append.producer == stream.closedBy;
        return isAgain || closesOnly ? StreamVerdict::Duplicate : StreamVerdict::Closed;
    }
    const bool fits =
        closesOnly || mediaEssence(append.contentType) == mediaEssence(stream.contentType);
    return fits ? StreamVerdict::Done : StreamVerdict::OtherType;
}

StreamVerdict judgeContent(const StreamRow &stream, const StreamAppend &append)
{
    if (append.seq && stream.lastSeq && *append.seq <= *stream.lastSeq)
        return StreamVerdict::SeqTooLow;
    if (!append.body.isValid)
        return StreamVerdict::BadJson;
    return append.body.isEmpty() && !append.closes ? StreamVerdict::NoMessages
                                                   : StreamVerdict::Done;
}

Result<void> setProducer(Database &database, qint64 stream, const ProducerClaim &claim)
{
    Statement set(database, kSetProducer);
    set.bind(stream).bind(claim.id).bind(claim.epoch).bind(claim.seq);
    return set.run();
}

Result<void> grow(Database &database, StreamRow &stream, const StreamAppend &append, qint64 nowMs)
{
    if (!append.body.isEmpty()) {
        if (Result<void> added = addChunk(database, stream.id, stream.tail, append.body); !added)
            return added;
    }
    stream.tail += append.body.bytes.size();
    if (append.seq)
        stream.lastSeq = append.seq;
    stream.isClosed = append.closes;
    if (append.closes)
        stream.closedBy = append.producer;
    if (stream.expiry.ttlS)
        stream.expiresAtMs = nowMs + 1000 * *stream.expiry.ttlS;
    const bool byProducer = stream.closedBy.has_value();
    Statement update(database, kGrow);
    update.bind(stream.tail)
        .bindOrNull(stream.lastSeq.value_or(QByteArray()))
        .bind(stream.isClosed)
        .bindOrNull(byProducer ? stream.closedBy->id : QByteArray())
        .bind(byProducer ? std::optional(stream.closedBy->epoch) : std::nullopt)
        .bind(byProducer ? std::optional(stream.closedBy->seq) : std::nullopt)
        .bind(stream.expiresAtMs)
        .bind(stream.id);
    return update.run();
}

} // namespace

StreamBody bodyOf(const QByteArray &text, bool isJson)
{
    if (!isJson || text.isEmpty())
        return {text, text.isEmpty() ? 0 : 1, true};
    std::optional<JsonMessages> messages = jsonMessages(text);
    if (!messages)
        return {{}, 0, false};
    return {std::move(messages->joined), messages->count, true};
}

Result<StreamOutcome> appendToStream(Database &database, const StreamAppend &append, qint64 nowMs)
{
    Result<std::optional<StreamRow>> row = streamByPath(database, append.path);
    if (!row)
        return row.error();
    if (!*row)
        return StreamOutcome{};
    StreamOutcome outcome{judgeStream(**row, append, nowMs), **row, {}, 0, false};
    if (outcome.verdict != StreamVerdict::Done && outcome.verdict != StreamVerdict::Duplicate)
        return outcome;
    if (append.producer) {
        Result<std::optional<ProducerState>> known =
            producerOf(database, outcome.stream.id, append.producer->id);
        if (!known)
            return known.error();
        outcome.producer = *known;
        outcome.expectedSeq = expectedSeq(*append.producer, *known);
        if (outcome.verdict == StreamVerdict::Done)
            outcome.verdict = verdictOf(judge(*append.producer, *known));
    }
    if (outcome.verdict == StreamVerdict::Done)
        outcome.verdict = judgeContent(outcome.stream, append);
    if (outcome.verdict != StreamVerdict::Done)
        return outcome;
    if (Result<void> grown = grow(database, outcome.stream, append, nowMs); !grown)
        return grown.error();
    if (append.producer) {
        if (faultAt("streams.before_producer"))
            return Error{ErrorCode::StorageFull,
                         QStringLiteral("failpoint streams.before_producer")};
        if (Result<void> set = setProducer(database, outcome.stream.id, *append.producer); !set)
            return set.error();
        outcome.producer = ProducerState{append.producer->epoch, append.producer->seq};
    }
    outcome.appended = !append.body.isEmpty();
    return outcome;
}

Result<StreamOutcome> deleteStream(Database &database, const QByteArray &path, qint64 nowMs)
{
    Result<std::optional<StreamRow>> row = streamByPath(database, path);
    if (!row)
        return row.error();
    if (!*row || (*row)->isExpired(nowMs))
        return StreamOutcome{};
    if ((*row)->state != StreamState::Live)
        return StreamOutcome{StreamVerdict::Gone, **row, {}, 0, false};
    if (Result<void> ended = endStream(database, **row, PathAfterEnd::Kept); !ended)
        return ended.error();
    return StreamOutcome{StreamVerdict::Done, **row, {}, 0, false};
}

Result<void> touchStream(Database &database, qint64 id, qint64 nowMs)
{
    Statement touch(database, kTouch);
    touch.bind(nowMs).bind(id).bind(nowMs);
    return touch.run();
}

} // namespace dogwatch
