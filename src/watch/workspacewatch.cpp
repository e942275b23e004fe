// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/workspacewatch.h"

#include "core/clock.h"
#include "store/observation.h"
#include "store/writer.h"
#include "watch/workspace.h"

#include <QtConcurrent>

#include <mutex>

namespace dogwatch {

struct WorkspaceWatch::Address
{
    std::mutex mutex;
    WorkspaceWatch *watch = nullptr; // guarded by mutex; null once it is gone
};

WorkspaceWatch::WorkspaceWatch(ChangeFeed &feed, Writer &writer, const Clock &clock,
                               QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_clock(clock)
    , m_address(std::make_shared<Address>())
{
    m_pool.setMaxThreadCount(2);
    m_pool.setObjectName(QStringLiteral("workspace"));
    m_address->watch = this;
    m_mailbox = feed.subscribe([address = m_address] {
        const std::lock_guard lock(address->mutex);
        if (address->watch)
            QMetaObject::invokeMethod(address->watch, &WorkspaceWatch::takeChanges,
                                      Qt::QueuedConnection);
    });
}

WorkspaceWatch::~WorkspaceWatch()
{
    {
        const std::lock_guard lock(m_address->mutex);
        m_address->watch = nullptr;
    }
    m_pool.clear();
    m_pool.waitForDone();
}

void WorkspaceWatch::takeChanges()
{
    const ChangeSet changes = m_mailbox->take();
    for (const Session &session : changes.sessions) {
        // A session that is known from before this start has more than its first events.
        if (session.cwd.isEmpty() || m_known.contains(session.ref))
            continue;
        m_known.insert(session.ref);
        if (session.branch.isEmpty())
            find(session);
    }
}

void WorkspaceWatch::find(const Session &session)
{
    QtConcurrent::run(&m_pool, findWorkspace, session.cwd)
        .then(this, [this, key = session.key, project = session.project](const Workspace &found) {
            if (found.project != project || !found.branch.isEmpty())
                record(key, found.project, found.branch);
        });
}

void WorkspaceWatch::record(const SessionKey &key, const QString &project, const QString &branch)
{
    const Entry found = workspaceFound(m_clock.nowMs(), project, branch);
    m_writer.post(
        [key, found](Database &database, EventLog &log, Projector &projector) -> Result<ChangeSet> {
            return observe(database, log, projector, key, found);
        },
        [](const Result<ChangeSet> &) {});
}

} // namespace dogwatch
