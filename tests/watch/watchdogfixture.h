// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "crash/childprocess.h"
#include "store/readers.h"
#include "store/runningwriter.h"
#include "watch/watchdog.h"

#include <QJsonObject>
#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace dogwatch::test {

inline constexpr int kPatienceMs = 20'000;
inline constexpr qint64 kMinute = 60 * 1000;

// A clock that runs as the system's and can be set on; the monotonic one goes on only where the
// machine is awake.
class SetClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_system.nowMs() + m_aheadMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_system.monotonicMs() + m_awakeMs; }
    void pass(qint64 ms)
    {
        m_aheadMs += ms;
        m_awakeMs += ms;
    }
    void sleep(qint64 ms) { m_aheadMs += ms; }

private:
    SystemClock m_system;
    qint64 m_aheadMs = 0;
    qint64 m_awakeMs = 0;
};

// A test of the watchdog beside a running writer, with a process that stands for the agent and a
// folder of its own for what agents write.
class WatchdogTest : public QObject
{
    Q_OBJECT

protected:
    // Of the session and the process that are given; over when it is committed.
    void hook(const QString &type, qint64 atMs, const QJsonObject &fields = {},
              const QString &session = QStringLiteral("s"));
    // One use of a tool, from its start to its end.
    void use(const QString &id, const QString &tool, const QJsonObject &input, bool fails = false,
             const QString &session = QStringLiteral("s"));
    [[nodiscard]] bool look();
    void restart(); // of the watchdog
    void killAgent();
    // What the agent's own record says.
    void writeRecord(const QString &session, const QString &word, qint64 atMs);

    [[nodiscard]] QStringList rows(const QString &sql) const { return m_running->rows(sql); }
    [[nodiscard]] QString status() const; // of the first session
    [[nodiscard]] QStringList open() const; // the kinds of the items that are open
    [[nodiscard]] QStringList observations() const;

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<RunningWriter> m_running;
    std::shared_ptr<Readers> m_readers;
    std::unique_ptr<SetClock> m_clock;
    std::unique_ptr<Watchdog> m_watchdog;
    std::unique_ptr<ChildProcess> m_agent;
    ProcessIdentity m_identity;
    SpendingLimits m_limits;
    int m_events = 0;
    QString m_prompt; // of which uses of tools are

private Q_SLOTS:
    void init();
    void cleanup();
};

} // namespace dogwatch::test
