// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace dogwatch::hooktest {

// The hook client under test.
[[nodiscard]] QString hookProgram();

// How one call of it ended.
struct CallResult
{
    bool finished = false;
    bool exitedByItself = false;
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    // The agent's side of the payload's pipe broke.
    bool writeFailed = false;

    // Empty if the call was what every call in hook mode must be: over by itself, exit code 0, not
    // a byte printed, the whole payload taken. Else what was wrong.
    [[nodiscard]] QByteArray complaint() const;
};

// Runs a program the way an agent runs its hook: the payload through a pipe, in an environment of
// its own. Runs the event loop meanwhile, so that a FakeApp can answer.
class HookCall
{
public:
    HookCall();

    QString program = hookProgram();
    QStringList arguments;
    QProcessEnvironment environment; // PATH and LC_ALL alone
    bool closesInput = true;
    QProcess process;

    // For an application that answers, however busy the machine is. Without failpoints no more than
    // the usual time.
    void waitPatiently();
    // Starts it and hands it the payload.
    void start(const QByteArray &payload);
    [[nodiscard]] CallResult finish();
    [[nodiscard]] CallResult run(const QByteArray &payload);

private:
    bool m_writeFailed = false;
};

// A data folder of its own for one test, gone with it, and what a hook left there.
class DataFolder
{
public:
    DataFolder();

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] QString socket() const { return path(u"dogwatch.sock"); }
    [[nodiscard]] QString path(QStringView below) const;
    // Next to the data folder, for other things of the test.
    [[nodiscard]] QString aside(QStringView name) const;

    // Names of what the application would take in, in the order in which it would.
    [[nodiscard]] QStringList spooled() const;
    [[nodiscard]] QStringList rejected() const;
    // All there is in the spool and in "rejected", hidden files too.
    [[nodiscard]] QStringList everything() const;
    [[nodiscard]] QByteArray gap() const { return read(u"spool/.gap"); }
    [[nodiscard]] QByteArray read(QStringView below) const;
    [[nodiscard]] QByteArray readSpooled(int index = 0) const;

private:
    QTemporaryDir m_temporary;
    QString m_path;
};

// The payload inside a spool file, byte for byte; empty if the file is not what it should be.
[[nodiscard]] QByteArray payloadInside(const QByteArray &spoolFile);

} // namespace dogwatch::hooktest
