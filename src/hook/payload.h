// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>

namespace dogwatch::hook {

// More than this the server refuses (CONTRACT.md, HTTP limits), so it goes to the spool unasked.
inline constexpr std::size_t kLargestPost = std::size_t{8} << 20;
// More than this is not kept whole.
inline constexpr std::size_t kLargestPayload = std::size_t{64} << 20;

struct Payload
{
    enum class State {
        Whole,
        // The agent neither finished nor closed its end in time.
        CutShort,
        // `bytes` is only the beginning; the rest was read and thrown away, so that the agent is
        // not left with a full pipe or a broken one.
        TooLarge,
    };

    // Lives until the program ends.
    std::string_view bytes;
    State state = State::Whole;
};

// Reads what the agent hands over on the standard input, to its end. Where the agent leaves its end
// open, a payload that is complete is taken after a short silence, and 3.5 s are the most that this
// waits: agents give a hook 5 s, and the delivery may need 1 s of them. Call once.
[[nodiscard]] Payload readPayload();

} // namespace dogwatch::hook
