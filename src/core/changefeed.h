// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace dogwatch {

// Where the writer leaves what it has committed for whoever watches. Each subscriber has a mailbox
// that merges until it is emptied, so that a slow or frozen reader costs neither memory per event
// nor a queued signal per event: it is told once that something is there, and again only after it
// took it.
//
// Thread: any. Ownership: the feed keeps only weak references to its mailboxes.
class ChangeFeed
{
public:
    class Mailbox
    {
    public:
        // `notify` is called in the publisher's thread, once per filling; it must only post.
        explicit Mailbox(std::function<void()> notify);

        // Everything since the last call.
        [[nodiscard]] ChangeSet take();

    private:
        friend class ChangeFeed;
        void put(const ChangeSet &changes);

        std::mutex m_mutex;
        ChangeSet m_content; // guarded by m_mutex
        const std::function<void()> m_notify;
    };

    [[nodiscard]] std::shared_ptr<Mailbox> subscribe(std::function<void()> notify);
    void publish(const ChangeSet &changes);

private:
    std::mutex m_mutex;
    std::vector<std::weak_ptr<Mailbox>> m_mailboxes; // guarded by m_mutex
};

} // namespace dogwatch
