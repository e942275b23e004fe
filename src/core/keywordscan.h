// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dogwatch {

// Finds many words in one pass over a text, whatever their number (Aho and Corasick's automaton as
// a table). ASCII case does not matter. Built once; after that any thread.
class KeywordScan
{
public:
    // The words by their index in `words`; none may be empty.
    explicit KeywordScan(const std::vector<std::string> &words);

    // Calls `found(word, end)` for each occurrence, in order of its end (one past its last byte).
    template<class Found>
    void run(std::string_view text, Found found) const
    {
        std::uint32_t state = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            state = m_next[state + m_classOf[static_cast<unsigned char>(text[i])]];
            if (state >= m_firstWithWords) [[unlikely]] {
                for (const std::uint32_t word : m_words[(state - m_firstWithWords) / m_classes])
                    found(word, i + 1);
            }
        }
    }

private:
    std::array<std::uint8_t, 256> m_classOf{}; // bytes that no word has share a class
    std::uint32_t m_classes = 1;
    // Where each state goes with each class. A state is the index of its first cell; those at which
    // a word ends come last, so that one comparison tells them.
    std::vector<std::uint32_t> m_next;
    std::uint32_t m_firstWithWords = 0;
    std::vector<std::vector<std::uint32_t>> m_words;
};

} // namespace dogwatch
