// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/agent.h"
#include "core/session.h"
#include "models/livelistmodel.h"

#include <QHash>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

namespace dogwatch {

// One line of the tree, its texts ready to be shown.
struct AgentLine
{
    bool whole = false; // the first line of several: all agents together
    QString id;
    int depth = 0;
    SessionStatus status = SessionStatus::Unknown;
    qint64 sinceMs = 0; // 0: not known
    qint64 untilMs = 0; // 0: until now
    QString name;
    QString detail;
    QString timeText;
    QString calls;
    QString lastAction;

    friend bool operator==(const AgentLine &, const AgentLine &) = default;
};

// The agents of one session, flattened: each stands below the one that spawned it, brothers in the
// order of their first event. Where there is more than one agent a line for all of them comes
// first.
//
// The time is how long the agent has been in its state; of a subagent only its start is known, so
// it is how long it runs, and of one that is over, how long it ran.
//
// GUI thread; fed by SessionDetails.
class AgentTreeModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to SessionDetails")

public:
    enum Role {
        WholeRole = Qt::UserRole,
        NameRole,
        DetailRole, // for the tooltip
        DepthRole,
        StatusRole,
        StatusTextRole,
        TimeTextRole,
        CallsRole,
        LastActionRole,
        LiveRole,
    };
    Q_ENUM(Role)

    explicit AgentTreeModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // The main agent, which follows from the session, and all others; in `agents` it may be or not.
    void load(const Session &session, const std::vector<Agent> &agents, qint64 nowMs);
    // Newer states of the session and of some of its subagents.
    void apply(const Session &session, const QHash<QString, Agent> &agents, qint64 nowMs);
    void fail(const QString &errorText);
    void clear();
    void passSecond(qint64 nowMs);

    // The row of that agent, or, without one, of all; -1 where there is none.
    [[nodiscard]] int rowOf(const std::optional<QString> &agentId) const;
    // Which agent a row stands for; nothing: all of them.
    [[nodiscard]] std::optional<QString> agentAt(int row) const;

private:
    [[nodiscard]] std::vector<AgentLine> lines(qint64 nowMs) const;
    [[nodiscard]] AgentLine lineOf(const Agent &agent, int depth, qint64 nowMs) const;
    void show(std::vector<AgentLine> target);
    void removeStrangers(const std::vector<AgentLine> &target);
    void insertMissing(const std::vector<AgentLine> &target);
    void update(std::vector<AgentLine> &&target);

    QHash<QString, Agent> m_agents;
    qint64 m_mainSinceMs = 0; // since when the main agent's status holds
    std::vector<AgentLine> m_lines;
};

} // namespace dogwatch
