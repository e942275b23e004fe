// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dogwatch {

// The shape of one kind of token, in a small language that can't take more than linear time: pieces
// one after the other, each takes as many bytes as it can and gives none back.
//
//   abc        these characters; before one of ()[]{}?*+.^$|\ put a backslash
//   [a-z_]     one of these; \w is [A-Za-z0-9_], \d is [0-9]
//   x{3}       the piece before it so many times; {3,}: or more, to 4,096; {3,9}: to nine; ? {0,1}
//   ( )        once: what is hidden; without, all that stands behind the literal beginning
//
// A plain value. Thread: any.
class SecretPattern
{
public:
    // InvalidInput says what is wrong, and where.
    [[nodiscard]] static Result<SecretPattern> parse(std::string_view text);

    struct Match
    {
        std::size_t hiddenFrom = 0;
        std::size_t hiddenTo = 0;
        std::size_t end = 0;
    };
    // At this very place, or not at all.
    [[nodiscard]] std::optional<Match> matchAt(std::string_view text, std::size_t at) const;

    // The letters that every match begins with; may be empty.
    [[nodiscard]] const std::string &literal() const { return m_literal; }

private:
    struct Piece
    {
        std::bitset<256> bytes;
        std::size_t min = 1;
        std::size_t max = 1;
    };
    friend class SecretPatternParser;

    std::vector<Piece> m_pieces;
    std::size_t m_hiddenFirst = 0; // pieces
    std::size_t m_hiddenEnd = 0;
    std::string m_literal;
};

} // namespace dogwatch
