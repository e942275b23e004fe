// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/eventrecord.h"

#include <string_view>

namespace dogwatch::hook {

// Both keep an event on disk, under a name that sorts by the time at which it was observed, tells
// its size and is no other hook's, whatever pid or nanosecond they share:
//
//   spool/NANOSECONDS-EVENT_ID.BYTES.json              20 digits of unix time, the UUIDv7, the size
//   spool/rejected/NANOSECONDS-EVENT_ID.BYTES.SOURCE.REASON.json
//
// What can't be kept, because there is too much already or the disk is full, leaves a line in
// spool/.gap (see spoolfolder.h).

// The event with its payload, as one element of an /api/events batch, for the application to take
// in. A payload that is no JSON object would make that file unreadable: it is rejected as
// "malformed".
void keepForLater(std::string_view dataFolder, const EventRecord &event, std::string_view payload);

// The payload alone, as it came, for a person to look at. `reason` becomes part of the name:
// "http-400", "http-413", "malformed", "cut-short", kTooLarge. The last one is a gap too.
inline constexpr std::string_view kTooLarge = "too-large";
void keepRejected(std::string_view dataFolder, const EventRecord &event, std::string_view payload,
                  std::string_view reason);

} // namespace dogwatch::hook
