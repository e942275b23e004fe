// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/transcriptworkjson.h"

#include <QJsonArray>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

template<class T>
struct TextField
{
    const char *name;
    QString T::*text;
};

constexpr std::array kAgentTexts{
    TextField<ToldAgent>{"id", &ToldAgent::id},
    TextField<ToldAgent>{"type", &ToldAgent::type},
    TextField<ToldAgent>{"description", &ToldAgent::description},
    TextField<ToldAgent>{"parent", &ToldAgent::parentId},
    TextField<ToldAgent>{"spawned_by", &ToldAgent::spawnToolUseId},
};
constexpr std::array kTurnTexts{
    TextField<ToldTurn>{"id", &ToldTurn::promptId},
    TextField<ToldTurn>{"prompt", &ToldTurn::prompt},
};
constexpr std::array kCallTexts{
    TextField<ToldCall>{"id", &ToldCall::id},
    TextField<ToldCall>{"agent", &ToldCall::agentId},
    TextField<ToldCall>{"prompt", &ToldCall::promptId},
    TextField<ToldCall>{"name", &ToldCall::name},
    TextField<ToldCall>{"summary", &ToldCall::summary},
    TextField<ToldCall>{"error", &ToldCall::error},
};

template<class T, std::size_t count>
QJsonObject textsOf(const T &value, const std::array<TextField<T>, count> &fields)
{
    QJsonObject object;
    for (const TextField<T> &field : fields) {
        if (const QString &text = value.*(field.text); !text.isEmpty())
            object.insert(QLatin1StringView(field.name), text);
    }
    return object;
}

template<class T, std::size_t count>
T fromTexts(const QJsonObject &object, const std::array<TextField<T>, count> &fields)
{
    T value;
    for (const TextField<T> &field : fields)
        value.*(field.text) = object.value(QLatin1StringView(field.name)).toString();
    return value;
}

// What was told with a line that names no time is at 0, which is not the same as not being told.
void putTime(QJsonObject &object, const QString &name, std::optional<qint64> ms)
{
    if (ms)
        object.insert(name, *ms);
}

std::optional<qint64> timeIn(const QJsonObject &object, const QString &name)
{
    const QJsonValue value = object.value(name);
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

} // namespace

QJsonObject toJson(const TranscriptWork &work)
{
    QJsonArray agents;
    for (const ToldAgent &agent : work.agents) {
        QJsonObject object = textsOf(agent, kAgentTexts);
        putTime(object, u"first"_s, agent.firstAtMs);
        putTime(object, u"last"_s, agent.lastAtMs);
        agents.append(object);
    }
    QJsonArray turns;
    for (const ToldTurn &turn : work.turns) {
        QJsonObject object = textsOf(turn, kTurnTexts);
        if (turn.injected)
            object.insert(u"injected"_s, true);
        putTime(object, u"start"_s, turn.startedAtMs);
        putTime(object, u"until"_s, turn.untilMs);
        turns.append(object);
    }
    QJsonArray calls;
    for (const ToldCall &call : work.calls) {
        QJsonObject object = textsOf(call, kCallTexts);
        putTime(object, u"start"_s, call.startedAtMs);
        putTime(object, u"end"_s, call.endedAtMs);
        object.insert(u"status"_s, callStatusName(call.status));
        calls.append(object);
    }
    QJsonObject object;
    for (const auto &[name, list] : {std::pair(u"agents"_s, agents), std::pair(u"turns"_s, turns),
                                     std::pair(u"calls"_s, calls)}) {
        if (!list.isEmpty())
            object.insert(name, list);
    }
    return object;
}

TranscriptWork workFromJson(const QJsonObject &object)
{
    TranscriptWork work;
    for (const QJsonValue &value : object.value(u"agents").toArray()) {
        const QJsonObject told = value.toObject();
        ToldAgent agent = fromTexts(told, kAgentTexts);
        agent.firstAtMs = told.value(u"first").toInteger();
        agent.lastAtMs = told.value(u"last").toInteger();
        work.agents.push_back(std::move(agent));
    }
    for (const QJsonValue &value : object.value(u"turns").toArray()) {
        const QJsonObject told = value.toObject();
        ToldTurn turn = fromTexts(told, kTurnTexts);
        turn.injected = told.value(u"injected").toBool();
        turn.startedAtMs = timeIn(told, u"start"_s);
        turn.untilMs = told.value(u"until").toInteger();
        work.turns.push_back(std::move(turn));
    }
    for (const QJsonValue &value : object.value(u"calls").toArray()) {
        const QJsonObject told = value.toObject();
        ToldCall call = fromTexts(told, kCallTexts);
        call.startedAtMs = timeIn(told, u"start"_s);
        call.endedAtMs = timeIn(told, u"end"_s);
        call.status =
            callStatusFromName(told.value(u"status").toString()).value_or(CallStatus::Running);
        work.calls.push_back(std::move(call));
    }
    return work;
}

} // namespace dogwatch
