// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace dogwatch::test {

// The n-th name in the form that the hook client gives its files.
[[nodiscard]] QString spoolName(int n, qsizetype bytes = 100);
[[nodiscard]] QString spoolId(int n);
// What the hook client would have left.
[[nodiscard]] QByteArray spoolContent(const QString &eventId,
                                      const QString &source = QStringLiteral("claude-code"),
                                      const QString &session = QStringLiteral("s"));
// Makes, privately; the path.
QString putFile(const QString &folder, const QString &name, const QByteArray &content);
// What the n-th hook leaves in the spool.
QString putSpooled(const DataFolder &folder, int n);
// As if nobody had touched it since then.
void setAge(const QString &path, qint64 modifiedMs);
[[nodiscard]] QByteArray contentOfFile(const QString &path);
// Everything but folders, hidden files too, sorted.
[[nodiscard]] QStringList filesIn(const QString &folder);

} // namespace dogwatch::test
