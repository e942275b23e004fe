// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/writer.h"

#include <QObject>

#include <functional>
#include <memory>

namespace dogwatch {

// A QObject's line to the writer: works go out, and what became of them and what others have
// committed comes back as calls in that object's thread, until this goes. To be its member.
class StoreLine
{
public:
    using Done = std::function<void(const Result<ChangeSet> &)>;

    // `changed` hears of every commit.
    StoreLine(QObject *home, Writer &writer,
              const std::function<void(const ChangeSet &)> &changed = {});
    ~StoreLine();
    Q_DISABLE_COPY_MOVE(StoreLine)

    // One immediate transaction of the writer's. A failure is logged.
    void post(BatchCommitter::Work work, Done done = {});

private:
    struct Address;

    Writer &m_writer;
    std::shared_ptr<Address> m_address; // how other threads reach the home while we live
    std::shared_ptr<ChangeFeed::Mailbox> m_mailbox;
};

} // namespace dogwatch
