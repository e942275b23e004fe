// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// An agent found on this machine and how its hooks stand.
struct AgentHooks
{
    enum State {
        NotInstalled,
        Installing,
        Installed,
        Failed, // the settings could not be read or written; `detail` says why
    };

    QString agent; // "claude-code"
    QString title; // "Claude Code"
    QString detail; // where it was found, or what happened; one sentence
    State state = NotInstalled;

    friend bool operator==(const AgentHooks &, const AgentHooks &) = default;
};

// The agents found on this machine, for the first steps and for settings. GUI thread.
class HookTargetsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("part of GuiActions")
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    // They have been looked for; before that an empty list means nothing.
    Q_PROPERTY(bool searched READ searched NOTIFY searchedChanged FINAL)

public:
    enum Role {
        AgentRole = Qt::UserRole,
        TitleRole,
        DetailRole,
        InstallStateRole,
    };
    Q_ENUM(Role)
    enum InstallState {
        NotInstalled = AgentHooks::NotInstalled,
        Installing = AgentHooks::Installing,
        Installed = AgentHooks::Installed,
        Failed = AgentHooks::Failed,
    };
    Q_ENUM(InstallState)

    explicit HookTargetsModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setTargets(const QList<AgentHooks> &targets);
    // Of the target of that agent; nothing happens if there is none.
    void setTargetState(const QString &agent, AgentHooks::State state, const QString &detail);

    [[nodiscard]] int count() const { return static_cast<int>(m_targets.size()); }
    [[nodiscard]] bool searched() const { return m_searched; }

Q_SIGNALS:
    void countChanged();
    void searchedChanged();

private:
    QList<AgentHooks> m_targets;
    bool m_searched = false;
};

} // namespace dogwatch
