// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/parcels.h"

#include "core/enumnames.h"
#include "store/outbox.h"
#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kDeliveries{
    EnumName{Delivery::AtLeastOnce, u"at_least_once"},
    EnumName{Delivery::AtMostOnce, u"at_most_once"},
};
constexpr qint64 kFirstWaitMs = 1000;
constexpr qint64 kLongestWaitMs = 60 * 60 * 1000;

constexpr char kInsertRow[] = R"(
    INSERT INTO outbox (cause, target, state, attempts, not_before, created_at, error)
    VALUES (?, ?, 'pending', 0, ?, ?, '') ON CONFLICT (cause, target) DO NOTHING)";
constexpr char kInsertParcel[] = R"(
    INSERT INTO outbox_parcel (outbox_id, delivery, address, title, content)
    SELECT id, ?, ?, ?, ? FROM outbox WHERE cause = ? AND target = ?)";
constexpr char kDue[] = R"(
    SELECT outbox.id, cause, target, delivery, address, title, content
    FROM outbox JOIN outbox_parcel ON outbox_id = outbox.id
    WHERE target IN ('webhook', 'command') AND state = 'pending' AND not_before <= ?
    ORDER BY not_before, outbox.id LIMIT ?)";
constexpr char kSend[] = R"(
    UPDATE outbox SET state = 'sending', attempts = attempts + 1, sent_at = ? WHERE id = ?)";
constexpr char kNextDue[] = R"(
    SELECT min(not_before) FROM outbox
    WHERE target IN ('webhook', 'command') AND state = 'pending')";
constexpr char kSending[] = R"(
    SELECT attempts, delivery FROM outbox JOIN outbox_parcel ON outbox_id = outbox.id
    WHERE outbox.id = ? AND state = 'sending')";
constexpr char kFinish[] =
    "UPDATE outbox SET state = ?, not_before = ?, error = ? WHERE id = ? AND state = 'sending'";

qint64 waitAfter(qint64 attempts)
{
    return attempts > 12 ? kLongestWaitMs : kFirstWaitMs << (attempts - 1);
}

struct Sending
{
    qint64 attempts = 0;
    bool mayRepeat = false;
};

// Nothing: it is not sending any more.
Result<std::optional<Sending>> readSending(Database &database, qint64 id)
{
    Statement select(database, kSending);
    const Result<bool> row = select.bind(id).next();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<Sending>();
    return std::optional(
        Sending{select.integer(0), valueOf(kDeliveries, select.text(1)) == Delivery::AtLeastOnce});
}

} // namespace

Result<bool> queueParcel(Database &database, const Parcel &parcel, qint64 nowMs)
{
    Statement row(database, kInsertRow);
    row.bind(parcel.cause).bind(parcel.target).bind(nowMs).bind(nowMs);
    if (Result<void> done = row.run(); !done)
        return done.error();
    if (row.changedRows() == 0)
        return false;
    Statement content(database, kInsertParcel);
    content.bind(nameOf(kDeliveries, parcel.delivery)).bind(parcel.address).bind(parcel.title);
    content.bind(parcel.content).bind(parcel.cause).bind(parcel.target);
    if (Result<void> done = content.run(); !done)
        return done.error();
    return true;
}

Result<ParcelClaim> claimParcels(Database &database, qint64 nowMs, int most)
{
    ParcelClaim claim;
    Statement select(database, kDue);
    select.bind(nowMs).bind(most);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            break;
        // A delivery that this version does not know: rather never twice.
        const auto delivery = valueOf(kDeliveries, select.text(3));
        claim.parcels.push_back(
            {select.integer(0),
             {select.text(1), select.text(2), delivery.value_or(Delivery::AtMostOnce),
              select.text(4), select.text(5), select.text(6)}});
    }
    for (const ClaimedParcel &parcel : claim.parcels) {
        Statement send(database, kSend);
        if (Result<void> done = send.bind(nowMs).bind(parcel.id).run(); !done)
            return done.error();
    }
    Statement due(database, kNextDue);
    const Result<bool> row = due.next();
    if (!row)
        return row.error();
    claim.nextDueMs = due.optionalInteger(0);
    return claim;
}

Result<void> finishParcel(Database &database, qint64 id, SendOutcome outcome, const QString &error,
                          qint64 nowMs)
{
    const Result<std::optional<Sending>> sending = readSending(database, id);
    if (!sending)
        return sending.error();
    if (!*sending)
        return {};
    const auto [attempts, mayRepeat] = **sending;
    QString state = u"done"_s;
    qint64 notBeforeMs = nowMs;
    if (outcome != SendOutcome::Arrived && mayRepeat && attempts < kMostSends) {
        state = u"pending"_s;
        notBeforeMs += waitAfter(attempts);
    } else if (outcome != SendOutcome::Arrived) {
        state = !mayRepeat && outcome == SendOutcome::Unknown ? u"unknown"_s : u"failed"_s;
    }
    Statement finish(database, kFinish);
    const QString why = outcome == SendOutcome::Arrived ? QString() : error;
    return finish.bind(state).bind(notBeforeMs).bind(why).bind(id).run();
}

} // namespace dogwatch
