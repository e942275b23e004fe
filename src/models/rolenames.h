// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QHash>
#include <QMetaEnum>

namespace dogwatch {

// The names by which QML knows the roles of a model, made from its Q_ENUM so that the two can't
// drift: ToolNameRole is "toolName".
template<class Role>
[[nodiscard]] QHash<int, QByteArray> roleNamesOf()
{
    QHash<int, QByteArray> names;
    const QMetaEnum roles = QMetaEnum::fromType<Role>();
    for (int i = 0; i < roles.keyCount(); ++i) {
        QByteArray name = roles.key(i);
        name.chop(4);
        name[0] = static_cast<char>(name.at(0) | 0x20);
        names.insert(roles.value(i), name);
    }
    return names;
}

} // namespace dogwatch
