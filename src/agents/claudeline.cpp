// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudeline.h"

#include <QString>

#include <simdjson.h>

#include <cmath>
#include <string>

namespace dogwatch {

namespace {

namespace json = simdjson::ondemand;

static_assert(ClaudeLineReader::kPadding >= simdjson::SIMDJSON_PADDING);

// A null, a number, a list where a text is expected is no text.
std::string_view textOf(json::value value)
{
    std::string_view text;
    json::json_type type{};
    if (value.type().get(type) || type != json::json_type::string || value.get_string().get(text))
        return {};
    return text;
}

bool flagOf(json::value value)
{
    bool flag = false;
    return !value.get_bool().get(flag) && flag;
}

qint64 countOf(json::value value)
{
    json::json_type type{};
    double number = 0;
    if (value.type().get(type) || type != json::json_type::number || value.get_double().get(number))
        return 0;
    constexpr double kMost = 1e8; // more than that in one answer is beyond all sense
    return number > 0 && number < kMost ? static_cast<qint64>(std::llround(number)) : 0;
}

// Calls `take(key, value)` for each field. False: the object is broken.
template<class Take>
bool eachField(json::object object, const Take &take)
{
    for (auto item : object) {
        json::field field;
        std::string_view key;
        if (std::move(item).get(field) || field.unescaped_key().get(key))
            return false;
        if (!take(key, field.value()))
            return false;
    }
    return true;
}

// The same for a value that may be no object at all, which is passed over.
template<class Take>
bool eachFieldOf(json::value value, const Take &take)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    json::object object;
    if (type != json::json_type::object)
        return true;
    return !value.get_object().get(object) && eachField(object, take);
}

bool readCacheCreation(json::value value, TokenCounts &tokens)
{
    return eachFieldOf(value, [&tokens](std::string_view key, json::value field) {
        if (key == "ephemeral_5m_input_tokens")
            tokens.cacheWrite5m = countOf(field);
        else if (key == "ephemeral_1h_input_tokens")
            tokens.cacheWrite1h = countOf(field);
        return true;
    });
}

bool readUsage(json::value value, ClaudeLine &line)
{
    qint64 cacheWrites = 0;
    TokenCounts &tokens = line.tokens;
    const auto take = [&](std::string_view key, json::value field) {
        if (key == "input_tokens")
            tokens.input = countOf(field);
        else if (key == "output_tokens")
            tokens.output = countOf(field);
        else if (key == "cache_read_input_tokens")
            tokens.cacheRead = countOf(field);
        else if (key == "cache_creation_input_tokens")
            cacheWrites = countOf(field);
        else if (key == "cache_creation")
            return readCacheCreation(field, tokens);
        else if (key == "service_tier")
            line.terms.batch = textOf(field) == "batch";
        else if (key == "inference_geo")
            line.terms.domestic = textOf(field) == "us";
        else if (key == "server_tool_use")
            return eachFieldOf(field, [&tokens](std::string_view name, json::value count) {
                if (name == "web_search_requests")
                    tokens.webSearches = countOf(count);
                return true;
            });
        else if (key == "speed") {
            const std::string_view speed = textOf(field);
            line.tellsSpeed = !speed.empty();
            line.terms.fast = speed == "fast";
        }
        return true;
    };
    json::json_type type{};
    if (value.type().get(type))
        return false;
    line.hasUsage = type == json::json_type::object;
    if (!eachFieldOf(value, take))
        return false;
    // Old versions do not tell how long a cache lives: the shorter time is what they used.
    const qint64 told = tokens.cacheWrite5m + tokens.cacheWrite1h;
    if (cacheWrites > told)
        tokens.cacheWrite5m += cacheWrites - told;
    return true;
}

// The text of a tool result, which is a text or a list of blocks.
bool readResultText(json::value value, std::string_view &text)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    if (type == json::json_type::string)
        return !value.get_string().get(text);
    json::array parts;
    if (type != json::json_type::array)
        return true;
    if (value.get_array().get(parts))
        return false;
    for (auto part : parts) {
        json::value element;
        if (std::move(part).get(element)
            || !eachFieldOf(element, [&text](std::string_view key, json::value field) {
                   if (key == "text" && text.empty())
                       text = textOf(field);
                   return true;
               }))
            return false;
    }
    return true;
}

bool readBlock(json::value value, ClaudeLine::Block &block)
{
    return eachFieldOf(value, [&block](std::string_view key, json::value field) {
        if (key == "type")
            block.type = textOf(field);
        else if (key == "text")
            block.text = textOf(field);
        else if (key == "content")
            return readResultText(field, block.text);
        else if (key == "id" || key == "tool_use_id")
            block.toolUseId = textOf(field);
        else if (key == "name")
            block.toolName = textOf(field);
        else if (key == "is_error")
            block.isError = flagOf(field);
        return true;
    });
}

bool readContent(json::value value, ClaudeLine &line)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    if (type == json::json_type::string) {
        line.blocks.push_back({"text", textOf(value), {}, {}, false});
        return true;
    }
    json::array blocks;
    if (type != json::json_type::array)
        return true;
    if (value.get_array().get(blocks))
        return false;
    for (auto item : blocks) {
        json::value element;
        if (std::move(item).get(element) || !readBlock(element, line.blocks.emplace_back()))
            return false;
    }
    return true;
}

bool readMessage(json::value value, bool withContents, ClaudeLine &line)
{
    return eachFieldOf(value, [&](std::string_view key, json::value field) {
        if (key == "id")
            line.messageId = textOf(field);
        else if (key == "model")
            line.model = textOf(field);
        else if (key == "usage")
            return readUsage(field, line);
        else if (key == "content" && withContents)
            return readContent(field, line);
        return true;
    });
}

// The fields of the line itself that are plain texts.
std::string_view *textField(ClaudeLine &line, std::string_view key)
{
    if (key == "type")
        return &line.type;
    if (key == "uuid")
        return &line.uuid;
    if (key == "sessionId")
        return &line.sessionId;
    if (key == "timestamp")
        return &line.timestamp;
    if (key == "requestId")
        return &line.requestId;
    if (key == "cwd")
        return &line.cwd;
    if (key == "gitBranch")
        return &line.branch;
    if (key == "agentId")
        return &line.agentId;
    if (key == "subtype")
        return &line.subtype;
    if (key == "customTitle")
        return &line.customTitle;
    if (key == "aiTitle")
        return &line.aiTitle;
    return nullptr;
}

bool readField(std::string_view key, json::value value, bool withContents, ClaudeLine &line)
{
    if (std::string_view *text = textField(line, key)) {
        *text = textOf(value);
        return true;
    }
    if (key == "message")
        return readMessage(value, withContents, line);
    if (key == "isSidechain")
        line.sidechain = flagOf(value);
    else if (key == "isMeta")
        line.meta = flagOf(value);
    else if (key == "isCompactSummary")
        line.compactSummary = flagOf(value);
    else if (key == "isApiErrorMessage")
        line.apiError = flagOf(value);
    else if (key == "toolDenialKind")
        line.denied = !textOf(value).empty();
    else if (key == "session_id" && line.sessionId.empty())
        line.sessionId = textOf(value);
    else if (key == "forkedFrom")
        line.copied = true;
    else if (key == "origin")
        return eachFieldOf(value, [&line](std::string_view name, json::value field) {
            if (name == "kind")
                line.originKind = textOf(field);
            return true;
        });
    return true;
}

} // namespace

struct ClaudeLineReader::Private
{
    [[nodiscard]] simdjson::error_code read(std::string_view text, bool withContents);

    json::parser parser;
    ClaudeLine line;
    std::string repaired; // a line that was not UTF-8
};

simdjson::error_code ClaudeLineReader::Private::read(std::string_view text, bool withContents)
{
    std::vector<ClaudeLine::Block> blocks = std::move(line.blocks); // keeps its memory
    blocks.clear();
    line = ClaudeLine();
    line.blocks = std::move(blocks);
    json::document document;
    json::object object;
    const simdjson::padded_string_view padded(text.data(), text.size(), text.size() + kPadding);
    if (const auto error = parser.iterate(padded).get(document))
        return error;
    if (const auto error = document.get_object().get(object))
        return error;
    const bool whole = eachField(object, [&](std::string_view key, json::value value) {
        return readField(key, value, withContents, line);
    });
    // What stands behind the object are the remains of another line that was torn.
    const bool atEnd = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return whole && atEnd ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
}

ClaudeLineReader::ClaudeLineReader()
    : m_private(std::make_unique<Private>())
{ }

ClaudeLineReader::~ClaudeLineReader() = default;

const ClaudeLine *ClaudeLineReader::read(std::string_view line, bool withContents)
{
    simdjson::error_code error = m_private->read(line, withContents);
    if (error == simdjson::UTF8_ERROR) {
        const QByteArray valid =
            QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())).toUtf8();
        m_private->repaired.assign(valid.constData(), static_cast<std::size_t>(valid.size()));
        const std::size_t length = m_private->repaired.size();
        m_private->repaired.append(kPadding, ' ');
        error = m_private->read({m_private->repaired.data(), length}, withContents);
    }
    return error ? nullptr : &m_private->line;
}

} // namespace dogwatch
