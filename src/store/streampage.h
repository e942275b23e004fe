// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/streamconfig.h"
#include "core/streamposition.h"

#include <QByteArray>

#include <optional>

namespace dogwatch {

// What one look at a stream found, all of it from one moment of the store.
struct StreamPage
{
    enum class Found {
        Stream,
        Nothing,
        Deleted, // though forks still read it
        Trimmed, // what was asked for has been there, and is gone
        NoPlace, // nobody was ever told such an offset
    };
    Found found = Found::Nothing;
    qint64 id = 0;
    QByteArray contentType;
    StreamExpiry expiry;
    std::optional<qint64> expiresAtMs;
    bool isClosed = false;
    StreamPosition tail = 0;
    StreamPosition from = 0;
    StreamPosition to = 0;
    QByteArray bytes; // from `from` to `to`; JSON messages with a comma between them

    [[nodiscard]] bool isAtTail() const { return to == tail; }
    [[nodiscard]] bool isAtEnd() const { return isClosed && isAtTail(); }
};

struct StreamQuery
{
    enum class From {
        Start,
        Tail,
        Position,
    };
    QByteArray path; // UTF-8
    From from = From::Start;
    StreamPosition position = 0;
    bool withBytes = true;
};

} // namespace dogwatch
