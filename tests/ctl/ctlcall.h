// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace dogwatch::test {

// What one call of dogwatchctl came to.
struct CtlOutcome
{
    int code = -1; // -1: it did not end by itself
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonArray array() const;
    [[nodiscard]] QJsonObject object() const;
};

// Runs it on that data folder, whose neighbour "home" is its HOME, and waits for its end.
[[nodiscard]] CtlOutcome ctl(const QString &folder, const QStringList &arguments);

} // namespace dogwatch::test
