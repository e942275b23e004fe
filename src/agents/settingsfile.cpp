// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/settingsfile.h"

#include "agents/posixfile.h"
#include "agents/settingsbackup.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostLinks = 40; // what Linux follows

// Follows links by hand, for the last one may point to a file that is still to be made.
Result<QString> linkTarget(const QString &path)
{
    QString at = path;
    for (int i = 0; i < kMostLinks; ++i) {
        QByteArray link(PATH_MAX, Qt::Uninitialized);
        const ssize_t length =
            ::readlink(QFile::encodeName(at).constData(), link.data(), size_t(link.size()));
        if (length < 0)
            return at;
        const QString next = QFile::decodeName(link.first(length));
        // Not cleaned: ".." behind a linked folder is the system's to resolve.
        at = next.startsWith(u'/') ? next : QString(QFileInfo(at).path() + u'/' + next);
    }
    return systemError(u"cannot follow"_s, path, ELOOP);
}

// The change has been made by now and can't be taken back, so that a file system which refuses this
// is no failure of the change.
void syncFolder(const QString &folder)
{
    const PosixHandle handle(
        ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle.isOpen())
        ::fsync(handle.fd());
}

Result<void> makeFolder(const QString &folder, quint32 mode)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QString parent = QFileInfo(folder).path();
    if (parent != folder) {
        if (const auto made = makeFolder(parent, mode); !made)
            return made;
    }
    if (::mkdir(QFile::encodeName(folder).constData(), mode) != 0 && errno != EEXIST)
        return systemError(u"cannot create the folder"_s, folder, errno);
    return {};
}

bool isUnchanged(const SettingsSnapshot &before)
{
    const auto again = readSettings(before.path);
    return again && again->target == before.target && again->exists == before.exists
        && again->bytes == before.bytes;
}

Error changedMeanwhile(const SettingsSnapshot &before)
{
    return {ErrorCode::Busy, u"%1 is being changed by another program"_s.arg(before.path)};
}

Result<void> replaceFile(const SettingsSnapshot &before, const SettingsChange &change,
                         const SettingsCreation &creation)
{
    const quint32 allowed = change.isSecret ? 0600 : 07777;
    const QString folder = QFileInfo(before.target).path();
    const QByteArray target = QFile::encodeName(before.target);
    const QByteArray name = target + ".dogwatch-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    // Nobody else may read it before it has the mode of the file that it replaces.
    const quint32 mode = before.exists ? 0600 : creation.fileMode & allowed;
    const PosixHandle file(::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.isOpen())
        return systemError(u"cannot write in"_s, folder, errno);
    UnfinishedFile temporary(name);
    if (before.exists) {
        if (const auto taken = setOwnerAndMode(file.fd(), before.owner, before.group,
                                               before.mode & allowed, before.target);
            !taken)
            return taken;
    }
    if (const auto written = writeAll(file.fd(), change.bytes, before.target); !written)
        return written;
    if (!isUnchanged(before))
        return changedMeanwhile(before);
    if (before.exists) {
        if (::rename(temporary.path(), target.constData()) != 0)
            return systemError(u"cannot replace"_s, before.target, errno);
        temporary.keep();
    } else if (::link(temporary.path(), target.constData()) != 0) {
        // A link, for a rename would replace a file that has appeared since.
        if (errno == EEXIST)
            return changedMeanwhile(before);
        const bool hasLinks = errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS;
        if (hasLinks || ::rename(temporary.path(), target.constData()) != 0)
            return systemError(u"cannot create"_s, before.target, errno);
        temporary.keep();
    }
    syncFolder(folder);
    return {};
}

Result<void> removeFile(const SettingsSnapshot &before)
{
    if (!isUnchanged(before))
        return changedMeanwhile(before);
    if (::unlink(QFile::encodeName(before.target).constData()) != 0)
        return systemError(u"cannot remove"_s, before.target, errno);
    syncFolder(QFileInfo(before.target).path());
    return {};
}

Result<void> carryOut(const SettingsSnapshot &before, const SettingsChange &change,
                      const SettingsCreation &creation)
{
    if (change.remove)
        return removeFile(before);
    if (const auto made = makeFolder(QFileInfo(before.target).path(), creation.folderMode); !made)
        return made;
    return replaceFile(before, change, creation);
}

Result<SettingsOutcome> editOnce(const QString &path, const SettingsEdit &edit,
                                 const SettingsCreation &creation, const QDateTime &now)
{
    auto before = readSettings(path);
    if (!before)
        return before.error();
    auto change = edit(*before);
    if (!change)
        return change.error();
    SettingsOutcome outcome{std::move(before).value(), std::move(change).value(), {}};
    if (!outcome.change)
        return outcome;
    if (isReadOnly(outcome.before))
        return Error{ErrorCode::Permission, u"%1 is read-only"_s.arg(outcome.before.target)};
    if (outcome.before.exists && !outcome.change->remove) {
        auto backup = writeSettingsBackup(outcome.before, now);
        if (!backup)
            return backup.error();
        outcome.backup = std::move(backup).value();
    }
    if (const auto done = carryOut(outcome.before, *outcome.change, creation); !done) {
        if (!outcome.backup.isEmpty())
            QFile::remove(outcome.backup);
        return done.error();
    }
    dropOldSettingsBackups(path, outcome.backup);
    return outcome;
}

} // namespace

Result<SettingsSnapshot> readSettings(const QString &path)
{
    auto target = linkTarget(path);
    if (!target)
        return target.error();
    SettingsSnapshot snapshot;
    snapshot.path = path;
    snapshot.target = std::move(target).value();
    // Not blocking: the name could be that of a pipe.
    const PosixHandle file(
        ::open(QFile::encodeName(snapshot.target).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen() && errno == ENOENT)
        return snapshot;
    if (!file.isOpen())
        return systemError(u"cannot read"_s, path, errno);
    struct stat info = {};
    if (::fstat(file.fd(), &info) != 0)
        return systemError(u"cannot read"_s, path, errno);
    if (!S_ISREG(info.st_mode))
        return Error{ErrorCode::Conflict, u"%1 is no regular file"_s.arg(path)};
    auto bytes = readAll(file.fd(), path);
    if (!bytes)
        return bytes.error();
    snapshot.exists = true;
    snapshot.bytes = std::move(bytes).value();
    snapshot.mode = info.st_mode & 07777;
    snapshot.owner = info.st_uid;
    snapshot.group = info.st_gid;
    return snapshot;
}

bool isReadOnly(const SettingsSnapshot &snapshot)
{
    const QByteArray target = QFile::encodeName(snapshot.target);
    // By the mode too: root may write everything, yet who took that bit away meant it.
    if (snapshot.exists
        && ((snapshot.mode & S_IWUSR) == 0 || ::access(target.constData(), W_OK) != 0)) {
        return true;
    }
    QString folder = QFileInfo(snapshot.target).path();
    while (!QFileInfo::exists(folder) && QFileInfo(folder).path() != folder)
        folder = QFileInfo(folder).path();
    return ::access(QFile::encodeName(folder).constData(), W_OK | X_OK) != 0;
}

Result<SettingsOutcome> editSettings(const QString &path, const SettingsEdit &edit,
                                     const SettingsCreation &creation, const QDateTime &now)
{
    auto outcome = editOnce(path, edit, creation, now);
    if (!outcome && outcome.error().code == ErrorCode::Busy)
        outcome = editOnce(path, edit, creation, now);
    return outcome;
}

} // namespace dogwatch
