// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>

#include <optional>

namespace dogwatch {

class Database;

// The key of this store: webhooks are signed by it (Ed25519), and the tokens of claims follow from
// it, so that a token is known for ours without being stored. It lies in the store, which is 0600.
struct SigningKey
{
    QByteArray kid; // "ds_…", from the public part
    QByteArray seed; // 32 bytes; the secret
    QByteArray publicKey; // 32 bytes
};

// Writer connection, inside a transaction: makes it if there is none.
[[nodiscard]] Result<SigningKey> ensureSigningKey(Database &database, qint64 nowMs);
// Any connection. NotFound: none was made yet.
[[nodiscard]] Result<SigningKey> signingKey(Database &database);

// The value of Webhook-Signature: over the time and the body.
[[nodiscard]] Result<QByteArray> webhookSignature(const SigningKey &key, qint64 unixS,
                                                  const QByteArray &body);

// What the holder of that generation of a subscription shows. Always the same for the same.
[[nodiscard]] QByteArray claimToken(const SigningKey &key, qint64 subscription, qint64 generation);
// The generation that the token was made for; nothing if it is none of that subscription.
[[nodiscard]] std::optional<qint64> generationOfToken(const SigningKey &key, qint64 subscription,
                                                      const QByteArray &token);

} // namespace dogwatch
