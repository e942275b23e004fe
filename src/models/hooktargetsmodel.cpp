// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/hooktargetsmodel.h"

namespace dogwatch {

HookTargetsModel::HookTargetsModel(QObject *parent)
    : QAbstractListModel(parent)
{ }

int HookTargetsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant HookTargetsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AgentHooks &target = m_targets.at(index.row());
    switch (role) {
    case AgentRole:
        return target.agent;
    case Qt::DisplayRole:
    case TitleRole:
        return target.title;
    case DetailRole:
        return target.detail;
    case InstallStateRole:
        return static_cast<int>(target.state);
    default:
        return {};
    }
}

QHash<int, QByteArray> HookTargetsModel::roleNames() const
{
    return {{AgentRole, "agent"},
            {TitleRole, "title"},
            {DetailRole, "detail"},
            {InstallStateRole, "installState"}};
}

void HookTargetsModel::setTargets(const QList<AgentHooks> &targets)
{
    beginResetModel();
    m_targets = targets;
    endResetModel();
    Q_EMIT countChanged();
    if (!m_searched) {
        m_searched = true;
        Q_EMIT searchedChanged();
    }
}

void HookTargetsModel::setTargetState(const QString &agent, AgentHooks::State state,
                                      const QString &detail)
{
    for (int row = 0; row < count(); ++row) {
        AgentHooks &target = m_targets[row];
        if (target.agent != agent)
            continue;
        target.state = state;
        target.detail = detail;
        Q_EMIT dataChanged(index(row), index(row), {DetailRole, InstallStateRole});
    }
}

} // namespace dogwatch
