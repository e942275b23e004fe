// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/livelistmodel.h"

namespace dogwatch {

LiveListModel::LiveListModel(QObject *parent)
    : QAbstractListModel(parent)
{
    connect(this, &QAbstractItemModel::rowsInserted, this, &LiveListModel::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &LiveListModel::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &LiveListModel::countChanged);
}

void LiveListModel::setState(ModelState::Value state, const QString &errorText)
{
    if (m_state == state && m_errorText == errorText)
        return;
    m_state = state;
    m_errorText = errorText;
    Q_EMIT stateChanged();
}

} // namespace dogwatch
