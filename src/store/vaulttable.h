// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace dogwatch {

class Database;

// A transcript of which a copy is kept in the vault.
struct VaultFile
{
    QString path; // where it stood
    QString source;
    QString sessionId;
    QString agentId; // empty: the session's own
    qint64 size = 0;
    qint64 modifiedAtMs = 0;
    QByteArray contentHash; // SHA-256; names the copy
    qint64 storedSize = 0;
    qint64 keptAtMs = 0;
    qint64 verifiedAtMs = 0; // when the copy was last read back
    std::optional<qint64> goneAtMs; // since when there is nothing at the path any more
};
[[nodiscard]] QJsonObject toJson(const VaultFile &file);

// In order of their paths. Any connection.
[[nodiscard]] Result<std::vector<VaultFile>> vaultFiles(Database &database);

// Writer connection, in the caller's transaction. What stands at the path is replaced.
[[nodiscard]] Result<void> putVaultFile(Database &database, const VaultFile &file);
[[nodiscard]] Result<void> removeVaultFile(Database &database, const QString &path);
[[nodiscard]] Result<void> setVaultFileGone(Database &database, const QString &path,
                                            std::optional<qint64> goneAtMs);

} // namespace dogwatch
