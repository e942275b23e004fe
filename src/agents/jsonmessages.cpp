// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/jsonmessages.h"

#include "agents/rawjson.h"

#include <simdjson.h>

namespace dogwatch {

namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kKeptCapacity = 1024 * 1024; // bytes

// The whole text by the letter: the parser that is used elsewhere reads only what it is asked for.
bool isJson(const QByteArray &text)
{
    // That a text may begin with such a mark, readers that are given it in the middle don't know.
    if (text.startsWith("\xef\xbb\xbf"))
        return false;
    thread_local simdjson::dom::parser parser;
    const auto size = static_cast<std::size_t>(text.size());
    if (parser.capacity() < size || parser.capacity() > std::max(size, kKeptCapacity)) {
        if (parser.allocate(std::max(size, kKeptCapacity), kMaxDepth) != simdjson::SUCCESS)
            return false;
    }
    simdjson::dom::element element;
    return parser.parse(text.constData(), size).get(element) == simdjson::SUCCESS;
}

} // namespace

std::optional<JsonMessages> jsonMessages(const QByteArray &text, qint64 most)
{
    if (!isJson(text))
        return std::nullopt;
    const QByteArray trimmed = text.trimmed();
    if (!trimmed.startsWith('['))
        return JsonMessages{trimmed, 1};
    JsonMessages messages;
    messages.joined.reserve(trimmed.size());
    for (const QByteArrayView element : rawElements(trimmed)) {
        if (messages.count == most)
            break;
        if (messages.count > 0)
            messages.joined += ',';
        messages.joined += element;
        ++messages.count;
    }
    return messages;
}

} // namespace dogwatch
