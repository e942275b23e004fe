// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "scenes.h"

namespace dogwatch::test {

using namespace Qt::StringLiterals;

namespace {

QJsonObject tool(const QString &id, const QString &name, const QString &argument,
                 const QString &agent = {})
{
    const QString key = name == "Bash"_L1 ? u"command"_s
        : name == "Grep"_L1               ? u"pattern"_s
        : name == "Agent"_L1              ? u"description"_s
                                          : u"file_path"_s;
    QJsonObject fields{{u"tool_name"_s, name},
                       {u"tool_use_id"_s, id},
                       {u"tool_input"_s, QJsonObject{{key, argument}}}};
    if (!agent.isEmpty()) {
        fields.insert(u"agent_id"_s, agent);
        fields.insert(u"agent_type"_s, u"general-purpose"_s);
    }
    return fields;
}

void tellCall(LiveStore &store, const QString &session, QJsonObject fields, int durationMs)
{
    store.add(session, u"PreToolUse"_s, fields);
    fields.insert(u"duration_ms"_s, durationMs);
    store.add(session, u"PostToolUse"_s, fields);
}

void tellWork(LiveStore &store, const QString &session, const QString &agent, int calls)
{
    static const QStringList paths{u"src/gateway/limit.cpp"_s, u"src/gateway/limit.h"_s,
                                   u"tests/tst_limit.cpp"_s, u"docs/rate-limits.md"_s};
    for (int i = 0; i < calls; ++i) {
        const QString id =
            u"toolu_01%1%2"_s.arg(agent.isEmpty() ? u"main"_s : agent).arg(i, 4, 10, '0'_L1);
        const QString path = paths.at(i % paths.size());
        switch (i % 4) {
        case 0:
            tellCall(store, session, tool(id, u"Read"_s, path, agent), 12 + i);
            break;
        case 1:
            tellCall(store, session,
                     tool(id, u"Bash"_s, u"ctest --output-on-failure -R "_s + path, agent), 41'000);
            break;
        case 2:
            tellCall(store, session, tool(id, u"Grep"_s, u"allow\\(request\\)"_s, agent), 230);
            break;
        default:
            tellCall(store, session, tool(id, u"Edit"_s, path, agent), 95);
            break;
        }
    }
}

void begin(LiveStore &store, const QString &session)
{
    store.setPid(4711);
    store.add(session, u"SessionStart"_s,
              {{u"source"_s, u"startup"_s}, {u"model"_s, u"claude-opus-5-5"_s}});
    store.add(session, u"UserPromptSubmit"_s,
              {{u"prompt"_s, u"Ship the rate limiter: token bucket per key, tests, changelog."_s}});
}

void spawn(LiveStore &store, const QString &session, const QString &parent, const QString &agent,
           const QString &description)
{
    store.add(session, u"PreToolUse"_s,
              tool(u"toolu_spawn_"_s + agent, u"Agent"_s, description, parent));
    store.add(session, u"SubagentStart"_s,
              {{u"agent_id"_s, agent}, {u"agent_type"_s, description}});
}

void finish(LiveStore &store, const QString &session, const QString &parent, const QString &agent,
            const QString &description)
{
    store.add(session, u"SubagentStop"_s, {{u"agent_id"_s, agent}, {u"agent_type"_s, description}});
    QJsonObject fields = tool(u"toolu_spawn_"_s + agent, u"Agent"_s, description, parent);
    fields.insert(u"tool_response"_s, QJsonObject{{u"agentId"_s, agent}});
    fields.insert(u"duration_ms"_s, 95'000);
    store.add(session, u"PostToolUse"_s, fields);
}

void tellAgents(LiveStore &store, const QString &session)
{
    begin(store, session);
    tellWork(store, session, {}, 9);
    spawn(store, session, {}, u"a1f"_s, u"explore parser"_s);
    tellWork(store, session, u"a1f"_s, 6);
    finish(store, session, {}, u"a1f"_s, u"explore parser"_s);
    spawn(store, session, {}, u"b27"_s, u"write tests"_s);
    tellWork(store, session, u"b27"_s, 11);
    spawn(store, session, u"b27"_s, u"c30"_s, u"fixtures"_s);
    tellWork(store, session, u"c30"_s, 3);
    finish(store, session, u"b27"_s, u"c30"_s, u"fixtures"_s);
    QJsonObject failed = tool(u"toolu_01fail"_s, u"Bash"_s, u"ctest --output-on-failure"_s);
    store.add(session, u"PreToolUse"_s, failed);
    failed.insert(u"error"_s, u"Exit code 8: 98% tests passed, 1 tests failed out of 61"_s);
    failed.insert(u"duration_ms"_s, 41'200);
    store.add(session, u"PostToolUseFailure"_s, failed);
    spawn(store, session, {}, u"d41"_s, u"review"_s);
}

} // namespace

void tellRunning(LiveStore &store, const QString &session)
{
    tellAgents(store, session);
    store.add(session, u"PreToolUse"_s,
              tool(u"toolu_01run1"_s, u"Bash"_s, u"pytest -q tests/api --maxfail=3"_s, u"d41"_s));
    store.add(session, u"PreToolUse"_s,
              tool(u"toolu_01run2"_s, u"Read"_s, u"src/gateway/limit.cpp"_s));
    store.commit();
}

void tellNeedsInput(LiveStore &store, const QString &session)
{
    tellAgents(store, session);
    const QJsonObject push = tool(u"toolu_01push"_s, u"Bash"_s, u"git push origin main"_s);
    store.add(session, u"PreToolUse"_s, push);
    QJsonObject request = push;
    request.remove(u"tool_use_id"_s);
    store.add(session, u"PermissionRequest"_s, request);
    store.setTime(store.timeMs() + 120'000);
    store.commit();
}

void tellFailed(LiveStore &store, const QString &session)
{
    tellAgents(store, session);
    store.add(session, u"StopFailure"_s,
              {{u"error"_s, u"rate_limit"_s}, {u"error_details"_s, u"5-hour limit reached"_s}});
    store.commit();
}

void tellEnded(LiveStore &store, const QString &session)
{
    tellAgents(store, session);
    store.add(session, u"SubagentStop"_s, {{u"agent_id"_s, u"d41"_s}});
    store.add(session, u"Stop"_s);
    store.add(session, u"SessionEnd"_s, {{u"reason"_s, u"prompt_input_exit"_s}});
    store.setTime(store.timeMs() + 7'200'000);
    store.commit();
}

void tellEmpty(LiveStore &store, const QString &session)
{
    store.add(session, u"SessionStart"_s, {{u"source"_s, u"startup"_s}});
    store.commit();
}

void tellPoison(LiveStore &store, const QString &session)
{
    const QStringList poison{u"fix <img src=\"http://127.0.0.1:9/x.png\"> in README"_s,
                             u"<img src=x>"_s,
                             u"<b>&amp;</b><a href='file:///etc/passwd'>x</a>"_s,
                             u"![x](http://127.0.0.1:9/y)"_s,
                             u"\u202eevil\u202c \u001b[31mred\u0007"_s,
                             QString(20'000, u'a'),
                             QString(2'000, QChar(0x0301))};
    store.add(session, u"SessionStart"_s,
              {{u"source"_s, u"startup"_s},
               {u"model"_s, poison.at(1)},
               {u"session_title"_s, poison.at(0)},
               {u"cwd"_s, QString(u"/home/dev/"_s + poison.at(1))}});
    for (int i = 0; i < poison.size(); ++i) {
        const QString &text = poison.at(i);
        store.add(session, u"UserPromptSubmit"_s, {{u"prompt"_s, text}});
        store.add(session, u"SubagentStart"_s, {{u"agent_id"_s, text}, {u"agent_type"_s, text}});
        QJsonObject fields = tool(text, text, text, i % 2 == 0 ? text : QString());
        store.add(session, u"PreToolUse"_s, fields);
        fields.insert(u"error"_s, text);
        if (i % 2 == 1)
            store.add(session, u"PostToolUseFailure"_s, fields);
        store.add(session, text, {{u"tool_name"_s, text}, {text, text}});
    }
    QJsonObject request = tool({}, u"Bash"_s, poison.at(0));
    request.remove(u"tool_use_id"_s);
    store.add(session, u"PermissionRequest"_s, request);
    store.commit();
}

void tellHugePrompt(LiveStore &store, const QString &session)
{
    begin(store, session);
    QString prompt;
    while (prompt.size() < 1'000'000)
        prompt +=
            u"Line %1 of what was pasted: keep it all, show it in pieces, and never wait for it.\n"_s
                .arg(prompt.size());
    store.add(session, u"UserPromptSubmit"_s, {{u"prompt"_s, prompt}});
    store.add(session, u"UserPromptSubmit"_s, {{u"prompt"_s, QString(1'000'000, u'x')}});
    store.commit();
}

} // namespace dogwatch::test
