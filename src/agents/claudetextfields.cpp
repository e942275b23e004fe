// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudetextfields.h"

#include "agents/rawjson.h"

namespace dogwatch {

using namespace claudejson;

namespace {

std::optional<qint64> numberOf(json::value value)
{
    json::json_type type{};
    double number = 0;
    if (value.type().get(type) || type != json::json_type::number || value.get_double().get(number))
        return std::nullopt;
    constexpr double kMost = 1e15;
    return number >= 0 && number < kMost ? std::optional(static_cast<qint64>(number))
                                         : std::nullopt;
}

std::optional<double> dollarsOf(json::value value)
{
    json::json_type type{};
    double number = 0;
    if (value.type().get(type) || type != json::json_type::number || value.get_double().get(number))
        return std::nullopt;
    constexpr double kMost = 1e6; // so that trillionths of them can be counted
    return number >= 0 && number < kMost ? std::optional(number) : std::nullopt;
}

void take(std::string_view &text, json::value value)
{
    if (const std::string_view found = textOf(value); !found.empty())
        text = found;
}

// Messages lie at several depths, and what is best to read lies at the outermost.
bool readError(json::value value, ClaudeLine::Texts &texts, int depth)
{
    constexpr int kDeepest = 4;
    return eachFieldOf(value, [&texts, depth](std::string_view key, json::value field) {
        if (key == "status" && depth == 0)
            texts.status = numberOf(field);
        else if (key == "formatted" || (key == "message" && texts.text.empty()))
            take(texts.text, field);
        else if (key == "error" && texts.text.empty() && depth < kDeepest)
            return readError(field, texts, depth + 1);
        return true;
    });
}

bool readCompaction(json::value value, ClaudeLine::Texts &texts)
{
    return eachFieldOf(value, [&texts](std::string_view key, json::value field) {
        if (key == "trigger")
            texts.trigger = textOf(field);
        else if (key == "preTokens")
            texts.preTokens = numberOf(field);
        else if (key == "postTokens")
            texts.postTokens = numberOf(field);
        return true;
    });
}

// What is queued while the agent works comes as a text or as a list of blocks.
bool readQueuedPrompt(json::value value, ClaudeLine::Texts &texts)
{
    json::json_type type{};
    if (value.type().get(type))
        return false;
    json::array blocks;
    if (type != json::json_type::array) {
        take(texts.text, value);
        return true;
    }
    if (value.get_array().get(blocks))
        return false;
    for (auto item : blocks) {
        json::value block;
        if (std::move(item).get(block)
            || !eachFieldOf(block, [&texts](std::string_view key, json::value field) {
                   if (key == "text" && texts.text.empty())
                       take(texts.text, field);
                   return true;
               }))
            return false;
    }
    return true;
}

bool readAttachment(json::value value, ClaudeLine::Texts &texts)
{
    return eachFieldOf(value, [&texts](std::string_view key, json::value field) {
        if (key == "type")
            texts.attachmentType = textOf(field);
        else if (key == "prompt")
            return readQueuedPrompt(field, texts);
        return true;
    });
}

bool readToolUseResult(json::value value, ClaudeLine::Texts &texts)
{
    texts.toolUseResult = rawOf(value);
    if (texts.toolUseResult.find("\"agentId\"") == std::string_view::npos)
        return true;
    const QByteArrayView raw(texts.toolUseResult.data(),
                             static_cast<qsizetype>(texts.toolUseResult.size()));
    const QByteArrayView id = rawMember(raw, "agentId");
    // Made of letters and digits alone: what has an escape is none.
    if (id.size() > 2 && id.front() == '"' && !id.contains('\\'))
        texts.spawnedAgentId = {id.data() + 1, static_cast<std::size_t>(id.size() - 2)};
    return true;
}

std::string_view *textField(ClaudeLine::Texts &texts, std::string_view key)
{
    if (key == "parentUuid")
        return &texts.parentUuid;
    if (key == "logicalParentUuid")
        return &texts.logicalParentUuid;
    if (key == "promptId")
        return &texts.promptId;
    if (key == "content" || key == "explanation" || key == "apiRefusalExplanation")
        return &texts.text;
    if (key == "summary")
        return &texts.summary;
    if (key == "leafUuid")
        return &texts.leafUuid;
    return nullptr;
}

std::optional<qint64> *numberField(ClaudeLine::Texts &texts, std::string_view key)
{
    if (key == "apiErrorStatus")
        return &texts.status;
    if (key == "retryAttempt")
        return &texts.attempt;
    if (key == "retryInMs")
        return &texts.retryInMs;
    if (key == "durationMs")
        return &texts.durationMs;
    return nullptr;
}

} // namespace

bool readTextsField(std::string_view key, json::value value, ClaudeLine::Texts &texts)
{
    if (std::string_view *text = textField(texts, key)) {
        take(*text, value);
        return true;
    }
    if (std::optional<qint64> *number = numberField(texts, key)) {
        *number = numberOf(value);
        return true;
    }
    if (key == "error")
        return readError(value, texts, 0);
    if (key == "compactMetadata")
        return readCompaction(value, texts);
    if (key == "attachment")
        return readAttachment(value, texts);
    if (key == "toolUseResult")
        return readToolUseResult(value, texts);
    if (key == "totalCostUSD")
        texts.reportedCost = dollarsOf(value);
    return true;
}

} // namespace dogwatch
