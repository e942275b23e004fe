// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudesettings.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace dogwatch::test {

// Makes the folders above, too. Ends the test program when it can't.
void write(const QString &path, const QByteArray &bytes);
QByteArray read(const QString &path);
// Of the link itself where it is one.
struct stat statOf(const QString &path);
uint modeOf(const QString &path);

// Runs in a process of its own that has no rights but those of a stranger; 0 says that it held.
template<class Check>
int asNobody(const Check &check)
{
    const pid_t child = ::fork();
    if (child == 0) {
        // Nothing may unwind into a second copy of the test program.
        try {
            const bool isNobody =
                ::geteuid() != 0 || (::setgid(65534) == 0 && ::setuid(65534) == 0);
            ::_exit(isNobody ? check() : 99);
        } catch (...) {
            ::_exit(98);
        }
    }
    int state = 0;
    ::waitpid(child, &state, 0);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

// A test with a home and a project of its own below a temporary folder, and the functions under
// test called on them; those end the test program when they fail.
class HookFixture : public QObject
{
protected:
    // Fresh folders and options.
    bool reset();

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QString settings() const
    {
        return path(QStringLiteral("home/.claude/settings.json"));
    }
    [[nodiscard]] QStringList filesBeside() const;
    HookReport install();
    HookReport uninstall();
    HookStatus status();
    HookEventStatus statusOf(const QString &event);

    std::unique_ptr<QTemporaryDir> m_folder;
    HookEnvironment m_environment;
    SettingsTarget m_target;
    HookOptions m_options;
    HookOptions m_http;
};

} // namespace dogwatch::test
