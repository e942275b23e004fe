// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "payloads.h"

#include <QJsonArray>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

QJsonObject tool(const QString &id, const QString &command, const QString &agent)
{
    QJsonObject fields{{u"tool_name"_s, u"Bash"_s},
                       {u"tool_use_id"_s, id},
                       {u"tool_input"_s, QJsonObject{{u"command"_s, command}}}};
    if (!agent.isEmpty()) {
        fields.insert(u"agent_id"_s, agent);
        fields.insert(u"agent_type"_s, u"Explore"_s);
    }
    return fields;
}

QJsonObject ask(const QString &command, const QString &agent)
{
    QJsonObject fields = tool({}, command, agent);
    fields.remove(u"tool_use_id"_s);
    return fields;
}

QJsonObject prompt(const QString &id, const QString &text)
{
    return {{u"prompt"_s, text}, {u"prompt_id"_s, id}};
}

QJsonObject subagent(const QString &id, const QString &type)
{
    return {{u"agent_id"_s, id}, {u"agent_type"_s, type}};
}

QJsonObject notification(const QString &type)
{
    return {{u"notification_type"_s, type}, {u"message"_s, u"a message"_s}};
}

QJsonObject batch(const QStringList &ids, const QString &response)
{
    QJsonArray calls;
    for (const QString &id : ids)
        calls.append(QJsonObject{
            {u"tool_use_id"_s, id}, {u"tool_name"_s, u"Bash"_s}, {u"tool_response"_s, response}});
    return {{u"tool_calls"_s, calls}};
}

QJsonObject stop(int tasks, int crons)
{
    QJsonArray running;
    for (int i = 0; i < tasks; ++i)
        running.append(QJsonObject{{u"id"_s, i}, {u"status"_s, u"running"_s}});
    QJsonArray wakeUps;
    for (int i = 0; i < crons; ++i)
        wakeUps.append(QJsonObject{{u"id"_s, i}});
    return {{u"background_tasks"_s, running}, {u"session_crons"_s, wakeUps}};
}

} // namespace dogwatch::test
