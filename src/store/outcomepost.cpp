// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/outcomepost.h"

#include <memory>

namespace dogwatch {

OutcomePost::OutcomePost(QObject *home, Handler handler)
    : m_handler(std::move(handler))
    , m_home(home)
{ }

void OutcomePost::detach()
{
    const std::lock_guard lock(m_mutex);
    m_home = nullptr;
}

void OutcomePost::settled(std::vector<Settled> outcomes)
{
    const std::lock_guard lock(m_mutex);
    if (!m_home)
        return;
    auto shared = std::make_shared<std::vector<Settled>>(std::move(outcomes));
    QMetaObject::invokeMethod(
        m_home, [handler = m_handler, shared] { handler(std::move(*shared)); },
        Qt::QueuedConnection);
}

} // namespace dogwatch
