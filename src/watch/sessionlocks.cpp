// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/sessionlocks.h"

#include "core/foldernames.h"
#include "watch/processes.h"

#include <QDir>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// The pid in "inuse.PID.lock"; 0 for any other name.
qint64 holderIn(const QByteArray &name)
{
    const QByteArray begin = "inuse.";
    const QByteArray end = ".lock";
    if (!name.startsWith(begin) || !name.endsWith(end))
        return 0;
    return name.mid(begin.size(), name.size() - begin.size() - end.size()).toLongLong();
}

} // namespace

QString copilotSessionFolder()
{
    const QString home = qEnvironmentVariable("COPILOT_HOME", QDir::homePath() + u"/.copilot"_s);
    return home + u"/session-state"_s;
}

LockSign lockOf(const QString &sessionFolder, const QString &sessionId)
{
    // The id comes from outside, and must stay one name in that folder.
    if (sessionId.isEmpty() || sessionId.contains(u'/') || sessionId.startsWith(u'.'))
        return LockSign::NotKnown;
    const auto names = namesIn(sessionFolder + u'/' + sessionId);
    if (!names)
        return LockSign::NotKnown;
    LockSign sign = LockSign::Free;
    for (const QByteArray &name : *names) {
        const qint64 pid = holderIn(name);
        if (pid > 0 && stateOfProcess({pid, std::nullopt}) != ProcessState::Gone)
            return LockSign::Held;
        if (pid > 0)
            sign = LockSign::Left;
    }
    return sign;
}

} // namespace dogwatch
