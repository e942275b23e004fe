// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/changefeed.h"

namespace dogwatch {

ChangeFeed::Mailbox::Mailbox(std::function<void()> notify)
    : m_notify(std::move(notify))
{ }

ChangeSet ChangeFeed::Mailbox::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_content, {});
}

void ChangeFeed::Mailbox::put(const ChangeSet &changes)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_content.isEmpty();
        m_content.merge(changes);
    }
    if (wasEmpty)
        m_notify();
}

std::shared_ptr<ChangeFeed::Mailbox> ChangeFeed::subscribe(std::function<void()> notify)
{
    auto mailbox = std::make_shared<Mailbox>(std::move(notify));
    const std::lock_guard lock(m_mutex);
    m_mailboxes.push_back(mailbox);
    return mailbox;
}

void ChangeFeed::publish(const ChangeSet &changes)
{
    if (changes.isEmpty())
        return;
    std::vector<std::shared_ptr<Mailbox>> mailboxes;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_mailboxes, [](const auto &weak) { return weak.expired(); });
        for (const auto &weak : m_mailboxes) {
            if (auto mailbox = weak.lock())
                mailboxes.push_back(std::move(mailbox));
        }
    }
    for (const auto &mailbox : mailboxes)
        mailbox->put(changes);
}

} // namespace dogwatch
