// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"

#include <functional>
#include <memory>

class QIODevice;
class QLocalSocket;
class QObject;
class QTcpSocket;

namespace dogwatch {

// One accepted socket, TCP or local, with the few operations that their common base lacks.
// Thread: network. Owns the socket; never deletes it inside one of its signals, so its owner goes
// by deleteLater().
class HttpSocket
{
public:
    // What the kernel may hand us ahead of what has been parsed; more waits in the kernel.
    static constexpr qint64 kReadBuffer = 64 * 1024;

    // Takes a descriptor over. Null, and the descriptor closed, where it is not what it must be: a
    // TCP peer that is not on this machine.
    [[nodiscard]] static std::unique_ptr<HttpSocket> adopt(qintptr descriptor, Transport transport);
    ~HttpSocket();
    Q_DISABLE_COPY_MOVE(HttpSocket)

    struct Callbacks
    {
        std::function<void()> readable;
        std::function<void()> written;
        std::function<void()> closed; // by the other side or by an error
    };
    void listen(QObject *context, const Callbacks &callbacks);

    [[nodiscard]] Transport transport() const;
    [[nodiscard]] qint64 read(char *to, qint64 maxSize);
    // Whether read() would yield something without waiting for the kernel.
    [[nodiscard]] bool hasInput() const;
    // The same, the kernel's buffer included.
    [[nodiscard]] bool hasUnseenInput() const;
    // Bytes written but not yet taken by the kernel.
    [[nodiscard]] qint64 backlog() const;

    // Hands as much as possible to the kernel at once.
    void write(const QByteArray &first, const QByteArray &rest = {});
    // Tells the other side that nothing more comes; input can still be read.
    void endOutput();
    // What the kernel has is still sent; what it has not is dropped.
    void close();

private:
    HttpSocket() = default;
    [[nodiscard]] qintptr descriptor() const;

    std::unique_ptr<QIODevice> m_device; // one of the two below
    QTcpSocket *m_tcp = nullptr;
    QLocalSocket *m_local = nullptr;
};

} // namespace dogwatch
