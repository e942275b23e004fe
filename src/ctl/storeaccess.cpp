// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctl/storeaccess.h"

#include "net/localclient.h"
#include "store/searchindexer.h"
#include "store/searchmodel.h"

#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTellEveryMs = 500;
constexpr int kReadyTimeoutMs = 2000;
constexpr int kChangeTimeoutMs = 10 * 60 * 1000; // a rebuild of a large store takes its time

Error refusalOf(const LocalAnswer &answer)
{
    const QJsonObject error =
        QJsonDocument::fromJson(answer.body).object().value(u"error").toObject();
    const QString text = error.value(u"message").toString();
    if (answer.status == 404)
        return {ErrorCode::NotFound, text};
    if (answer.status == 409)
        return {ErrorCode::Conflict, text};
    return {answer.status == 503 ? ErrorCode::Busy : ErrorCode::InvalidInput, text};
}

// Why the app is not ready; empty: it is, or there is none.
QString whyNotReady(const DataFolder &folder)
{
    LocalRequest request;
    request.path = "/api/ready";
    const Result<LocalAnswer> answer = askLocally(folder.socket(), request, kReadyTimeoutMs);
    if (!answer)
        return {};
    return QJsonDocument::fromJson(answer->body).object().value(u"reason").toString();
}

Result<void> changeHere(const DataFolder &folder, InstanceLock &lock,
                        const BatchCommitter::Work &work, const Afterwards &afterwards)
{
    if (Result<void> held = lock.acquire(folder.lock()); !held)
        return held;
    auto database = Database::open(folder.database(), Database::Mode::ReadWrite, folder.backups());
    if (!database)
        return database.error();
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**database, cancelled);
    if (Result<void> resumed = committer.resume(); !resumed)
        return resumed;
    Result<ChangeSet> done = committer.transact(work);
    if (!done)
        return done.error();
    return afterwards ? afterwards(**database) : Result<void>();
}

} // namespace

Result<std::unique_ptr<Database>> openForReading(const DataFolder &folder)
{
    auto opened = Database::open(folder.database(), Database::Mode::ReadOnly);
    if (opened || opened.error().code != ErrorCode::Missing)
        return opened;
    // The app may be about to make it what can be read.
    const QString why = whyNotReady(folder);
    if (why.isEmpty())
        return opened;
    return Error{ErrorCode::Missing, u"%1: %2"_s.arg(opened.error().text, why)};
}

Result<QByteArray> askApp(const DataFolder &folder, const QByteArray &path, int timeoutMs,
                          const QByteArray &body)
{
    LocalRequest request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    Result<LocalAnswer> answer = askLocally(folder.socket(), request, timeoutMs);
    if (!answer)
        return answer.error();
    if (answer->status != 200)
        return refusalOf(*answer);
    return answer->body;
}

Result<void> change(const DataFolder &folder, const QByteArray &path,
                    const BatchCommitter::Work &work, const QByteArray &body,
                    const Afterwards &afterwards)
{
    // Before the lock file is made: a folder without a store stays as it is.
    if (auto readable = openForReading(folder); !readable)
        return readable.error();
    InstanceLock lock;
    Result<void> done = changeHere(folder, lock, work, afterwards);
    if (done || lock.isHeld() || done.error().code != ErrorCode::Busy)
        return done;
    Result<QByteArray> asked = askApp(folder, path, kChangeTimeoutMs, body);
    return asked ? Result<void>() : Result<void>(asked.error());
}

Result<void> indexTexts(Database &database, const Output &output)
{
    const Result<SearchProgress> before = searchProgress(database);
    if (!before)
        return before.error();
    SearchIndexer indexer(database, SearchIndexer::Pace::Alone);
    QElapsedTimer told;
    told.start();
    while (true) {
        const Result<bool> more = indexer.step([] { return false; });
        if (!more)
            return more.error();
        if (!*more)
            return {};
        if (told.elapsed() < kTellEveryMs)
            continue;
        told.restart();
        const Result<SearchProgress> now = searchProgress(database);
        if (!now)
            return now.error();
        output.note(u"search: %1 of %2 events and texts"_s.arg(
            QString::number(std::max<qint64>(0, before->behind() - now->behind())),
            QString::number(before->behind())));
    }
}

Result<qint64> numberOption(const QCommandLineParser &options, const QString &name, qint64 fallback,
                            qint64 least, qint64 most)
{
    if (!options.isSet(name))
        return fallback;
    bool isNumber = false;
    const qint64 number = options.value(name).toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return Error{ErrorCode::InvalidInput,
                     u"--%1 wants a number from %2 to %3"_s.arg(name).arg(least).arg(most)};
    return number;
}

} // namespace dogwatch
