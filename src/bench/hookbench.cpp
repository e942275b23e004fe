// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/hookbench.h"

#include "bench/subject.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

// Runs a program to its end with a file as its input; milliseconds, negative where it failed.
double run(const QByteArrayList &command, const QByteArray &input)
{
    std::vector<char *> arguments;
    for (const QByteArray &word : command)
        arguments.push_back(const_cast<char *>(word.constData()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input.constData(), O_RDONLY, 0);
    QElapsedTimer spent;
    spent.start();
    pid_t child = 0;
    int status = -1;
    const int code =
        posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    if (code == 0)
        waitpid(child, &status, 0);
    const double ms = static_cast<double>(spent.nsecsElapsed()) / 1e6;
    posix_spawn_file_actions_destroy(&actions);
    return code == 0 && status == 0 ? ms : -1;
}

QByteArrayList hookCommand(const QString &dataFolder)
{
    return {QFile::encodeName(programBesideUs(u"dogwatch-hook"_s)), "--source", "claude-code",
            "--data-dir", QFile::encodeName(dataFolder)};
}

} // namespace

Result<HookFigures> measureHook(const Subject &subject, const QString &bareClient, int pairs)
{
    const QTemporaryDir folder;
    const QString payloadFile = folder.path() + u"/payload"_s;
    QFile payload(payloadFile);
    if (!payload.open(QIODevice::WriteOnly))
        return Error{ErrorCode::StorageFull, payload.errorString()};
    payload.write(R"({"session_id":"bench-hook","cwd":"/home/dev/project","hook_event_name":)"
                  R"("PreToolUse","tool_name":"Bash","tool_input":{"command":")"
                  + QByteArray(500, 'x') + R"("}})");
    payload.close();
    const QByteArray input = QFile::encodeName(payloadFile);
    const QByteArrayList up = hookCommand(subject.dataFolder());
    const QByteArrayList down = hookCommand(folder.path() + u"/nobody"_s);
    const QByteArrayList bare{QFile::encodeName(bareClient),
                              QFile::encodeName(subject.dataFolder() + u"/dogwatch.sock"_s)};
    std::vector<double> hooks;
    std::vector<double> bares;
    std::vector<double> ratios;
    std::vector<double> spools;
    for (int i = 0; i < pairs; ++i) {
        const double hookMs = run(up, input);
        const double bareMs = run(bare, input);
        const double spoolMs = run(down, input);
        if (hookMs < 0 || bareMs < 0 || spoolMs < 0)
            return Error{ErrorCode::Unavailable, u"a client could not be run"_s};
        hooks.push_back(hookMs);
        bares.push_back(bareMs);
        ratios.push_back(hookMs / bareMs);
        spools.push_back(spoolMs);
    }
    return HookFigures{medianOf(hooks), medianOf(bares), medianOf(ratios), medianOf(spools)};
}

} // namespace dogwatch
