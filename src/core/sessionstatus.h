// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace dogwatch {

// What a session or an agent is doing, as the contract names it.
enum class SessionStatus {
    Starting,
    Working,
    Waiting, // its turn is over, yours has begun
    NeedsInput, // a permission or a question blocks it
    Parked, // its turn is over but background work runs
    Stalled,
    Failed,
    Ended,
    Lost, // its process is gone without an end
    Unknown,
};

[[nodiscard]] QString statusName(SessionStatus status);
[[nodiscard]] std::optional<SessionStatus> statusFromName(QStringView name);

// Order of need on the board: 0 needs a person most. Ties are sorted by dwell.
[[nodiscard]] int statusRank(SessionStatus status);

// The agent is not over: it is doing something or waits for something.
[[nodiscard]] bool isLive(SessionStatus status);

} // namespace dogwatch
