// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/workpost.h"

namespace dogwatch {

WorkPost::WorkPost(QObject *home, Handler handler)
    : m_handler(std::move(handler))
    , m_home(home)
{ }

void WorkPost::detach()
{
    const std::lock_guard lock(m_mutex);
    m_home = nullptr;
}

void WorkPost::worksSettled(std::vector<Settled> settled)
{
    const std::lock_guard lock(m_mutex);
    if (!m_home)
        return;
    auto shared = std::make_shared<std::vector<Settled>>(std::move(settled));
    QMetaObject::invokeMethod(
        m_home, [handler = m_handler, shared] { handler(std::move(*shared)); },
        Qt::QueuedConnection);
}

} // namespace dogwatch
