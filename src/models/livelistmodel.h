// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/modelstate.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// What the window's lists have in common: whether they were read, why not, and how many rows there
// are. Those that derive from it name it with its namespace: the QML tools find it only so.
// GUI thread.
class LiveListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(dogwatch::ModelState::Value state READ state NOTIFY stateChanged FINAL)
    // One sentence, empty unless Failed.
    Q_PROPERTY(QString errorText READ errorText NOTIFY stateChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit LiveListModel(QObject *parent = nullptr);

    [[nodiscard]] ModelState::Value state() const { return m_state; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    [[nodiscard]] int count() const { return rowCount({}); }

Q_SIGNALS:
    void stateChanged();
    void countChanged();

protected:
    void setState(ModelState::Value state, const QString &errorText = {});

private:
    ModelState::Value m_state = ModelState::Loading;
    QString m_errorText;
};

} // namespace dogwatch
