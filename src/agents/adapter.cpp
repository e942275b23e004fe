// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/adapter.h"

#include "agents/claudehook.h"
#include "agents/jsonfields.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDepthLimit = 64;

// QJsonDocument goes to 1,024 levels and refuses the rest; the contract stops earlier.
bool isDeeperThan(const QByteArray &json, int limit)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

// Agents whose events are stored and counted, but not yet understood: what names session and event.
Decoded decodeNamesOnly(const QJsonObject &payload)
{
    Decoded decoded;
    decoded.type = firstString(payload, {u"hook_event_name", u"event", u"type", u"hookEventName"});
    Report &report = decoded.report;
    report.sessionId = firstString(
        payload, {u"session_id", u"sessionId", u"sessionID", u"conversation_id", u"thread_id"});
    report.cwd = firstString(payload, {u"cwd", u"workspace", u"directory"});
    report.toolName = firstString(payload, {u"tool_name", u"toolName"});
    report.toolUseId = firstString(payload, {u"tool_use_id", u"toolCallId"});
    report.model = firstString(payload, {u"model"});
    report.transcriptPath = firstString(payload, {u"transcript_path"});
    return decoded;
}

} // namespace

Result<QJsonObject> parsePayload(const QByteArray &payload)
{
    if (isDeeperThan(payload, kDepthLimit))
        return Error{ErrorCode::InvalidInput,
                     u"the JSON is nested deeper than %1 levels"_s.arg(kDepthLimit)};
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(payload, &problem);
    if (problem.error != QJsonParseError::NoError)
        return Error{ErrorCode::InvalidInput,
                     u"the body is not valid JSON: %1 at byte %2"_s.arg(problem.errorString())
                         .arg(problem.offset)};
    if (!document.isObject())
        return Error{ErrorCode::InvalidInput, u"the body is JSON, but no object"_s};
    return document.object();
}

Decoded decode(Source source, const QJsonObject &payload)
{
    switch (source) {
    case Source::ClaudeCode:
        return decodeClaudeHook(payload);
    case Source::Codex:
    case Source::GeminiCli:
    case Source::Cursor:
    case Source::Copilot:
    case Source::OpenCode:
    case Source::Generic:
        return decodeNamesOnly(payload);
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace dogwatch
