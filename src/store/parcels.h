// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// What leaves by the outbox with a content of its own: a call of a webhook, a run of a command, or
// words for a person that no attention item stands for. Queue it in the transaction that decides
// on it, and it leaves once that is committed, over any number of restarts.
//
// Times are unix ms. Writer connection, inside the caller's transaction.

inline constexpr QLatin1StringView kWebhookTarget("webhook");
inline constexpr QLatin1StringView kCommandTarget("command");

enum class Delivery {
    AtLeastOnce, // sent again, with the same key, where it can't be told whether it has arrived
    AtMostOnce, // never sent again unless a person says so
};

struct Parcel
{
    // What it is sent for, such as "digest/2026-11-20T08:00:00Z"; one row for each cause and
    // target, for ever. Receivers get it as the idempotency key.
    QString cause;
    QString target; // kWebhookTarget, kCommandTarget or kNotificationTarget
    Delivery delivery = Delivery::AtLeastOnce; // a notification is always shown at most once
    // A webhook's URL or a command's words, as core/sendaddress.h takes them.
    QString address;
    QString title; // of a notification
    QString content; // the JSON that a webhook gets, a command's input, a notification's text
};

// True: it is queued. False: this cause has had its row for this target, and nothing was done.
// It leaves within half a minute, or at once by Courier::look() after the commit.
[[nodiscard]] Result<bool> queueParcel(Database &database, const Parcel &parcel, qint64 nowMs);

struct ClaimedParcel
{
    qint64 id = 0; // of the row
    Parcel parcel;
};

struct ParcelClaim
{
    std::vector<ClaimedParcel> parcels;
    std::optional<qint64> nextDueMs; // of what still waits
};

// Of the webhooks and commands that are due the oldest, at most `most`. They are sending when this
// is committed, and must not be sent before.
[[nodiscard]] Result<ParcelClaim> claimParcels(Database &database, qint64 nowMs, int most);

enum class SendOutcome {
    Arrived,
    Refused, // it has certainly not been taken
    Unknown, // it may have been
};

// A parcel has left, or has not: then it waits for its next try, from a second to an hour, is
// unknown (at most once), or has failed for good after kMostSends.
[[nodiscard]] Result<void> finishParcel(Database &database, qint64 id, SendOutcome outcome,
                                        const QString &error, qint64 nowMs);

inline constexpr int kMostSends = 14; // 1 s, 2 s, 4 s ... 1 h between them: two hours

} // namespace dogwatch
