// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/streamposition.h"

#include <QRandomGenerator>
#include <QString>

#include <algorithm>

namespace dogwatch {

namespace {

constexpr qsizetype kDigits = 16;
constexpr qint64 kEpochMs = 1'728'432'000'000; // 2024-10-09T00:00:00Z
constexpr qint64 kIntervalMs = 20'000;
constexpr int kMostJitterS = 3600;

bool areDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

QByteArray offsetToken(StreamPosition position)
{
    // The first half stands for a file in servers that have several.
    return QByteArray(kDigits, '0') + '_'
        + QByteArray::number(position).rightJustified(kDigits, '0');
}

std::optional<StreamPosition> positionOfToken(QByteArrayView token)
{
    if (token.size() != 2 * kDigits + 1 || token[kDigits] != '_')
        return std::nullopt;
    const QByteArrayView first = token.first(kDigits);
    const QByteArrayView second = token.last(kDigits);
    if (!areDigits(first) || !areDigits(second) || first.toByteArray().toLongLong() != 0)
        return std::nullopt;
    return second.toByteArray().toLongLong();
}

qint64 streamCursor(qint64 nowMs, QByteArrayView fromClient)
{
    const qint64 now = std::max<qint64>(0, nowMs - kEpochMs) / kIntervalMs;
    bool isNumber = false;
    const qint64 theirs = fromClient.toByteArray().toLongLong(&isNumber);
    constexpr qint64 kMost = 1'000'000'000'000'000;
    if (!isNumber || theirs < now || theirs > kMost)
        return now;
    const qint64 jitterMs = 1000LL * QRandomGenerator::global()->bounded(1, kMostJitterS + 1);
    return theirs + std::max<qint64>(1, (jitterMs + kIntervalMs - 1) / kIntervalMs);
}

} // namespace dogwatch
