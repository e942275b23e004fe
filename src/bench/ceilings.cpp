// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/ceilings.h"

#include "core/clock.h"
#include "core/uuid7.h"
#include "net/httpserver.h"
#include "store/database.h"
#include "store/sqlerror.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <sqlite3.h>

#include <memory>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct CloseDatabase
{
    void operator()(sqlite3 *database) const { sqlite3_close(database); }
};

struct FinishStatement
{
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};

int execute(sqlite3 *database, const char *sql)
{
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
}

// The columns that a hook event fills.
constexpr char kInsert[] = R"(
    INSERT INTO event (seq, event_id, session_ref, source, origin, type, tool_use_id, tool_name,
        cwd, occurred_at, received_at, payload_encoding, payload)
    VALUES (?, ?, ?, 'claude-code', 'hook', 'PreToolUse', ?, 'Bash', '/home/dev/project', ?, ?, 0, ?))";

int bindText(sqlite3_stmt *statement, int column, const QByteArray &text)
{
    return sqlite3_bind_text(statement, column, text.constData(), static_cast<int>(text.size()),
                             SQLITE_TRANSIENT);
}

int insertOne(sqlite3_stmt *insert, qint64 seq, const QByteArray &payload)
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    sqlite3_bind_int64(insert, 1, seq);
    bindText(insert, 2, makeUuid7(nowMs).toLatin1());
    sqlite3_bind_int64(insert, 3, seq % 100);
    bindText(insert, 4, "toolu_" + QByteArray::number(seq / 2));
    sqlite3_bind_int64(insert, 5, nowMs);
    sqlite3_bind_int64(insert, 6, nowMs);
    sqlite3_bind_blob(insert, 7, payload.constData(), static_cast<int>(payload.size()),
                      SQLITE_STATIC);
    const int code = sqlite3_step(insert) == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
    sqlite3_reset(insert);
    return code;
}

int insertBatch(sqlite3 *database, sqlite3_stmt *insert, qint64 first, const QByteArray &payload,
                int batch)
{
    int code = execute(database, "BEGIN IMMEDIATE");
    for (int i = 0; i < batch && code == SQLITE_OK; ++i) {
        execute(database, "SAVEPOINT s");
        code = insertOne(insert, first + i, payload);
        execute(database, "RELEASE s");
    }
    return code == SQLITE_OK ? execute(database, "COMMIT") : code;
}

class EmptyHandler : public RequestHandler
{
public:
    std::optional<HttpResponse> admit(const RequestHead &) override { return std::nullopt; }
    void handle(HttpRequest &&, Responder responder) override
    {
        responder.respond(HttpResponse::empty(200));
    }
};

} // namespace

Result<double> rawSqlitePerSecond(qsizetype bytes, int batch, qint64 total)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"raw.db"_s);
    // An empty store of ours, for its tables and indexes.
    if (const auto made = Database::open(path, Database::Mode::CreateIfMissing); !made)
        return made.error();
    sqlite3 *opened = nullptr;
    const int openCode = sqlite3_open(QFile::encodeName(path).constData(), &opened);
    const std::unique_ptr<sqlite3, CloseDatabase> database(opened);
    if (openCode != SQLITE_OK)
        return sqliteError(openCode, u"opening"_s);
    execute(opened, "PRAGMA synchronous = FULL");
    sqlite3_stmt *prepared = nullptr;
    sqlite3_prepare_v2(opened, kInsert, -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, FinishStatement> insert(prepared);
    const QByteArray payload(bytes, 'x');
    QElapsedTimer spent;
    spent.start();
    qint64 done = 0;
    for (; done < total; done += batch) {
        if (const int code = insertBatch(opened, prepared, done + 1, payload, batch);
            code != SQLITE_OK)
            return sqliteError(code, u"inserting"_s);
    }
    return static_cast<double>(done) * 1e9 / static_cast<double>(spent.nsecsElapsed());
}

Result<LoadResult> bareServer(LoadOptions load)
{
    QThread thread;
    EmptyHandler handler;
    const SystemClock clock;
    auto server = std::make_unique<HttpServer>(handler, clock, HttpServerOptions{});
    server->moveToThread(&thread);
    thread.start();
    Result<void> listening;
    QMetaObject::invokeMethod(
        server.get(),
        [&] {
            listening = server->listenTcp(0);
            load.port = server->port();
        },
        Qt::BlockingQueuedConnection);
    Result<LoadResult> result =
        listening ? Result<LoadResult>(runLoad(load)) : Result<LoadResult>(listening.error());
    QMetaObject::invokeMethod(
        server.get(), [&] { server.reset(); }, Qt::BlockingQueuedConnection);
    thread.quit();
    thread.wait();
    return result;
}

} // namespace dogwatch
