// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/exportmarkdown.h"

#include "core/times.h"
#include "ctl/exporttarget.h"
#include "ctl/exporttext.h"
#include "store/entriesmodel.h"
#include "store/readmodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 200;

// A text as it is, anything else as JSON.
QString shown(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson());
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson());
    return value.toVariant().toString();
}

QByteArray section(const QString &title, const QString &note, qint64 atMs, const QString &text)
{
    QString block = u"\n## %1"_s.arg(title);
    if (!note.isEmpty())
        block += u" "_s + markdownInline(note);
    block += u'\n';
    if (atMs > 0)
        block += u"\n"_s + markdownInline(toRfc3339(atMs)) + u'\n';
    if (!text.isEmpty())
        block += u"\n"_s + markdownBlock(text);
    return block.toUtf8();
}

QString titleOf(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Prompt:
        return u"Prompt"_s;
    case EntryKind::Answer:
        return u"Answer"_s;
    case EntryKind::Thinking:
        return u"Thinking"_s;
    case EntryKind::ToolCall:
        return u"Tool call"_s;
    case EntryKind::ToolResult:
        return u"Tool result"_s;
    case EntryKind::Compacted:
        return u"Compacted"_s;
    case EntryKind::ApiError:
        return u"API error"_s;
    case EntryKind::ApiRetry:
        return u"API retry"_s;
    case EntryKind::Interrupted:
        return u"Interrupted"_s;
    case EntryKind::Refused:
        return u"Refused"_s;
    case EntryKind::ModelChanged:
        return u"Model changed"_s;
    case EntryKind::AgentReport:
        return u"Report of an agent"_s;
    case EntryKind::Notice:
        return u"Notice"_s;
    case EntryKind::TurnEnded:
        return u"Turn ended"_s;
    }
    return u"Entry"_s;
}

QByteArray entrySection(const TranscriptEntry &entry)
{
    const QJsonObject body = QJsonDocument::fromJson(entry.body).object();
    QString text = body.value(u"text").toString();
    if (text.isEmpty() && entry.kind == EntryKind::ToolCall)
        text = shown(body.value(u"input"));
    else if (text.isEmpty() && body.contains(u"result"))
        text = shown(body.value(u"result"));
    else if (text.isEmpty() && entry.kind == EntryKind::ModelChanged)
        text = body.value(u"from").toString() + u" → "_s + body.value(u"to").toString();
    else if (text.isEmpty() && body.contains(u"dogwatch_not_stored"))
        text = u"(not stored)"_s;
    QString note = entry.toolName;
    if (!entry.agentId.isEmpty())
        note += u" (agent %1)"_s.arg(entry.agentId);
    if (entry.failed)
        note += u" (failed)"_s;
    return section(titleOf(entry.kind), note, entry.key.atMs, text);
}

// False: the transcript of the session was not read.
Result<bool> writeEntries(Database &database, const Session &session, ExportTarget &target)
{
    EntryQuery query;
    query.session = session.ref;
    query.limit = kPage;
    query.longestText = std::numeric_limits<qsizetype>::max() / 4;
    bool any = false;
    for (;;) {
        const Result<std::vector<TranscriptEntry>> entries = transcriptEntries(database, query);
        if (!entries)
            return entries.error();
        for (const TranscriptEntry &entry : *entries) {
            if (Result<void> written = target.write(entrySection(entry)); !written)
                return written.error();
            query.after = entry.key;
            any = true;
        }
        if (entries->size() < kPage)
            return any;
    }
}

QByteArray eventSection(const EventRow &row, const QJsonObject &payload)
{
    const auto text = [&payload](QStringView key) { return shown(payload.value(key)); };
    const QString agent = row.agentId.isEmpty() ? QString() : u" (agent %1)"_s.arg(row.agentId);
    if (row.type == "UserPromptSubmit"_L1)
        return section(u"Prompt"_s, agent, row.occurredAtMs, text(u"prompt"));
    if (row.type == "PreToolUse"_L1)
        return section(u"Tool call"_s, row.toolName + agent, row.occurredAtMs, text(u"tool_input"));
    if (row.type == "PostToolUse"_L1)
        return section(u"Tool result"_s, row.toolName + agent, row.occurredAtMs,
                       text(u"tool_response"));
    if (row.type == "PostToolUseFailure"_L1)
        return section(u"Tool failed"_s, row.toolName + agent, row.occurredAtMs, text(u"error"));
    if (row.type == "Stop"_L1 || row.type == "SubagentStop"_L1 || row.type == "StopFailure"_L1)
        return section(row.type == "StopFailure"_L1 ? u"Failed"_s : u"Answer"_s, agent,
                       row.occurredAtMs, text(u"last_assistant_message"));
    if (row.type == "Notification"_L1)
        return section(u"Notice"_s, agent, row.occurredAtMs, text(u"message"));
    return {};
}

Result<void> writeEvents(Database &database, const Session &session, ExportTarget &target)
{
    EventQuery query;
    query.session = session.ref;
    query.limit = kPage;
    for (;;) {
        const Result<std::vector<EventRow>> rows = events(database, query);
        if (!rows)
            return rows.error();
        for (const EventRow &row : *rows) {
            query.afterSeq = row.seq;
            const Result<QByteArray> payload = eventPayload(database, row.seq);
            if (!payload && payload.error().code != ErrorCode::Corrupt)
                return payload.error();
            const QByteArray block = payload
                ? eventSection(row, QJsonDocument::fromJson(*payload).object())
                : section(u"Damaged"_s, payload.error().text, row.occurredAtMs, {});
            if (Result<void> written = target.write(block); !written)
                return written;
        }
        if (rows->size() < kPage)
            return {};
    }
}

} // namespace

Result<void> exportMarkdown(Database &database, const Session &session, ExportTarget &target)
{
    const QString name = session.title.isEmpty() ? session.key.id : session.title;
    QString head = u"# %1\n\n"_s.arg(markdownInline(name));
    const std::pair<QString, QString> facts[] = {{u"Session"_s, session.key.id},
                                                 {u"Agent"_s, sourceName(session.key.source)},
                                                 {u"Project"_s, session.project},
                                                 {u"Folder"_s, session.cwd},
                                                 {u"Model"_s, session.model}};
    for (const auto &[label, value] : facts) {
        if (!value.isEmpty())
            head += u"- %1: %2\n"_s.arg(label, markdownInline(value));
    }
    if (Result<void> written = target.write(head.toUtf8()); !written)
        return written;
    const Result<bool> isRead = writeEntries(database, session, target);
    if (!isRead)
        return isRead.error();
    return *isRead ? Result<void>() : writeEvents(database, session, target);
}

} // namespace dogwatch
