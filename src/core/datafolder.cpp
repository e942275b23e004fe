// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/datafolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/vfs.h>
#endif

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// sockaddr_un holds 108 bytes on Linux and 104 on macOS; the contract draws the line at 100.
constexpr qsizetype kLongestSocketPath = 100;

QString defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/dogwatch"_L1;
}

#ifdef Q_OS_LINUX
bool isNetworkFileSystem(const QString &path)
{
    struct statfs info
    { };
    if (statfs(QFile::encodeName(path).constData(), &info) != 0)
        return false;
    switch (static_cast<quint32>(info.f_type)) {
    case 0x6969: // NFS
    case 0xFE534D42: // SMB2
    case 0xFF534D42: // CIFS
        return true;
    default:
        return false;
    }
}
#endif

#ifdef Q_OS_UNIX
Result<void> makePrivate(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return Error{ErrorCode::Permission,
                     u"cannot make the folder %1: %2"_s.arg(path, qt_error_string(errno))};
    struct stat info
    { };
    if (lstat(name.constData(), &info) != 0)
        return Error{ErrorCode::Permission,
                     u"cannot look at %1: %2"_s.arg(path, qt_error_string(errno))};
    if (!S_ISDIR(info.st_mode))
        return Error{ErrorCode::Permission, u"%1 is not a folder"_s.arg(path)};
    if (info.st_uid != geteuid())
        return Error{ErrorCode::Permission, u"%1 belongs to another user"_s.arg(path)};
    if ((info.st_mode & 0777) != 0700 && chmod(name.constData(), 0700) != 0)
        return Error{ErrorCode::Permission, u"cannot close %1 to others"_s.arg(path)};
    return {};
}
#endif

} // namespace

DataFolder DataFolder::locate(const QString &fromCommandLine)
{
    if (!fromCommandLine.isEmpty())
        return DataFolder(fromCommandLine);
    const QString fromEnvironment = qEnvironmentVariable("DOGWATCH_DATA_DIR");
    return DataFolder(fromEnvironment.isEmpty() ? defaultPath() : fromEnvironment);
}

DataFolder::DataFolder(const QString &path)
    : m_path(QDir::cleanPath(QDir(path).absolutePath()))
{ }

Result<void> DataFolder::prepare() const
{
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return Error{ErrorCode::Permission, u"cannot make the folder above %1"_s.arg(m_path)};
    for (const QString &folder : {m_path, spool(), rejected(), backups(), vault()}) {
        if (Result<void> made = makePrivate(folder); !made)
            return made;
    }
#ifdef Q_OS_LINUX
    if (isNetworkFileSystem(m_path))
        return Error{
            ErrorCode::Conflict,
            u"%1 is on a network file system, where a store can't be kept safely"_s.arg(m_path)};
#endif
    return {};
}

QString DataFolder::database() const
{
    return m_path + "/dogwatch.db"_L1;
}

QString DataFolder::endpoint() const
{
    return m_path + "/endpoint.json"_L1;
}

QString DataFolder::token() const
{
    return m_path + "/token"_L1;
}

QString DataFolder::lock() const
{
    return m_path + "/dogwatch.lock"_L1;
}

QString DataFolder::spool() const
{
    return m_path + "/spool"_L1;
}

QString DataFolder::rejected() const
{
    return m_path + "/spool/rejected"_L1;
}

QString DataFolder::vault() const
{
    return m_path + "/vault"_L1;
}

QString DataFolder::settings() const
{
    return m_path + "/settings.ini"_L1;
}

QString DataFolder::backups() const
{
    return m_path + "/backups"_L1;
}

QString DataFolder::socket() const
{
    if (!socketIsElsewhere())
        return m_path + "/dogwatch.sock"_L1;
    const QByteArray hash =
        QCryptographicHash::hash(m_path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + "/dogwatch-"_L1
        + QString::fromLatin1(hash) + ".sock"_L1;
}

bool DataFolder::socketIsElsewhere() const
{
    return QFile::encodeName(m_path + "/dogwatch.sock"_L1).size() > kLongestSocketPath;
}

bool DataFolder::isDefault() const
{
    return m_path == DataFolder(defaultPath()).path();
}

} // namespace dogwatch
