// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/streamrow.h"

namespace dogwatch {

// Writes to the streams that others keep here. Each call is part of a transaction of the writer;
// what is refused changes nothing. An Error is only ever the store's.
//
// Writer thread.

// The body of a request, taken apart before it came to the writer.
struct StreamBody
{
    QByteArray bytes; // for JSON the messages, side by side with commas
    qint64 messages = 0; // of JSON; else 1 where there are bytes
    bool isValid = true; // false: it is no JSON, where JSON it must be

    [[nodiscard]] bool isEmpty() const { return bytes.isEmpty(); }
};

struct StreamCreate
{
    QByteArray path;
    QByteArray contentType; // empty: not given
    StreamExpiry expiry;
    bool isClosed = false;
    QByteArray sourcePath; // empty: no fork
    std::optional<StreamPosition> forkAt; // none: at the source's tail
    qint64 forkSub = 0; // bytes, or messages of JSON, past that
    QByteArray body; // as it came; JSON's is taken apart once the type is known
};

struct StreamAppend
{
    QByteArray path;
    QByteArray contentType;
    StreamBody body;
    bool closes = false;
    std::optional<QByteArray> seq;
    std::optional<ProducerClaim> producer;
};

enum class StreamVerdict {
    Created,
    Exists, // as it was asked for
    Done, // appended, closed or deleted
    Duplicate, // of that producer's; or closed already
    NotFound,
    Gone, // deleted, and held for its forks
    OtherConfig,
    SourceNotFound,
    SourceGone,
    BadFork, // its place is none of the source's
    OtherType,
    Closed,
    BadJson,
    NoMessages,
    StaleEpoch,
    NewEpochNotAtZero,
    Gap,
    SeqTooLow,
};

struct StreamOutcome
{
    StreamVerdict verdict = StreamVerdict::NotFound;
    StreamRow stream; // as it is now; of no meaning for NotFound
    std::optional<ProducerState> producer; // what is known of it now
    qint64 expectedSeq = 0; // for Gap
    bool appended = false; // there are new bytes
};

// As JSON where the stream is of that.
[[nodiscard]] StreamBody bodyOf(const QByteArray &text, bool isJson);

[[nodiscard]] Result<StreamOutcome> createStream(Database &database, const StreamCreate &create,
                                                 qint64 nowMs);
[[nodiscard]] Result<StreamOutcome> appendToStream(Database &database, const StreamAppend &append,
                                                   qint64 nowMs);
[[nodiscard]] Result<StreamOutcome> deleteStream(Database &database, const QByteArray &path,
                                                 qint64 nowMs);
// A reader has come: it lives for another time of its own.
[[nodiscard]] Result<void> touchStream(Database &database, qint64 id, qint64 nowMs);
// Takes out what has expired or was dropped, a bounded part of it. True: there is more.
[[nodiscard]] Result<bool> sweepStreams(Database &database, qint64 nowMs);

} // namespace dogwatch
