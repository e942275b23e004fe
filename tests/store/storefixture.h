// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/batchcommitter.h"
#include "store/database.h"

#include <QJsonObject>
#include <QStringList>
#include <QTemporaryDir>

#include <random>

namespace dogwatch::test {

// A payload as an agent gives it.
[[nodiscard]] QByteArray payload(const QString &session, const QString &type,
                                 const QJsonObject &fields = {});
[[nodiscard]] WriteRequest request(const QString &eventId, const QByteArray &payload,
                                   qint64 occurredAtMs = 1000);
// An event of a plain kind.
[[nodiscard]] WriteRequest request(const QString &eventId,
                                   const QString &session = QStringLiteral("s"));
// Prompts, calls, subagents, stops of some sessions; a few of them twice or naming no session.
[[nodiscard]] std::vector<WriteRequest> randomTraffic(std::mt19937 &random, int count);

// A store of its own in a folder that goes away with it, and what writes to it.
class Store
{
public:
    Store();
    ~Store();

    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("dogwatch.db")); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    // Closes, and opens again as a new process would.
    void reopen();
    void close();
    [[nodiscard]] bool isOpen() const { return m_database != nullptr; }

    [[nodiscard]] Database &database() { return *m_database; }
    [[nodiscard]] BatchCommitter &committer() { return *m_committer; }
    std::vector<EventOutcome> commit(std::vector<WriteRequest> requests);
    // "stored 1, duplicate 1, dead, refused", in order.
    QString commitAndTell(std::vector<WriteRequest> requests);

    // One line for each row, its columns joined by '|'.
    [[nodiscard]] QStringList rows(const QString &sql);
    [[nodiscard]] qint64 number(const QString &sql);
    // Everything that is a projection of the log, table by table.
    [[nodiscard]] QStringList projections();
    [[nodiscard]] QStringList eventIds();
    [[nodiscard]] QString damage();

    std::atomic<bool> cancelled = false;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<BatchCommitter> m_committer;
};

// integrity_check, and that each row belongs to something; empty if all is well.
[[nodiscard]] QString damageOf(Database &database);
[[nodiscard]] qint64 numberOf(Database &database, const QString &sql);
[[nodiscard]] QStringList rowsOf(Database &database, const QString &sql);
[[nodiscard]] QString told(const std::vector<EventOutcome> &outcomes);

} // namespace dogwatch::test
