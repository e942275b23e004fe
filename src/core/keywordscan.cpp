// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keywordscan.h"

#include <deque>
#include <optional>

namespace dogwatch {

namespace {

unsigned char lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<unsigned char>(byte + ('a' - 'A')) : byte;
}

struct Node
{
    std::vector<std::optional<std::uint32_t>> children; // by class
    std::vector<std::uint32_t> next; // complete, by class
    std::vector<std::uint32_t> words; // that end here, shorter ones too
    std::uint32_t fallback = 0;
};

std::vector<Node> trieOf(const std::vector<std::string> &words,
                         const std::array<std::uint8_t, 256> &classOf, std::uint32_t classes)
{
    std::vector<Node> nodes(1);
    nodes.front().children.resize(classes);
    for (std::uint32_t word = 0; word < words.size(); ++word) {
        std::uint32_t at = 0;
        for (const char c : words[word]) {
            const std::size_t branch = classOf[static_cast<unsigned char>(c)];
            if (!nodes[at].children[branch]) {
                nodes[at].children[branch] = static_cast<std::uint32_t>(nodes.size());
                nodes.emplace_back().children.resize(classes);
            }
            at = *nodes[at].children[branch];
        }
        nodes[at].words.push_back(word);
    }
    return nodes;
}

// Breadth first: where a node has no child, it goes where its longest proper suffix would go.
void complete(std::vector<Node> &nodes, std::uint32_t classes)
{
    std::deque<std::uint32_t> open{0};
    nodes.front().next.resize(classes);
    while (!open.empty()) {
        const std::uint32_t at = open.front();
        open.pop_front();
        for (std::uint32_t branch = 0; branch < classes; ++branch) {
            const std::uint32_t fallback = at == 0 ? 0 : nodes[nodes[at].fallback].next[branch];
            const std::optional<std::uint32_t> child = nodes[at].children[branch];
            nodes[at].next[branch] = child.value_or(fallback);
            if (!child)
                continue;
            nodes[*child].fallback = fallback;
            nodes[*child].next.resize(classes);
            const std::vector<std::uint32_t> inherited = nodes[fallback].words;
            nodes[*child].words.insert(nodes[*child].words.end(), inherited.begin(),
                                       inherited.end());
            open.push_back(*child);
        }
    }
}

} // namespace

KeywordScan::KeywordScan(const std::vector<std::string> &words)
{
    for (const std::string &word : words) {
        for (const char c : word) {
            const unsigned char small = lower(static_cast<unsigned char>(c));
            if (m_classOf[small] == 0)
                m_classOf[small] = static_cast<std::uint8_t>(m_classes++);
        }
    }
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        m_classOf[c] = m_classOf[lower(c)];

    std::vector<Node> nodes = trieOf(words, m_classOf, m_classes);
    complete(nodes, m_classes);

    std::vector<std::uint32_t> places(nodes.size());
    std::uint32_t place = 0;
    for (const bool withWords : {false, true}) {
        if (withWords)
            m_firstWithWords = place;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].words.empty() == withWords)
                continue;
            places[i] = place;
            place += m_classes;
            if (withWords)
                m_words.push_back(nodes[i].words);
        }
    }
    m_next.resize(place);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (std::uint32_t branch = 0; branch < m_classes; ++branch)
            m_next[places[i] + branch] = places[nodes[i].next[branch]];
    }
}

} // namespace dogwatch
