// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace dogwatch {

// What a stream was made with, and how its parts are written in headers. Pure; any thread.

struct StreamExpiry
{
    std::optional<qint64> ttlS; // after the last use
    QByteArray at; // RFC 3339, as it was asked for; empty: none
    std::optional<qint64> atMs; // the same, unix ms

    [[nodiscard]] bool isGiven() const { return ttlS.has_value() || atMs.has_value(); }
    friend bool operator==(const StreamExpiry &a, const StreamExpiry &b)
    {
        return a.ttlS == b.ttlS && a.at == b.at;
    }
};

// "0" or digits without a leading zero, up to 2^53 - 1, which is as far as JSON's numbers go.
[[nodiscard]] std::optional<qint64> parseCount(QByteArrayView text);
// Nothing: they are not well-formed, or both are given. A null view is a header that is missing.
[[nodiscard]] std::optional<StreamExpiry> parseExpiry(QByteArrayView ttl, QByteArrayView at);

// The essence of a media type in lower case, without parameters; empty for what is none.
[[nodiscard]] QByteArray mediaEssence(QByteArrayView contentType);
[[nodiscard]] bool isJsonType(QByteArrayView contentType);
// Whether server-sent events can carry it as it is.
[[nodiscard]] bool isTextType(QByteArrayView contentType);

} // namespace dogwatch
