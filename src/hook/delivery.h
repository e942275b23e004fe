// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/eventrecord.h"

#include <string_view>

namespace dogwatch::hook {

enum class Delivery {
    // Committed, or kept whole as a dead letter: nothing is left to do.
    Accepted,
    // The application will never take this payload: 400 or 413.
    Refused,
    // Nobody there, no answer in time, or an answer that says "not now".
    Undelivered,
};

struct DeliveryResult
{
    Delivery outcome = Delivery::Undelivered;
    int status = 0; // HTTP; 0 without an answer
};

inline constexpr int kConnectMs = 100;
inline constexpr int kAnswerMs = 1000;

// Posts one event to the application of `dataFolder`. Takes kAnswerMs at most, the connect
// included.
[[nodiscard]] DeliveryResult deliver(std::string_view dataFolder, const EventRecord &event,
                                     std::string_view payload);

} // namespace dogwatch::hook
