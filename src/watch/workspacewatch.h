// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <memory>

namespace dogwatch {

class Clock;
class Writer;

// Finds out once for each new session to which repository and branch its folder belongs, and puts
// that into the log as an observation: reading files is not for the reducer nor for the writer.
//
// Lives in the thread of the composition root; files are read on a pool of its own, so that a
// folder on a dead mount holds up nothing else. Writer and clock outlive it.
class WorkspaceWatch : public QObject
{
    Q_OBJECT

public:
    WorkspaceWatch(ChangeFeed &feed, Writer &writer, const Clock &clock, QObject *parent = nullptr);
    ~WorkspaceWatch() override;

private:
    struct Address;

    void takeChanges();
    void find(const Session &session);
    void record(const SessionKey &key, const QString &project, const QString &branch);

    Writer &m_writer;
    const Clock &m_clock;
    QThreadPool m_pool;
    QSet<SessionRef> m_known;
    std::shared_ptr<Address> m_address; // how the writer's thread reaches us while we live
    std::shared_ptr<ChangeFeed::Mailbox> m_mailbox;
};

} // namespace dogwatch
