// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/storeline.h"

#include <QLoggingCategory>

#include <mutex>

namespace dogwatch {

namespace {

Q_LOGGING_CATEGORY(lcStore, "dogwatch.store", QtInfoMsg)

} // namespace

struct StoreLine::Address
{
    std::mutex mutex;
    QObject *home = nullptr; // guarded by mutex; null once the line is gone

    void call(std::function<void()> function)
    {
        const std::lock_guard lock(mutex);
        if (home)
            QMetaObject::invokeMethod(home, std::move(function), Qt::QueuedConnection);
    }
};

StoreLine::StoreLine(QObject *home, Writer &writer,
                     const std::function<void(const ChangeSet &)> &changed)
    : m_writer(writer)
    , m_address(std::make_shared<Address>())
{
    m_address->home = home;
    if (!changed)
        return;
    m_mailbox = writer.changes().subscribe([this, address = m_address, changed] {
        address->call([this, changed] { changed(m_mailbox->take()); });
    });
}

StoreLine::~StoreLine()
{
    const std::lock_guard lock(m_address->mutex);
    m_address->home = nullptr;
}

void StoreLine::post(BatchCommitter::Work work, Done done)
{
    m_writer.post(std::move(work), [address = m_address, done](const Result<ChangeSet> &changes) {
        if (!changes)
            qCWarning(lcStore).noquote() << changes.error().text;
        if (done)
            address->call([done, changes] { done(changes); });
    });
}

} // namespace dogwatch
