// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "toldtranscript.h"

#include "store/incomingevent.h"
#include "store/statement.h"

#include <QJsonDocument>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

constexpr char kInsert[] = R"(
    INSERT INTO transcript_entry (session_ref, uuid, block, parent_uuid, agent_id, kind, at,
        prompt_id, message_id, tool_use_id, tool_name, model, failed, text_id, line_at,
        line_length, body_encoding, body)
    VALUES (?, ?, 0, '', ?, ?, ?, '', '', ?, ?, ?, ?, 1, 0, 0, ?, ?) RETURNING id)";

} // namespace

ToldTranscript::ToldTranscript(LiveStore &store, const QString &session)
    : m_store(store)
    , m_session(store.refOf(session))
    , m_timeMs(store.timeMs())
{ }

qint64 ToldTranscript::tell(const ToldEntry &entry)
{
    PayloadEncoding encoding = PayloadEncoding::Plain;
    const QByteArray body =
        packPayload(QJsonDocument(entry.body).toJson(QJsonDocument::Compact), encoding);
    Statement insert(m_store.database(), kInsert);
    insert.bind(m_session)
        .bind(u"%1-%2"_s.arg(m_session).arg(++m_lines))
        .bind(entry.agent)
        .bind(static_cast<int>(entry.kind))
        .bind(m_timeMs)
        .bind(entry.toolUseId)
        .bind(entry.tool)
        .bind(entry.kind == EntryKind::Answer ? u"claude-opus-4-8"_s : QString())
        .bind(entry.failed)
        .bind(static_cast<int>(encoding))
        .bind(body);
    m_timeMs += 1000;
    const Result<bool> row = insert.next();
    if (!row)
        qFatal("%s", qPrintable(row.error().text));
    const qint64 id = insert.integer(0);
    (void)insert.next();
    return id;
}

qint64 ToldTranscript::say(EntryKind kind, const QString &text, const QString &agent)
{
    return tell({kind, {{u"text"_s, text}}, {}, {}, agent, false});
}

void ToldTranscript::call(const QString &id, const QString &tool, const QJsonObject &input,
                          const QString &result, bool failed)
{
    tell({EntryKind::ToolCall, {{u"input"_s, input}}, id, tool, {}, failed});
    tell({EntryKind::ToolResult, {{u"text"_s, result}}, id, {}, {}, failed});
}

void tellEveryKind(LiveStore &store, const QString &session)
{
    ToldTranscript told(store, session);
    told.say(EntryKind::Prompt,
             u"Ship the rate limiter: token bucket per key, tests, changelog."_s);
    told.say(EntryKind::Thinking, u"The gateway has a middleware.\nThe bucket goes behind it."_s);
    told.say(EntryKind::Answer,
             u"I'll read the gateway first, then add the bucket behind the existing middleware."_s);
    QString source;
    for (int i = 1; i <= 30; ++i)
        source += u"%1\u2192    line %1 of limit.cpp\n"_s.arg(i);
    told.call(u"toolu_read"_s, u"Read"_s, {{u"file_path"_s, u"src/gateway/limit.cpp"_s}}, source);
    told.call(u"toolu_edit"_s, u"Edit"_s,
              {{u"file_path"_s, u"src/gateway/limit.cpp"_s},
               {u"old_string"_s, u"    bucket.fill();\n    return allow(request);\n"_s},
               {u"new_string"_s,
                u"    bucket.fill();\n    if (auto wait = bucket.take(request.key); wait > 0ms)\n"
                "        return retryAfter(wait);\n"_s}},
              u"The file was updated."_s);
    told.call(u"toolu_bash"_s, u"Bash"_s, {{u"command"_s, u"ctest --output-on-failure"_s}},
              u"98% tests passed, 1 tests failed out of 61\n"
              "The following tests FAILED: 17 - limit_refill (Failed)"_s,
              true);
    told.call(u"toolu_write"_s, u"Write"_s,
              {{u"file_path"_s, u"CHANGELOG.md"_s}, {u"content"_s, u"## 1.2\n\n- Rate limits\n"_s}},
              u"File created."_s);
    told.call(u"toolu_grep"_s, u"Grep"_s,
              {{u"pattern"_s, u"allow\\("_s}, {u"path"_s, u"src"_s}, {u"-n"_s, true}},
              u"src/gateway/limit.cpp:12: return allow(request);"_s);
    told.tell({EntryKind::ApiRetry,
               {{u"text"_s, u"Overloaded"_s},
                {u"status"_s, 529},
                {u"attempt"_s, 2},
                {u"retry_in_ms"_s, 4000}}});
    told.tell({EntryKind::Compacted,
               {{u"trigger"_s, u"auto"_s}, {u"pre_tokens"_s, 155'000}, {u"text"_s, u"So far."_s}}});
    told.tell({EntryKind::ModelChanged,
               {{u"from"_s, u"claude-opus-4-8"_s}, {u"to"_s, u"claude-sonnet-4-9"_s}}});
    told.say(EntryKind::Notice, u"Context is nearly full."_s);
    told.say(EntryKind::AgentReport, u"The parser has no such case."_s);
    told.tell({EntryKind::Refused, {{u"text"_s, u"Not now."_s}}, u"toolu_push"_s});
    told.tell({EntryKind::Interrupted, {}});
    told.say(EntryKind::ApiError, u"API Error: 500 Internal server error"_s);
    told.tell({EntryKind::TurnEnded, {{u"duration_ms"_s, 41'000}}});
    told.say(EntryKind::Prompt, u"Go on."_s);
    told.say(EntryKind::Answer, u"Done: the limiter is in, the tests pass."_s);
}

} // namespace dogwatch::test
