// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/readport.h"

namespace dogwatch {

ReadPort::ReadPort(std::shared_ptr<Readers> readers, QObject *parent)
    : QObject(parent)
    , m_readers(std::move(readers))
    , m_address(std::make_shared<Address>())
{
    m_address->port = this;
}

ReadPort::~ReadPort()
{
    const std::lock_guard lock(m_address->mutex);
    m_address->port = nullptr;
}

void ReadPort::deliver(const std::shared_ptr<Address> &address, std::function<void()> call)
{
    const std::lock_guard lock(address->mutex);
    if (address->port)
        QMetaObject::invokeMethod(address->port, std::move(call), Qt::QueuedConnection);
}

} // namespace dogwatch
