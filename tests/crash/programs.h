// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "childprocess.h"

#include <QHash>
#include <QProcess>
#include <QSet>
#include <QString>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace dogwatch::test {

// What the senders know: which events they sent, and which of these were acknowledged as what.
struct History
{
    QSet<QString> sent;
    QHash<QString, qint64> acknowledged; // id to seq
    QStringList refused;
};

// A program that stores events and is going to be killed.
class Program
{
public:
    virtual ~Program() = default;
    // `faults` as in core/fault.h. False: it does not start.
    [[nodiscard]] virtual bool start(const QString &folder, const QString &run,
                                     const QByteArray &faults) = 0;
    // Kills it, or only waits for its end where it kills itself; returns what was sent meanwhile.
    [[nodiscard]] virtual History end(bool killIt) = 0;
};

// The writer alone, driven by 22 threads inside the same process.
class CrashWriter : public Program
{
public:
    bool start(const QString &folder, const QString &run, const QByteArray &faults) override;
    History end(bool killIt) override;

private:
    QProcess m_process;
};

// The program itself, without a window, with 22 clients over keep-alive connections.
class Headless : public Program
{
public:
    ~Headless() override;
    [[nodiscard]] static bool isBuilt();
    // Without a run nobody sends anything.
    bool start(const QString &folder, const QString &run, const QByteArray &faults) override;
    History end(bool killIt) override;
    // No more than begins it.
    [[nodiscard]] bool startOnly(const QString &folder, const QByteArray &faults);

    // One event over a connection of its own; the status, and the answer's Dogwatch-Duplicate.
    [[nodiscard]] std::pair<int, bool> send(const QString &id) const;
    // Any request; the status is 0 where there is no answer. The token is the data folder's, unless
    // the header lines have another.
    struct Answer
    {
        int status = 0;
        QByteArray retryAfter;
        QByteArray nextOffset; // of a stream
        QByteArray body;
    };
    [[nodiscard]] Answer ask(const QByteArray &method, const QByteArray &path,
                             const QByteArray &body = {}, const QByteArray &headerLines = {}) const;
    [[nodiscard]] pid_t pid() const { return m_process.pid(); }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray token() const { return m_token; }
    // What the clients know by now.
    [[nodiscard]] History history();
    // As a person would end it; the exit code.
    int terminate();
    [[nodiscard]] bool isRunning() { return m_process.isRunning(); }
    void signal(int number) const { m_process.signal(number); }
    // How it ended, where it was left to itself: the exit code, or nothing where it was killed.
    [[nodiscard]] std::optional<int> waitForEnd();

private:
    void post(int client, const QString &run);

    ChildProcess m_process;
    quint16 m_port = 0;
    QByteArray m_token;
    std::vector<std::thread> m_clients;
    std::atomic<bool> m_stop = false;
    std::mutex m_mutex;
    History m_history; // guarded by m_mutex
};

} // namespace dogwatch::test
