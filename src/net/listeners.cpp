// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/listeners.h"

#include <QFile>
#include <QSocketNotifier>

#ifndef Q_OS_WIN
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

#ifndef Q_OS_WIN
bool somebodyAnswers(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<size_t>(path.size()) >= sizeof(address.sun_path)) {
        return false;
    }
    std::memcpy(address.sun_path, path.constData(), static_cast<size_t>(path.size()));
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) {
        return true; // not known, so nothing is removed
    }
    const int rc =
        ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof(address));
    const int error = errno;
    ::close(descriptor);
    return rc == 0 || (error != ECONNREFUSED && error != ENOENT);
}
#endif

// Makes room for our socket file, where nobody uses the one that is there.
Result<void> removeStale(const QString &path)
{
#ifndef Q_OS_WIN
    const QByteArray native = QFile::encodeName(path);
    struct stat info
    { };
    if (::lstat(native.constData(), &info) != 0) {
        return {};
    }
    if (!S_ISSOCK(info.st_mode)) {
        return Error{ErrorCode::Conflict, u"%1 exists and is no socket"_s.arg(path)};
    }
    if (somebodyAnswers(native)) {
        return Error{ErrorCode::Busy, u"somebody else listens on %1"_s.arg(path)};
    }
    if (::unlink(native.constData()) != 0) {
        return Error{ErrorCode::Permission, u"%1 can't be removed"_s.arg(path)};
    }
#else
    Q_UNUSED(path)
#endif
    return {};
}

} // namespace

TcpListener::TcpListener(Accepted accepted)
    : m_accepted(std::move(accepted))
{
    setListenBacklogSize(kListenBacklog);
}

Result<void> TcpListener::listenOn(quint16 port)
{
    if (listen(QHostAddress::LocalHost, port)) {
        return {};
    }
    const bool taken = serverError() == QAbstractSocket::AddressInUseError;
    return Error{taken ? ErrorCode::Busy : ErrorCode::Unavailable,
                 u"port %1: %2"_s.arg(port).arg(errorString())};
}

// pauseAccepting() alone lets the accept loop drain what waits; that loop asks for this limit.
void TcpListener::pause()
{
    setMaxPendingConnections(0);
    pauseAccepting();
}

void TcpListener::resume()
{
    setMaxPendingConnections(1);
    resumeAccepting();
}

void TcpListener::incomingConnection(qintptr descriptor)
{
    m_accepted(descriptor);
}

LocalListener::LocalListener(Accepted accepted)
    : m_accepted(std::move(accepted))
{
    setListenBacklogSize(kListenBacklog);
    setSocketOptions(UserAccessOption);
}

Result<void> LocalListener::listenAt(const QString &path)
{
    if (const Result<void> removed = removeStale(path); !removed) {
        return removed.error();
    }
    if (!listen(path)) {
        return Error{ErrorCode::Unavailable, u"%1: %2"_s.arg(path, errorString())};
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

void LocalListener::pause()
{
    if (QSocketNotifier *reading = notifier()) {
        reading->setEnabled(false);
    }
}

void LocalListener::resume()
{
    if (QSocketNotifier *reading = notifier()) {
        reading->setEnabled(true);
    }
}

// QLocalServer has no pauseAccepting(); on Unix its accepting hangs on one notifier, its child.
QSocketNotifier *LocalListener::notifier() const
{
    return findChild<QSocketNotifier *>();
}

void LocalListener::incomingConnection(quintptr descriptor)
{
    m_accepted(static_cast<qintptr>(descriptor));
}

bool isOwnPeer(qintptr descriptor)
{
#if defined(Q_OS_LINUX)
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(static_cast<int>(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == ::geteuid();
#elif defined(Q_OS_WIN)
    Q_UNUSED(descriptor)
    return true; // the pipe's access list lets nobody else in
#else
    uid_t uid = 0;
    gid_t gid = 0;
    return ::getpeereid(static_cast<int>(descriptor), &uid, &gid) == 0 && uid == ::geteuid();
#endif
}

} // namespace dogwatch
