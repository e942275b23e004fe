// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace dogwatch {

// A Dogwatch of the same build, on a throw-away folder: what is measured. Ended with its object.
class Subject
{
public:
    ~Subject();

    [[nodiscard]] Result<void> startHeadless();
    [[nodiscard]] Result<void> startWithWindow(const QByteArray &display);

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QByteArray token() const { return m_token; }
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] QString dataFolder() const { return m_folder.path() + QStringLiteral("/data"); }
    // CPU time so far by the thread's name, in nanoseconds; threads of one name are added up.
    [[nodiscard]] QHash<QString, qint64> cpuByThread() const;
    // Commits of events so far; negative where it does not answer.
    [[nodiscard]] qint64 commits() const;
    // RssAnon in MB: what is the process's own. Negative where it can't be read.
    [[nodiscard]] double anonymousMb() const;

private:
    [[nodiscard]] Result<void> start(const QStringList &arguments);

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QByteArray m_token;
};

// The program `name` beside this one.
[[nodiscard]] QString programBesideUs(const QString &name);

} // namespace dogwatch
