// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The recordings that `dogwatch --demo` plays, as they are built in. Any thread; values.

#pragma once

#include "core/result.h"
#include "core/source.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace dogwatch {

struct DemoLine
{
    qint64 atMs = 0; // from the start of the demo
    Source source = Source::Generic;
    QJsonObject payload;

    [[nodiscard]] QString event() const;
    [[nodiscard]] QString text(QStringView key) const; // empty where the payload has no such text
};

// Names, without folder and ending, in order.
[[nodiscard]] QStringList demoNames();
[[nodiscard]] QByteArray demoBytes(const QString &name);

// One recording, read as the demo's player reads it. Fails where that would.
[[nodiscard]] Result<std::vector<DemoLine>> demoLines(const QString &name);

} // namespace dogwatch
