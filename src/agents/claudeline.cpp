// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudeline.h"

#include <QString>

#include "agents/claudejson.h"
#include "agents/claudetextfields.h"

#include <cstdlib>
#include <string>

namespace dogwatch {

using namespace claudejson;

namespace {

static_assert(ClaudeLineReader::kPadding >= simdjson::SIMDJSON_PADDING);

bool readCacheCreation(json::value value, ClaudeLine &line)
{
    return eachFieldOf(value,
                       [&line, &tokens = line.tokens](std::string_view key, json::value field) {
                           if (key == "ephemeral_5m_input_tokens")
                               tokens.cacheWrite5m = countOf(field, line.implausible);
                           else if (key == "ephemeral_1h_input_tokens")
                               tokens.cacheWrite1h = countOf(field, line.implausible);
                           return true;
                       });
}

bool readUsage(json::value value, ClaudeLine &line)
{
    qint64 cacheWrites = 0;
    TokenCounts &tokens = line.tokens;
    const auto take = [&](std::string_view key, json::value field) {
        if (key == "input_tokens")
            tokens.input = countOf(field, line.implausible);
        else if (key == "output_tokens")
            tokens.output = countOf(field, line.implausible);
        else if (key == "cache_read_input_tokens")
            tokens.cacheRead = countOf(field, line.implausible);
        else if (key == "cache_creation_input_tokens")
            cacheWrites = countOf(field, line.implausible);
        else if (key == "cache_creation")
            return readCacheCreation(field, line);
        else if (key == "service_tier")
            line.terms.batch = textOf(field) == "batch";
        else if (key == "inference_geo")
            line.terms.domestic = textOf(field) == "us";
        else if (key == "server_tool_use")
            return eachFieldOf(field, [&line](std::string_view name, json::value count) {
                if (name == "web_search_requests")
                    line.tokens.webSearches = countOf(count, line.implausible);
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

void addText(ClaudeLine::Block &block, std::string_view text)
{
    if (block.text.empty())
        block.text = text;
    else if (!text.empty())
        block.moreText.push_back(text);
}

// The text of a tool result, which is a text or a list of blocks.
bool readResultText(json::value value, ClaudeLine::Block &block)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    if (type == json::json_type::string)
        return !value.get_string().get(block.text);
    json::array parts;
    if (type != json::json_type::array)
        return true;
    if (value.get_array().get(parts))
        return false;
    for (auto part : parts) {
        json::value element;
        if (std::move(part).get(element)
            || !eachFieldOf(element, [&block](std::string_view key, json::value field) {
                   if (key == "text")
                       addText(block, textOf(field));
                   else if (key == "source")
                       ++block.images;
                   return true;
               }))
            return false;
    }
    return true;
}

bool readBlock(json::value value, LineDepth depth, ClaudeLine::Block &block)
{
    return eachFieldOf(value, [&block, depth](std::string_view key, json::value field) {
        if (key == "type")
            block.type = textOf(field);
        else if (key == "text" || key == "thinking")
            block.text = textOf(field);
        else if (key == "content")
            return readResultText(field, block);
        else if (key == "source")
            ++block.images;
        else if (key == "input" && depth == LineDepth::Texts)
            block.input = rawOf(field);
        else if (key == "id" || key == "tool_use_id")
            block.toolUseId = textOf(field);
        else if (key == "name")
            block.toolName = textOf(field);
        else if (key == "is_error")
            block.isError = flagOf(field);
        return true;
    });
}

bool readContent(json::value value, LineDepth depth, ClaudeLine &line)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    if (type == json::json_type::string) {
        ClaudeLine::Block &block = line.blocks.emplace_back();
        block.type = "text";
        block.text = textOf(value);
        return true;
    }
    json::array blocks;
    if (type != json::json_type::array)
        return true;
    if (value.get_array().get(blocks))
        return false;
    for (auto item : blocks) {
        json::value element;
        if (std::move(item).get(element) || !readBlock(element, depth, line.blocks.emplace_back()))
            return false;
    }
    return true;
}

bool readMessage(json::value value, LineDepth depth, ClaudeLine &line)
{
    return eachFieldOf(value, [&](std::string_view key, json::value field) {
        if (key == "id")
            line.messageId = textOf(field);
        else if (key == "model")
            line.model = textOf(field);
        else if (key == "usage")
            return readUsage(field, line);
        else if (key == "content" && depth != LineDepth::Usage)
            return readContent(field, depth, line);
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

bool readField(std::string_view key, json::value value, LineDepth depth, ClaudeLine &line)
{
    if (std::string_view *text = textField(line, key)) {
        *text = textOf(value);
        return true;
    }
    if (key == "message")
        return readMessage(value, depth, line);
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
    else if (depth == LineDepth::Texts)
        return readTextsField(key, value, line.texts);
    return true;
}

// Escapes of half a character, as they come about where a text is cut, are no JSON for the parser.
// What stands for them is as long as they are.
bool repairEscapes(std::string &line)
{
    const auto unitAt = [&line](std::size_t at) -> unsigned {
        if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u')
            return 0;
        return static_cast<unsigned>(std::strtoul(line.substr(at + 2, 4).c_str(), nullptr, 16));
    };
    bool any = false;
    for (std::size_t at = line.find('\\'); at != std::string::npos; at = line.find('\\', at)) {
        const unsigned unit = unitAt(at);
        const bool isHigh = unit >= 0xD800 && unit < 0xDC00;
        const unsigned next = isHigh ? unitAt(at + 6) : 0;
        if (isHigh && next >= 0xDC00 && next < 0xE000) {
            at += 12;
        } else if (unit >= 0xD800 && unit < 0xE000) {
            line.replace(at, 6, "\\ufffd");
            any = true;
            at += 6;
        } else {
            at += 2;
        }
    }
    return any;
}

} // namespace

struct ClaudeLineReader::Private
{
    [[nodiscard]] simdjson::error_code read(std::string_view text, LineDepth depth);
    // The same for a copy of our own.
    [[nodiscard]] simdjson::error_code readRepaired(LineDepth depth);

    json::parser parser;
    simdjson::dom::parser validator;
    ClaudeLine line;
    std::string repaired; // a line that was no valid text
};

simdjson::error_code ClaudeLineReader::Private::read(std::string_view text, LineDepth depth)
{
    std::vector<ClaudeLine::Block> blocks = std::move(line.blocks); // keeps its memory
    blocks.clear();
    line = ClaudeLine();
    line.blocks = std::move(blocks);
    // Parts of the line are kept as they are written, and must be sound where nobody looks.
    if (depth == LineDepth::Texts) {
        const auto sound = validator.parse(text.data(), text.size(), false);
        if (sound.error())
            return sound.error();
    }
    json::document document;
    json::object object;
    const simdjson::padded_string_view padded(text.data(), text.size(), text.size() + kPadding);
    if (const auto error = parser.iterate(padded).get(document))
        return error;
    if (const auto error = document.get_object().get(object))
        return error;
    const bool whole = eachField(object, [&](std::string_view key, json::value value) {
        return readField(key, value, depth, line);
    });
    // What stands behind the object are the remains of another line that was torn.
    const bool atEnd = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return whole && atEnd ? simdjson::SUCCESS : simdjson::TAPE_ERROR;
}

simdjson::error_code ClaudeLineReader::Private::readRepaired(LineDepth depth)
{
    const std::size_t length = repaired.size();
    repaired.append(kPadding, ' ');
    const simdjson::error_code error = read({repaired.data(), length}, depth);
    repaired.resize(length);
    return error;
}

ClaudeLineReader::ClaudeLineReader()
    : m_private(std::make_unique<Private>())
{ }

ClaudeLineReader::~ClaudeLineReader() = default;

const ClaudeLine *ClaudeLineReader::read(std::string_view line, LineDepth depth)
{
    Private &p = *m_private;
    simdjson::error_code error = p.read(line, depth);
    if (error == simdjson::UTF8_ERROR || error == simdjson::STRING_ERROR) {
        const QByteArray valid =
            QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())).toUtf8();
        p.repaired.assign(valid.constData(), static_cast<std::size_t>(valid.size()));
        error = p.readRepaired(depth);
    }
    if (error == simdjson::STRING_ERROR && repairEscapes(p.repaired))
        error = p.readRepaired(depth);
    return error ? nullptr : &p.line;
}

} // namespace dogwatch
