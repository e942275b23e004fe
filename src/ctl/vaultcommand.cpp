// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "net/localclient.h"
#include "store/settingsstore.h"
#include "watch/vaultjob.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLocale>
#include <QThread>

// Transcripts that are kept although their agent deletes them.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAskMs = 5000;
constexpr int kLookEveryMs = 100;

Result<std::vector<VaultFile>> keptFiles(const CommandContext &context)
{
    auto database = openForReading(context.folder);
    if (!database)
        return database.error();
    return vaultFiles(**database);
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1);
}

Exit listKept(const CommandContext &context)
{
    const Result<std::vector<VaultFile>> files = keptFiles(context);
    if (!files)
        return context.output.fail(files.error());
    if (context.output.isJson()) {
        QJsonArray rows;
        for (const VaultFile &file : *files)
            rows.append(toJson(file));
        context.output.print(rows);
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const VaultFile &file : *files)
        table.push_back({file.sessionId, file.agentId.isEmpty() ? u"main"_s : file.agentId,
                         sizeText(file.size), sizeText(file.storedSize),
                         toRfc3339(file.modifiedAtMs), file.goneAtMs ? u"gone"_s : u"there"_s,
                         file.path});
    context.output.table(
        {u"SESSION"_s, u"AGENT"_s, u"SIZE"_s, u"KEPT AS"_s, u"CHANGED"_s, u"SOURCE"_s, u"PATH"_s},
        table);
    const Settings settings = loadSettings(context.folder).settings;
    if (settings.vaultMaxBytes > 0)
        context.output.note(u"When all take more than %1, the oldest are dropped "
                            "(vault.max_bytes)."_s.arg(sizeText(settings.vaultMaxBytes)));
    if (settings.vaultKeepDays > 0)
        context.output.note(
            u"Each is dropped after %1 days (vault.keep_days)."_s.arg(settings.vaultKeepDays));
    if (!settings.keepsTranscripts())
        context.output.note(u"Nothing is kept by itself now (vault.enabled)."_s);
    return Exit::Done;
}

Result<VaultProgress> keepHere(const CommandContext &context, InstanceLock &lock,
                               const QStringList &paths)
{
    if (Result<void> prepared = context.folder.prepare(); !prepared)
        return prepared.error();
    if (Result<void> held = lock.acquire(context.folder.lock()); !held)
        return held.error();
    auto database = Database::open(context.folder.database(), Database::Mode::CreateIfMissing,
                                   context.folder.backups());
    if (!database)
        return database.error();
    const std::atomic<bool> cancelled = false;
    BatchCommitter committer(**database, cancelled);
    if (Result<void> resumed = committer.resume(); !resumed)
        return resumed.error();
    VaultJob job(context.folder,
                 {loadSettings(context.folder).settings, paths, ForbiddenFiles(context.folder),
                  SystemClock().nowMs()},
                 vaultThrough(committer, **database));
    job.run();
    return job.progress();
}

Result<VaultProgress> keepInApp(const CommandContext &context, const QStringList &paths)
{
    const QByteArray body =
        QJsonDocument(QJsonObject{{u"paths"_s, QJsonArray::fromStringList(paths)}})
            .toJson(QJsonDocument::Compact);
    if (Result<QByteArray> started = askApp(context.folder, "/api/vault", kAskMs, body); !started)
        return started.error();
    LocalRequest request;
    request.path = "/api/vault";
    qint64 told = -1;
    for (;;) {
        Result<LocalAnswer> answer = askLocally(context.folder.socket(), request, kAskMs);
        if (!answer)
            return answer.error();
        if (answer->status != 200)
            return Error{ErrorCode::Unavailable, u"the app no longer knows of it"_s};
        VaultProgress progress =
            vaultProgressFromJson(QJsonDocument::fromJson(answer->body).object());
        if (progress.finished)
            return progress;
        if (std::exchange(told, progress.filesDone) != progress.filesDone)
            context.output.note(u"%1 of %2 files"_s.arg(progress.filesDone).arg(progress.files));
        QThread::msleep(kLookEveryMs);
    }
}

Exit keep(const CommandContext &context)
{
    QStringList paths;
    for (const QString &path : context.arguments.mid(1))
        paths.append(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    InstanceLock lock;
    Result<VaultProgress> done = keepHere(context, lock, paths);
    if (!done && !lock.isHeld() && done.error().code == ErrorCode::Busy)
        done = keepInApp(context, paths);
    if (!done)
        return context.output.fail(done.error());
    for (const QString &problem : qAsConst(done->problems))
        context.output.note(problem);
    if (context.output.isJson())
        context.output.print(toJson(*done));
    else
        context.output.line(u"%1 transcripts looked at, %2 kept anew (%3), %4 dropped."_s.arg(
            QString::number(done->files), QString::number(done->kept), sizeText(done->bytes),
            QString::number(done->dropped)));
    if (!done->failure.isEmpty())
        return context.output.fail(done->failure, Exit::Failed);
    return done->problemCount == 0 ? Exit::Done : Exit::Failed;
}

Exit verifyKept(const CommandContext &context)
{
    const Result<std::vector<VaultFile>> files = keptFiles(context);
    if (!files)
        return context.output.fail(files.error());
    const VaultFolder vault(context.folder);
    QJsonArray damaged;
    for (const VaultFile &file : *files) {
        const Result<void> sound = vault.verify(file);
        if (sound)
            continue;
        damaged.append(file.path);
        context.output.note(file.path + u": "_s + sound.error().text);
    }
    if (context.output.isJson())
        context.output.print(
            QJsonObject{{u"files"_s, static_cast<qint64>(files->size())}, {u"damaged"_s, damaged}});
    else
        context.output.line(u"%1 kept transcripts read back, %2 damaged."_s.arg(
            QString::number(files->size()), QString::number(damaged.size())));
    return damaged.isEmpty() ? Exit::Done : Exit::Failed;
}

// Where a file goes: to its place, or below `to` as it stood below the folder that all share.
QString targetOf(const VaultFile &file, const QString &shared, const QString &to)
{
    return to.isEmpty() ? file.path : QDir::cleanPath(to + u'/' + file.path.mid(shared.size()));
}

// The folder that all files stand below, with its slash.
QString sharedFolder(const std::vector<VaultFile> &files)
{
    QString shared = QFileInfo(files.front().path).path();
    for (const VaultFile &file : files) {
        while (!file.path.startsWith(shared + u'/') && shared.size() > 1)
            shared = QFileInfo(shared).path();
    }
    return shared.endsWith(u'/') ? shared : shared + u'/';
}

Exit restoreAll(const CommandContext &context, const std::vector<VaultFile> &files)
{
    const QString to = context.options.isSet(u"to"_s)
        ? QFileInfo(context.options.value(u"to"_s)).absoluteFilePath()
        : QString();
    const QString shared = sharedFolder(files);
    const VaultFolder vault(context.folder);
    QJsonArray rows;
    bool good = true;
    for (const VaultFile &file : files) {
        const QString target = targetOf(file, shared, to);
        // Our own files are no place for others'.
        Result<VaultFolder::Restored> restored = target.startsWith(context.folder.path() + u'/')
            ? Result<VaultFolder::Restored>(
                Error{ErrorCode::Conflict, u"%1 lies in the data folder"_s.arg(target)})
            : vault.restore(file, target, context.options.isSet(u"force"_s));
        good = good && restored;
        const QString outcome = !restored                 ? restored.error().text
            : *restored == VaultFolder::Restored::Written ? u"written"_s
                                                          : u"was there"_s;
        rows.append(QJsonObject{{u"path"_s, file.path},
                                {u"target"_s, target},
                                {u"restored"_s, restored.ok()},
                                {u"outcome"_s, outcome}});
        if (!restored)
            context.output.note(outcome);
        else if (!context.output.isJson())
            context.output.line(target + u": "_s + outcome);
    }
    if (context.output.isJson())
        context.output.print(rows);
    return good ? Exit::Done : Exit::Failed;
}

Exit restore(const CommandContext &context)
{
    const Result<std::vector<VaultFile>> files = keptFiles(context);
    if (!files)
        return context.output.fail(files.error());
    const QString &wanted = context.arguments.at(1);
    const QString path = QDir::cleanPath(QFileInfo(wanted).absoluteFilePath());
    std::vector<VaultFile> chosen;
    for (const VaultFile &file : *files) {
        if (file.path == path || file.sessionId == wanted)
            chosen.push_back(file);
    }
    if (chosen.empty())
        return context.output.fail(
            u"nothing is kept of '%1'; dogwatchctl vault list says what is"_s.arg(wanted),
            Exit::Failed);
    return restoreAll(context, chosen);
}

} // namespace

Exit runVault(const CommandContext &context)
{
    const QString verb = context.arguments.value(0, u"list"_s);
    const qsizetype more = context.arguments.size() - 1;
    if (verb == "list"_L1 && more <= 0)
        return listKept(context);
    if (verb == "keep"_L1)
        return keep(context);
    if (verb == "verify"_L1 && more == 0)
        return verifyKept(context);
    if (verb == "restore"_L1 && more == 1)
        return restore(context);
    return context.output.fail(
        u"vault list, vault keep [PATH...], vault restore ID|PATH [--to DIR] "
        "[--force], or vault verify"_s,
        Exit::WrongUsage);
}

} // namespace dogwatch
