// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/streamconfig.h"

#include "core/times.h"

#include <algorithm>

namespace dogwatch {

namespace {

constexpr qint64 kMostCount = (1LL << 53) - 1;
constexpr qsizetype kMostDigits = 16;

bool isTokenByte(char c)
{
    constexpr QByteArrayView kOthers("!#$%&'*+-.^_`|~");
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || kOthers.contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenByte);
}

} // namespace

std::optional<qint64> parseCount(QByteArrayView text)
{
    const bool areDigits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.isEmpty() || text.size() > kMostDigits || !areDigits
        || (text.size() > 1 && text[0] == '0'))
        return std::nullopt;
    const qint64 value = text.toByteArray().toLongLong();
    return value <= kMostCount ? std::optional(value) : std::nullopt;
}

std::optional<StreamExpiry> parseExpiry(QByteArrayView ttl, QByteArrayView at)
{
    StreamExpiry expiry;
    if (!ttl.isNull() && !at.isNull())
        return std::nullopt;
    if (!ttl.isNull()) {
        // A time so far away that adding it would overflow is no time.
        constexpr qint64 kMostSeconds = 100LL * 366 * 86'400;
        expiry.ttlS = parseCount(ttl);
        if (!expiry.ttlS || *expiry.ttlS > kMostSeconds)
            return std::nullopt;
    }
    if (!at.isNull()) {
        expiry.at = at.toByteArray();
        expiry.atMs = fromRfc3339(QString::fromLatin1(expiry.at));
        if (!expiry.atMs)
            return std::nullopt;
    }
    return expiry;
}

QByteArray mediaEssence(QByteArrayView contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArray essence = (semicolon < 0 ? contentType : contentType.first(semicolon))
                                   .trimmed()
                                   .toByteArray()
                                   .toLower();
    const qsizetype slash = essence.indexOf('/');
    const bool isWhole = slash > 0 && isToken(QByteArrayView(essence).first(slash))
        && isToken(QByteArrayView(essence).sliced(slash + 1));
    return isWhole ? essence : QByteArray();
}

bool isJsonType(QByteArrayView contentType)
{
    return mediaEssence(contentType) == "application/json";
}

bool isTextType(QByteArrayView contentType)
{
    return mediaEssence(contentType).startsWith("text/");
}

} // namespace dogwatch
