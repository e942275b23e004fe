// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/storedform.h"

#include "agents/rawjson.h"

#include <algorithm>
#include <array>

namespace dogwatch {

namespace {

using Names = std::vector<std::string_view>;

// By these things are found and joined, and files are opened: never changed.
const Names kIdentity{
    "session_id",    "sessionId",       "sessionID",  "conversation_id",
    "thread_id",     "tool_use_id",     "toolCallId", "agent_id",
    "prompt_id",     "transcript_path", "cwd",        "hook_event_name",
    "hookEventName", "tool_name",       "toolName",   "agent_transcript_path",
    "workspace",     "directory",
};

// What else is kept where no texts are: words of the agent's own, and figures.
const Names kMetadata{
    "agent_type",
    "permission_mode",
    "model",
    "to_model",
    "from_model",
    "trigger",
    "duration_ms",
    "notification_type",
    "source",
    "event",
    "type",
    "status",
    "is_interrupt",
    "stop_hook_active",
    "effort",
    "pre_tokens",
    "post_tokens",
    "attempt",
    "retry_in_ms",
    "from",
    "to",
    "agentId",
    "timestamp",
    "turn_id",
    "generation_id",
    "load_reason",
    "memory_type",
    "teammate_name",
    "team_name",
    "task_id",
};

// What a tool gave back, whatever the agent.
const Names kOutputs{
    "tool_response", "tool_output", "tool_result", "toolResult", "toolResponse",
    "result_json",   "output",      "stdout",      "stderr",
};

bool isIn(const Names &names, QByteArrayView key)
{
    // Quoted, as written. A name in escapes is none of ours.
    const std::string_view name(key.data() + 1, static_cast<std::size_t>(key.size() - 2));
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isText(QByteArrayView value)
{
    return value.startsWith('"');
}

bool isStructure(QByteArrayView value)
{
    return value.startsWith('{') || value.startsWith('[');
}

QByteArray notStored(QByteArrayView value)
{
    return "{\"dogwatch_not_stored\":" + QByteArray::number(value.size()) + '}';
}

// A reason in one word, as agents give it where they mean one of a few: "logout", "rate_limit".
bool isCode(QByteArrayView value)
{
    const auto isOfWord = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    return value.size() > 2 && value.size() <= 40 && isText(value)
        && std::all_of(value.begin() + 1, value.end() - 1, isOfWord);
}

bool isNotStored(QByteArrayView value)
{
    return value.startsWith("{\"dogwatch_not_stored\":");
}

// The members of an object, each as `form` gives it; a null array leaves the member out.
template<class Form>
QByteArray eachMember(QByteArrayView object, Form form)
{
    QByteArray text = "{";
    for (const RawMember &member : rawMembers(object)) {
        const QByteArray value = form(member);
        if (value.isNull())
            continue;
        if (text.size() > 1)
            text += ',';
        text.append(member.name.data(), member.name.size()).append(':').append(value);
    }
    return text + '}';
}

template<class Form>
QByteArray eachElement(QByteArrayView array, Form form)
{
    QByteArray text = "[";
    for (const QByteArrayView element : rawElements(array)) {
        if (text.size() > 1)
            text += ',';
        text += form(element);
    }
    return text + ']';
}

// The result of a tool that started a subagent says which, and whether it is done: that is about
// the agents and no output. And whether a call was refused, its text says by its beginning.
QByteArray withoutOutput(QByteArrayView value)
{
    constexpr QByteArrayView kRefused = "\"<tool_use_error>";
    if (isNotStored(value) || value == "null" || value == "\"<tool_use_error>\"")
        return value.toByteArray();
    if (value.startsWith(kRefused))
        return kRefused.toByteArray() + '"';
    if (value.startsWith('{')) {
        const QByteArrayView agent = rawMember(value, "agentId");
        const QByteArrayView status = rawMember(value, "status");
        if (isText(agent) && agent.size() < 100 && isText(status) && status.size() < 100) {
            return "{\"agentId\":" + agent.toByteArray() + ",\"status\":" + status.toByteArray()
                + '}';
        }
    }
    return notStored(value);
}

QByteArray withoutOutputs(QByteArrayView object)
{
    return eachMember(object, [object](const RawMember &member) {
        if (isIn(kOutputs, member.name)
            || (member.name == "\"error\"" && !rawMember(object, "tool_use_id").isNull()))
            return isText(member.value) && member.name == "\"error\"" ? notStored(member.value)
                                                                      : withoutOutput(member.value);
        if (member.name == "\"tool_calls\"" && member.value.startsWith('['))
            return eachElement(member.value, [](QByteArrayView call) {
                return call.startsWith('{') ? withoutOutputs(call) : call.toByteArray();
            });
        return member.value.toByteArray();
    });
}

QByteArray metadataOf(QByteArrayView object);

// Of lists that say what goes on: how many, and how each stands.
QByteArray metadataOfList(QByteArrayView array)
{
    return eachElement(array, [](QByteArrayView element) {
        return element.startsWith('{') ? metadataOf(element) : notStored(element);
    });
}

QByteArray metadataOf(QByteArrayView object)
{
    return eachMember(object, [](const RawMember &member) -> QByteArray {
        const bool isShort = member.value.size() <= 200;
        if (isIn(kIdentity, member.name) && !isStructure(member.value))
            return member.value.toByteArray();
        if ((isIn(kMetadata, member.name) && isShort && !isStructure(member.value))
            || isNotStored(member.value)
            || ((member.name == "\"reason\"" || member.name == "\"error\"")
                && isCode(member.value)))
            return member.value.toByteArray();
        if (!isText(member.value) && !isStructure(member.value))
            return member.value.toByteArray(); // a figure, true, false, null
        if (isIn(kOutputs, member.name))
            return withoutOutput(member.value);
        const bool isList = member.name == "\"tool_calls\"" || member.name == "\"background_tasks\""
            || member.name == "\"session_crons\"";
        if (isList && member.value.startsWith('['))
            return metadataOfList(member.value);
        return notStored(member.value);
    });
}

} // namespace

QByteArray storedPayload(const QByteArray &payload, const StoragePolicy &policy,
                         RedactionTally &tally)
{
    QByteArray stored = payload;
    if (policy.level == StoreLevel::NoOutputs)
        stored = withoutOutputs(stored);
    else if (policy.level == StoreLevel::Metadata)
        stored = metadataOf(stored);
    return policy.redactor ? policy.redactor->json(stored, tally, kIdentity) : stored;
}

QByteArray storedEntryBody(EntryKind kind, const QByteArray &body, const StoragePolicy &policy,
                           RedactionTally &tally)
{
    QByteArray stored = body;
    if (policy.level == StoreLevel::Metadata)
        stored = metadataOf(stored);
    else if (policy.level == StoreLevel::NoOutputs && kind == EntryKind::ToolResult
             && !isNotStored(body))
        stored = notStored(body);
    return policy.redactor ? policy.redactor->json(stored, tally) : stored;
}

} // namespace dogwatch
