// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/vaulttable.h"

#include "core/times.h"
#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kFiles[] = R"(
    SELECT path, source, session_id, agent_id, size, modified_at, content_hash, stored_size,
        kept_at, verified_at, gone_at
    FROM vault_file ORDER BY path)";

constexpr char kPut[] = R"(
    INSERT OR REPLACE INTO vault_file (path, source, session_id, agent_id, size, modified_at,
        content_hash, stored_size, kept_at, verified_at, gone_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

constexpr char kRemove[] = "DELETE FROM vault_file WHERE path = ?";
constexpr char kGone[] = "UPDATE vault_file SET gone_at = ? WHERE path = ?";

QJsonValue timeJson(std::optional<qint64> ms)
{
    return ms ? QJsonValue(toRfc3339(*ms)) : QJsonValue();
}

} // namespace

QJsonObject toJson(const VaultFile &file)
{
    return {{u"path"_s, file.path},
            {u"source"_s, file.source},
            {u"session_id"_s, file.sessionId},
            {u"agent_id"_s, file.agentId},
            {u"size"_s, file.size},
            {u"stored_size"_s, file.storedSize},
            {u"modified_at"_s, timeJson(file.modifiedAtMs)},
            {u"content_hash"_s, QString::fromLatin1(file.contentHash.toHex())},
            {u"kept_at"_s, timeJson(file.keptAtMs)},
            {u"verified_at"_s, timeJson(file.verifiedAtMs)},
            {u"gone_at"_s, timeJson(file.goneAtMs)}};
}

Result<std::vector<VaultFile>> vaultFiles(Database &database)
{
    std::vector<VaultFile> files;
    Statement select(database, kFiles);
    for (;;) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return files;
        VaultFile file;
        file.path = select.text(0);
        file.source = select.text(1);
        file.sessionId = select.text(2);
        file.agentId = select.text(3);
        file.size = select.integer(4);
        file.modifiedAtMs = select.integer(5);
        file.contentHash = select.blob(6);
        file.storedSize = select.integer(7);
        file.keptAtMs = select.integer(8);
        file.verifiedAtMs = select.integer(9);
        file.goneAtMs = select.optionalInteger(10);
        files.push_back(std::move(file));
    }
}

Result<void> putVaultFile(Database &database, const VaultFile &file)
{
    Statement put(database, kPut);
    return put.bind(file.path)
        .bind(file.source)
        .bind(file.sessionId)
        .bind(file.agentId)
        .bind(file.size)
        .bind(file.modifiedAtMs)
        .bind(file.contentHash)
        .bind(file.storedSize)
        .bind(file.keptAtMs)
        .bind(file.verifiedAtMs)
        .bind(file.goneAtMs)
        .run();
}

Result<void> removeVaultFile(Database &database, const QString &path)
{
    Statement remove(database, kRemove);
    return remove.bind(path).run();
}

Result<void> setVaultFileGone(Database &database, const QString &path,
                              std::optional<qint64> goneAtMs)
{
    Statement gone(database, kGone);
    return gone.bind(goneAtMs).bind(path).run();
}

} // namespace dogwatch
