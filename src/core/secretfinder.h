// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keywordscan.h"
#include "core/redactionrule.h"
#include "core/secretcontext.h"
#include "core/secretpattern.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace dogwatch {

// One secret in a text: what is to be hidden, and where all of it begins.
struct FoundSecret
{
    std::size_t wholeFrom = 0;
    std::size_t from = 0;
    std::size_t to = 0;
    std::size_t rule = 0; // see SecretFinder::ruleId()
};

// Finds secrets: one pass over the text for the words that any rule wants, and where one stands, a
// look around it. Immutable; any thread.
class SecretFinder
{
public:
    explicit SecretFinder(const std::vector<RedactionRule> &more);

    // In order and apart from each other.
    [[nodiscard]] std::vector<FoundSecret> find(std::string_view text) const;
    // Of a value whose name stands apart from it: what kind of secret the name promises.
    struct Promise
    {
        std::size_t rule = 0;
        SecretName name = SecretName::Key;
    };
    [[nodiscard]] std::optional<Promise> promiseOf(std::string_view name) const;

    [[nodiscard]] const QString &ruleId(std::size_t rule) const { return m_ids[rule]; }

private:
    enum class Way {
        Shape,
        Assignment,
        Url,
        KeyBlock,
        Bearer,
        Basic,
        Cookie,
        Curl
    };
    // What is tried where a keyword stands.
    struct Trial
    {
        Way way = Way::Shape;
        std::size_t rule = 0;
        SecretName name = SecretName::Key;
        std::size_t keywordLength = 0;
        SecretPattern pattern;
        std::bitset<256> before; // may stand between a pattern's beginning and the keyword
        std::size_t keywordAt = 0; // in the pattern, where its beginning is literal
        double minBits = 0;
    };

    void addShape(const RedactionRule &rule);
    void addWord(Way way, const char *id, std::string_view word, SecretName name = SecretName::Key);
    std::size_t idOf(const std::string &id);
    [[nodiscard]] std::optional<FoundSecret> tryAt(const Trial &trial, std::string_view text,
                                                   std::size_t end) const;
    [[nodiscard]] static std::optional<FoundSecret>
    shapeAt(const Trial &trial, std::string_view text, std::size_t keyword);

    std::vector<QString> m_ids;
    std::vector<Trial> m_trials; // by word
    std::vector<std::string> m_words;
    std::unique_ptr<const KeywordScan> m_scan;
};

} // namespace dogwatch
