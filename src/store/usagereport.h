// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/source.h"
#include "store/readcancelled.h"
#include "store/usagemodel.h"
#include "store/waits.h"

#include <QDate>
#include <QTimeZone>

namespace dogwatch {

// Usage by the days of a person, which begin at midnight where they are, and the messages that a
// figure is made of. Read from the messages themselves, because the sums that are kept end with the
// UTC day. As in usagemodel.h each question is one read on the given connection, in its thread.

struct UsageRange
{
    QDate first; // null: that of the first message
    QDate last;
    QTimeZone zone; // whose midnights are meant
};

// What one session used of one model on one day, or in one hour where the range is a single day.
struct UsageSlice
{
    int slot = -1; // which day or hour of the report; -1: messages without a time
    SessionRef session{};
    QString model;
    UsageSums sums;
    qint64 implausible = 0; // messages: a number of theirs can't be, and so their cost is unknown
};

struct UsageOwner
{
    QString id;
    QString project;
    QString title;
    Source source = Source::Generic;
};

// A span of five hours as the subscriptions count them: it begins with the full hour of a first
// message, and the next one with the first message after its end.
struct UsageWindow
{
    qint64 startMs = 0;
    qint64 endMs = 0;
    UsageSums sums;
    std::vector<UsageSlice> slices; // the same by session and model
};

struct UsageReport
{
    std::vector<qint64> starts; // of each day or hour, unix ms; and the end of the last one
    bool hourly = false;
    qint64 fromMs = 0; // 0 where messages without a time are among them
    qint64 beforeMs = 0; // exclusive
    std::vector<UsageSlice> slices;
    QHash<SessionRef, UsageOwner> owners; // of the sessions in the slices, the window's too
    qint64 sessions = 0; // that were active in the range
    qint64 sessionsRead = 0; // of these: of whom a transcript was read
    std::optional<UsageWindow> window; // the one that `now` lies in
    WaitReport waits; // by the same days or hours
};

[[nodiscard]] Result<UsageReport> usageReport(Database &database, const UsageRange &range,
                                              qint64 nowMs, const ReadCancelled &cancelled);

// One answer of a model.
struct UsageMessage
{
    qint64 id = 0;
    qint64 atMs = 0; // 0: not told
    SessionRef session{};
    QString messageId;
    QString agentId; // empty: the main agent
    QString agentName; // what a person calls a subagent; empty: not known
    QString model;
    TokenCounts tokens;
    std::optional<qint64> cost; // trillionths of a US dollar; nothing: no known price
};

// Which messages: those for which all holds.
struct UsageMessageFilter
{
    qint64 fromMs = 0;
    qint64 beforeMs = 0; // exclusive
    std::optional<SessionRef> session;
    std::optional<QString> model;
    std::optional<QString> project;
    std::optional<Source> source;
};

// The newest first, after (which is: older than) the given one.
[[nodiscard]] Result<std::vector<UsageMessage>>
usageMessages(Database &database, const UsageMessageFilter &filter,
              const std::optional<UsageMessage> &after, int limit, const ReadCancelled &cancelled);
// All of one session, the oldest first.
[[nodiscard]] Result<std::vector<UsageMessage>>
usageMessagesOf(Database &database, SessionRef session, const ReadCancelled &cancelled);

} // namespace dogwatch
