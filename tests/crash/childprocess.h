// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayList>

#include <optional>
#include <sys/types.h>

namespace dogwatch::test {

// A program of ours, run and ended. Unlike QProcess it starts one by posix_spawn, which alone works
// in a process with ThreadSanitizer (its clone() fails in clang 14's runtime). Killed with its
// object.
class ChildProcess
{
public:
    ChildProcess() = default;
    ~ChildProcess();
    Q_DISABLE_COPY_MOVE(ChildProcess)

    // The first word is the program; `variables` ("NAME=value") are added to our environment.
    [[nodiscard]] bool start(const QByteArrayList &command, const QByteArrayList &variables);
    [[nodiscard]] bool isRunning();
    [[nodiscard]] pid_t pid() const { return m_pid; }
    void signal(int number) const;
    // The exit code, or minus the signal that ended it; none if it still runs after that time.
    [[nodiscard]] std::optional<int> wait(int timeoutMs);

private:
    pid_t m_pid = 0;
    std::optional<int> m_code;
};

} // namespace dogwatch::test
