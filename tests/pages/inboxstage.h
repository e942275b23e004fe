// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pages/pagestage.h"

namespace dogwatch::test {

// An agent asks to run a command.
inline void askIn(PageStage &stage, const QString &session, const QString &command)
{
    const QString cwd = QStringLiteral("/home/dev/") + session;
    stage.store.add(
        session, QStringLiteral("UserPromptSubmit"),
        {{QStringLiteral("prompt"), QStringLiteral("go")}, {QStringLiteral("cwd"), cwd}});
    stage.store.add(
        session, QStringLiteral("PermissionRequest"),
        {{QStringLiteral("tool_name"), QStringLiteral("Bash")},
         {QStringLiteral("tool_input"), QJsonObject{{QStringLiteral("command"), command}}}});
    stage.store.commit();
}

// What it asked is over, `ms` later.
inline void answerIn(PageStage &stage, const QString &session, qint64 ms = 60'000)
{
    stage.store.setTime(stage.store.timeMs() + ms);
    stage.store.add(session, QStringLiteral("UserPromptSubmit"),
                    {{QStringLiteral("prompt"), QStringLiteral("no")}});
    stage.store.commit();
}

// An afternoon of `sessions` agents that asked and, but for every seventh, were answered.
inline void tellInbox(PageStage &stage, int sessions)
{
    static const QStringList projects{
        QStringLiteral("api-server"), QStringLiteral("web"), QStringLiteral("infra"),
        QStringLiteral("a project with a rather long name"), QStringLiteral("billing")};
    static const QStringList commands{
        QStringLiteral("git push origin main"), QStringLiteral("npm publish --access public"),
        QStringLiteral("rm -rf build && cmake --preset release && cmake --build build/release"),
        QStringLiteral("kubectl apply -f deploy/production.yaml")};
    for (int i = 0; i < sessions; ++i) {
        const QString session =
            projects.at(i % projects.size()) + QStringLiteral(" %1").arg(i / projects.size());
        askIn(stage, session, commands.at(i % commands.size()));
        if (i % 7 != 0)
            answerIn(stage, session, 20'000 + i % 11 * 47'000);
    }
}

} // namespace dogwatch::test
