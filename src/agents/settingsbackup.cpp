// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/settingsbackup.h"

#include "agents/posixfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>
#include <fcntl.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString backupStem(const QString &path)
{
    return path + u".dogwatch-backup-"_s;
}

// One past the newest of the same second, for names are what the age is told by.
int nextOfTheSecond(const SettingsSnapshot &before, const QString &stem)
{
    for (const QString &backup : settingsBackups(before.path)) {
        if (backup == stem)
            return 2;
        if (backup.startsWith(stem))
            return QStringView(backup).last(2).toInt() + 1;
    }
    return 1;
}

} // namespace

Result<QString> writeSettingsBackup(const SettingsSnapshot &before, const QDateTime &now)
{
    const QString stem = backupStem(before.path) + now.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    for (int i = nextOfTheSecond(before, stem); i < 100; ++i) {
        const QString path = i == 1 ? stem : stem + u"-%1"_s.arg(i, 2, 10, QLatin1Char('0'));
        const QByteArray name = QFile::encodeName(path);
        const PosixHandle file(
            ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!file.isOpen() && errno == EEXIST)
            continue;
        if (!file.isOpen())
            return systemError(u"cannot write the backup"_s, path, errno);
        UnfinishedFile unfinished(name);
        // Settings hold credentials; a copy need not be readable by others.
        if (const auto set = setOwnerAndMode(file.fd(), before.owner, before.group, 0600, path);
            !set)
            return set.error();
        if (const auto written = writeAll(file.fd(), before.bytes, path); !written)
            return written.error();
        unfinished.keep();
        return path;
    }
    return Error{ErrorCode::Busy, u"too many backups called %1"_s.arg(stem)};
}

void dropOldSettingsBackups(const QString &path, const QString &fresh)
{
    QStringList backups = settingsBackups(path);
    const qsizetype others = backups.removeAll(fresh) > 0 ? kBackupsKept - 1 : kBackupsKept;
    for (qsizetype i = others; i < backups.size(); ++i)
        QFile::remove(backups.at(i));
}

QStringList settingsBackups(const QString &path)
{
    static const QRegularExpression name(uR"(\.dogwatch-backup-\d{8}T\d{6}Z(-\d\d)?$)"_s);
    const QFileInfo info(path);
    const QDir folder(info.path());
    QStringList backups;
    const QStringList names =
        folder.entryList(QDir::Files | QDir::Hidden, QDir::Name | QDir::Reversed);
    for (const QString &entry : names) {
        const auto match = name.match(entry);
        if (match.hasMatch() && match.capturedStart() == info.fileName().size()
            && entry.startsWith(info.fileName())) {
            backups += folder.filePath(entry);
        }
    }
    return backups;
}

} // namespace dogwatch
