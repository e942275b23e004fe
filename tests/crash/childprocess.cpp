// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "childprocess.h"

#include <csignal>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace dogwatch::test {

namespace {

std::vector<char *> pointersTo(const QByteArrayList &words)
{
    std::vector<char *> pointers;
    for (const QByteArray &word : words)
        pointers.push_back(const_cast<char *>(word.constData()));
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

ChildProcess::~ChildProcess()
{
    if (isRunning()) {
        signal(SIGKILL);
        (void)wait(-1);
    }
}

bool ChildProcess::start(const QByteArrayList &command, const QByteArrayList &variables)
{
    m_code.reset();
    const std::vector<char *> arguments = pointersTo(command);
    // Of two values of one name getenv finds the first.
    std::vector<char *> environment = pointersTo(variables);
    environment.pop_back();
    for (char **variable = environ; *variable != nullptr; ++variable)
        environment.push_back(*variable);
    environment.push_back(nullptr);
    return posix_spawn(&m_pid, arguments.front(), nullptr, nullptr, arguments.data(),
                       environment.data())
        == 0;
}

bool ChildProcess::isRunning()
{
    return m_pid != 0 && !wait(0);
}

void ChildProcess::signal(int number) const
{
    if (m_pid != 0 && !m_code)
        kill(m_pid, number);
}

std::optional<int> ChildProcess::wait(int timeoutMs)
{
    if (m_pid == 0 || m_code)
        return m_code;
    const auto descriptor = static_cast<int>(syscall(SYS_pidfd_open, m_pid, 0));
    pollfd ended{descriptor, POLLIN, 0};
    poll(&ended, 1, timeoutMs);
    close(descriptor);
    int status = 0;
    if (waitpid(m_pid, &status, WNOHANG) == m_pid)
        m_code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return m_code;
}

} // namespace dogwatch::test
