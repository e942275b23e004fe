// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

// The fields of Claude Code's events that the reducer looks at, as short as a test wants them.

namespace dogwatch::test {

[[nodiscard]] QJsonObject tool(const QString &id, const QString &command = QStringLiteral("ls"),
                               const QString &agent = {});
[[nodiscard]] QJsonObject ask(const QString &command = QStringLiteral("ls"),
                              const QString &agent = {});
[[nodiscard]] QJsonObject prompt(const QString &id, const QString &text = QStringLiteral("go on"));
[[nodiscard]] QJsonObject subagent(const QString &id,
                                   const QString &type = QStringLiteral("Explore"));
[[nodiscard]] QJsonObject notification(const QString &type);
[[nodiscard]] QJsonObject batch(const QStringList &ids,
                                const QString &response = QStringLiteral("done"));
[[nodiscard]] QJsonObject stop(int tasks, int crons = 0);

} // namespace dogwatch::test
