// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demotranscripts.h"

#include "core/times.h"
#include "core/uuid7.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kRecordedFolder = "/home/dev/.claude/";

QJsonObject message(const QString &role, const QJsonArray &content)
{
    return {{u"role"_s, role}, {u"content"_s, content}};
}

QJsonObject textBlock(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

// What the model is given of a call's outcome, which is less than the hooks are.
QString resultText(const QJsonValue &response)
{
    if (response.isString())
        return response.toString();
    const QJsonObject object = response.toObject();
    if (object.contains(u"stdout"))
        return QStringList{object.value(u"stdout").toString(), object.value(u"stderr").toString()}
            .join(u'\n')
            .trimmed();
    if (object.contains(u"file"))
        return object.value(u"file").toObject().value(u"content").toString();
    if (object.contains(u"filenames"))
        return object.value(u"filenames").toVariant().toStringList().join(u'\n');
    if (object.contains(u"structuredPatch"))
        return u"The file %1 has been updated."_s.arg(object.value(u"filePath").toString());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject resultOf(const QJsonObject &event)
{
    const bool failed = event.value(u"hook_event_name").toString() == "PostToolUseFailure"_L1;
    QJsonObject block{
        {u"type"_s, u"tool_result"_s},
        {u"tool_use_id"_s, event.value(u"tool_use_id")},
        {u"content"_s, resultText(event.value(failed ? u"error"_s : u"tool_response"_s))}};
    if (failed)
        block.insert(u"is_error"_s, true);
    return block;
}

// Where the lines of an event belong: a subagent has a file of its own.
QString transcriptOf(const QJsonObject &event)
{
    const QString main = event.value(u"transcript_path").toString();
    const QString agent = event.value(u"agent_id").toString();
    if (agent.isEmpty())
        return main;
    return main.chopped(u".jsonl"_s.size()) + u"/subagents/agent-%1.jsonl"_s.arg(agent);
}

} // namespace

DemoTranscripts::DemoTranscripts(const QString &folder)
    : m_folder(folder + u'/')
{ }

QByteArray DemoTranscripts::moved(QByteArray payload) const
{
    return payload.replace(kRecordedFolder, m_folder.toUtf8());
}

void DemoTranscripts::write(const QByteArray &payload, qint64 nowMs)
{
    const QJsonObject event = QJsonDocument::fromJson(payload).object();
    const QString path = transcriptOf(event);
    if (!path.startsWith(m_folder))
        return; // of an agent that keeps none
    Conversation &conversation = m_conversations[path];
    QJsonObject line = lineOf(event, path, conversation);
    if (line.isEmpty())
        return;
    line.insert(u"uuid"_s, makeUuid7(nowMs));
    line.insert(u"parentUuid"_s,
                conversation.lastUuid.isEmpty() ? QJsonValue() : conversation.lastUuid);
    line.insert(u"sessionId"_s, event.value(u"session_id"));
    line.insert(u"isSidechain"_s, event.contains(u"agent_id"));
    if (event.contains(u"agent_id"))
        line.insert(u"agentId"_s, event.value(u"agent_id"));
    line.insert(u"cwd"_s, event.value(u"cwd"));
    line.insert(u"timestamp"_s, toRfc3339(nowMs));
    conversation.lastUuid = line.value(u"uuid").toString();
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    // A demo without transcripts is one without figures, and no more.
    if (file.open(QIODevice::WriteOnly | QIODevice::Append))
        file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

QJsonObject DemoTranscripts::lineOf(const QJsonObject &event, const QString &path,
                                    Conversation &conversation)
{
    const QString type = event.value(u"hook_event_name").toString();
    if (const QString model = event.value(u"model").toString(); !model.isEmpty())
        conversation.model = model;
    if (type == "UserPromptSubmit"_L1)
        return {{u"type"_s, u"user"_s},
                {u"promptId"_s, event.value(u"prompt_id")},
                {u"message"_s, message(u"user"_s, {textBlock(event.value(u"prompt").toString())})}};
    if (type == "PreToolUse"_L1)
        return answer(path, conversation,
                      {{u"type"_s, u"tool_use"_s},
                       {u"id"_s, event.value(u"tool_use_id")},
                       {u"name"_s, event.value(u"tool_name")},
                       {u"input"_s, event.value(u"tool_input")}});
    if (type == "PostToolUse"_L1 || type == "PostToolUseFailure"_L1)
        return {{u"type"_s, u"user"_s}, {u"message"_s, message(u"user"_s, {resultOf(event)})}};
    const QString said = event.value(u"last_assistant_message").toString();
    if ((type == "Stop"_L1 || type == "SubagentStop"_L1) && !said.isEmpty())
        return answer(path, conversation, textBlock(said));
    return {};
}

// Each answer reads what was said before from the cache, and adds to it.
QJsonObject DemoTranscripts::answer(const QString &path, Conversation &conversation,
                                    const QJsonObject &content)
{
    const int number = ++conversation.answers;
    const auto seed = static_cast<qint64>(qHash(path, 7)) & 0xffff;
    const qint64 written = number == 1 ? 14'000 + seed % 9'000 : 400 + (seed * number) % 2'600;
    const qint64 output = 60 + (seed * (number + 3)) % 900;
    const QString id = u"%1_%2"_s.arg(QString::number(seed, 16), QString::number(number));
    QJsonObject said = message(u"assistant"_s, {content});
    said.insert(u"id"_s, u"msg_demo_%1_%2"_s.arg(QFileInfo(path).completeBaseName(), id));
    said.insert(u"type"_s, u"message"_s);
    said.insert(u"model"_s,
                conversation.model.isEmpty() ? u"claude-opus-5-5"_s : conversation.model);
    said.insert(u"stop_reason"_s,
                content.value(u"type").toString() == "text"_L1 ? u"end_turn"_s : u"tool_use"_s);
    said.insert(u"usage"_s,
                QJsonObject{{u"input_tokens"_s, 3 + seed % 7},
                            {u"cache_creation_input_tokens"_s, written},
                            {u"cache_read_input_tokens"_s, conversation.context},
                            {u"output_tokens"_s, output}});
    conversation.context += written + output;
    return {{u"type"_s, u"assistant"_s},
            {u"requestId"_s, u"req_demo_%1"_s.arg(id)},
            {u"message"_s, said}};
}

} // namespace dogwatch
