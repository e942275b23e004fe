// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QLocalServer>
#include <QTcpServer>

#include <functional>

class QSocketNotifier;

namespace dogwatch {

// The two ways in. Both hand each accepted descriptor over at once, which the callback then owns,
// and can be paused inside that callback without taking one more: the kernel keeps the others
// waiting, at no cost. Thread: network.
using Accepted = std::function<void(qintptr descriptor)>;

// Connections that the kernel holds for us while we are busy or full.
inline constexpr int kListenBacklog = 1024;

class TcpListener final : public QTcpServer
{
    Q_OBJECT

public:
    explicit TcpListener(Accepted accepted);

    // On 127.0.0.1; port 0 takes any. Busy where the port is taken.
    [[nodiscard]] Result<void> listenOn(quint16 port);
    void pause();
    void resume();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    const Accepted m_accepted;
};

class LocalListener final : public QLocalServer
{
    Q_OBJECT

public:
    explicit LocalListener(Accepted accepted);

    // At that path, for our own uid. A socket file left behind by a kill is replaced; Busy where
    // somebody answers on it, Conflict where the file is no socket.
    [[nodiscard]] Result<void> listenAt(const QString &path);
    void pause();
    void resume();

protected:
    void incomingConnection(quintptr descriptor) override;

private:
    [[nodiscard]] QSocketNotifier *notifier() const;

    const Accepted m_accepted;
};

// Whether the process at the other end of a local socket runs under our uid.
[[nodiscard]] bool isOwnPeer(qintptr descriptor);

} // namespace dogwatch
