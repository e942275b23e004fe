// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string_view>

namespace dogwatch::hook {

// A UUID of version 7 (RFC 9562) as text: 48 bits of unix milliseconds, 12 bits of the
// millisecond's fraction so that ids sort by time, 62 random bits.
class Uuid7
{
public:
    explicit Uuid7(std::uint64_t unixNanoseconds);

    [[nodiscard]] std::string_view text() const { return {m_text, kLength}; }

private:
    static constexpr int kLength = 36;
    char m_text[kLength];
};

} // namespace dogwatch::hook
