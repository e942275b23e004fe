// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/session.h"
#include "platform/terminaljump.h"
#include "store/readport.h"

#include <QObject>
#include <QThreadPool>

namespace dogwatch {

// Takes a person to the terminal of a session: asks the store where that is, and jumps there on a
// pool of its own. Main thread.
class TerminalJumper : public QObject
{
    Q_OBJECT

public:
    explicit TerminalJumper(std::shared_ptr<Readers> readers, QObject *parent = nullptr);
    ~TerminalJumper() override;

    void goTo(SessionRef session);
    void goTo(const QString &sessionId, const QString &activationToken);

Q_SIGNALS:
    // What came of it, once for each call.
    void jumped(const dogwatch::Session &session, const dogwatch::JumpOutcome &outcome);

private:
    void jump(const Result<std::optional<Session>> &session, const QString &activationToken);

    ReadPort m_port;
    QThreadPool m_pool;
};

} // namespace dogwatch
