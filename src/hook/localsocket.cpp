// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hook/localsocket.h"

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>

namespace dogwatch::hook {

namespace {

Reach lookAtFile(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return errno == ENOENT || errno == ENOTDIR ? Reach::Missing : Reach::Failed;
    if (!S_ISSOCK(info.st_mode))
        return Reach::NotASocket;
    return info.st_uid == geteuid() ? Reach::Connected : Reach::Foreign;
}

Reach lookAtPeer(int socket)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return Reach::Failed;
    return peer.uid == geteuid() ? Reach::Connected : Reach::Foreign;
}

// A non-blocking connect would not wait: on a local socket it fails at once while the queue of
// connections is full, as it is for a moment when many agents report together. So the connect
// blocks, for as long as the send timeout says.
Reach connectWithin(int socket, const char *path, int connectMs)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t length = std::strlen(path);
    if (length >= sizeof address.sun_path)
        return Reach::Failed;
    std::memcpy(address.sun_path, path, length);

    const timeval timeout{connectMs / 1000, connectMs % 1000 * 1000};
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return Reach::Connected;
    switch (errno) {
    case ECONNREFUSED:
        return Reach::Refused;
    case ENOENT:
        return Reach::Missing;
    case EAGAIN:
        return Reach::Busy;
    default:
        return Reach::Failed;
    }
}

} // namespace

Connection connectToApplication(const char *path, int connectMs)
{
    Connection connection;
    connection.reach = lookAtFile(path);
    if (connection.reach != Reach::Connected)
        return connection;
    connection.socket = FileDescriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!connection.socket.isOpen()) {
        connection.reach = Reach::Failed;
        return connection;
    }
    connection.reach = connectWithin(connection.socket.get(), path, connectMs);
    // The file may have been replaced since it was looked at; the peer's identity can't be.
    if (connection.reach == Reach::Connected)
        connection.reach = lookAtPeer(connection.socket.get());
    return connection;
}

} // namespace dogwatch::hook
