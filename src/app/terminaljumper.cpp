// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/terminaljumper.h"

#include "store/readmodel.h"

#include <QtConcurrentRun>

namespace dogwatch {

using Found = Result<std::optional<Session>>;

TerminalJumper::TerminalJumper(std::shared_ptr<Readers> readers, QObject *parent)
    : QObject(parent)
    , m_port(std::move(readers))
{
    m_pool.setMaxThreadCount(1);
}

TerminalJumper::~TerminalJumper()
{
    m_pool.waitForDone();
}

void TerminalJumper::goTo(SessionRef session)
{
    m_port.ask<std::optional<Session>>(
        [session](Database &database) { return sessionByRef(database, session); },
        [this](const Found &found) { jump(found, {}); });
}

void TerminalJumper::goTo(const QString &sessionId, const QString &activationToken)
{
    m_port.ask<std::optional<Session>>(
        [sessionId](Database &database) { return sessionById(database, sessionId); },
        [this, activationToken](const Found &found) { jump(found, activationToken); });
}

void TerminalJumper::jump(const Found &found, const QString &activationToken)
{
    if (!found || !*found) {
        Q_EMIT jumped({},
                      {JumpOutcome::Reach::Nowhere,
                       found ? tr("There is no such session.") : found.error().text,
                       {}});
        return;
    }
    const Session &session = **found;
    TerminalPlace place = terminalPlaceFromJson(session.terminal);
    place.pid = session.process.pid;
    place.tty = session.tty;
    place.folder = session.cwd;
    place.activationToken = activationToken;
    QtConcurrent::run(&m_pool, jumpToTerminal, place)
        .then(this,
              [this, session](const JumpOutcome &outcome) { Q_EMIT jumped(session, outcome); });
}

} // namespace dogwatch
