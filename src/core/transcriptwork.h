// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/toolcall.h"

#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

// What some lines of a transcript tell of the work in a session: the content of an observation.
// Empty texts and absent times are not told. Times are unix ms.

struct ToldCall
{
    QString id;
    QString agentId; // empty: the main agent
    QString promptId;
    QString name;
    QString summary;
    std::optional<qint64> startedAtMs;
    std::optional<qint64> endedAtMs;
    CallStatus status = CallStatus::Running;
    QString error;

    friend bool operator==(const ToldCall &, const ToldCall &) = default;
};

struct ToldTurn
{
    QString promptId;
    QString prompt;
    bool injected = false;
    std::optional<qint64> startedAtMs; // absent: of one that was told before
    qint64 untilMs = 0; // the last that was done for it

    friend bool operator==(const ToldTurn &, const ToldTurn &) = default;
};

struct ToldAgent
{
    QString id;
    QString type;
    QString description;
    QString parentId;
    QString spawnToolUseId;
    qint64 firstAtMs = 0; // 0: no line of its own was read
    qint64 lastAtMs = 0;

    friend bool operator==(const ToldAgent &, const ToldAgent &) = default;
};

struct TranscriptWork
{
    std::vector<ToldAgent> agents;
    std::vector<ToldTurn> turns;
    std::vector<ToldCall> calls;

    [[nodiscard]] bool isEmpty() const { return agents.empty() && turns.empty() && calls.empty(); }
    friend bool operator==(const TranscriptWork &, const TranscriptWork &) = default;
};

} // namespace dogwatch
