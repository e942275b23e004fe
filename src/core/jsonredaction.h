// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/redaction.h"
#include "core/secretfinder.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dogwatch {

// What stands in the place of a secret of so many bytes.
[[nodiscard]] QByteArray hiddenMark(std::size_t length);

// One pass over one JSON text, that hides what is secret in its strings. Damaged JSON comes out
// damaged, and never longer read than it is. For one use, in one thread.
class JsonRedaction
{
public:
    JsonRedaction(const SecretFinder &finder, std::string_view json,
                  const std::vector<std::string_view> &except);

    // Nothing where there is nothing to hide.
    [[nodiscard]] std::optional<QByteArray> run(RedactionTally &tally);

private:
    // A string of the text, without its quotes.
    struct Content
    {
        std::size_t from = 0;
        std::size_t to = 0;
        bool isEscaped = false;
    };

    [[nodiscard]] Content contentAt(std::size_t quote) const;
    // What the string says, and for each byte of that the place in the text that it comes from.
    void decode(const Content &content);
    void takeString(const Content &content);
    void noteName(const Content &content);
    void redact(const Content &content);
    void hide(std::size_t from, std::size_t to, std::size_t rule, std::size_t length);

    const SecretFinder &m_finder;
    const std::string_view m_json;
    const std::vector<std::string_view> &m_except;

    std::string m_decoded;
    std::vector<std::size_t> m_places;
    std::string m_name; // of the member whose value comes next
    std::optional<SecretFinder::Promise> m_promise; // by that name
    int m_depth = 0;

    QByteArray m_out;
    std::size_t m_copiedTo = 0;
    RedactionTally *m_tally = nullptr;
};

} // namespace dogwatch
