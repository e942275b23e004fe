// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/workport.h"

#include "store/writer.h"

namespace dogwatch {

WorkPort::WorkPort(Writer &writer, QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_receiver(std::make_shared<WorkPost>(
          this, [this](const std::vector<WorkReceiver::Settled> &settled) { settle(settled); }))
{ }

WorkPort::~WorkPort()
{
    m_receiver->detach();
}

bool WorkPort::enqueue(std::function<Result<void>(Database &)> apply, Settle settle,
                       qsizetype bytes)
{
    SharedWork work;
    work.apply = std::move(apply);
    work.receiver = m_receiver;
    work.ticket = ++m_lastTicket;
    work.bytes = bytes;
    if (!m_writer.enqueue(work))
        return false;
    m_pending.emplace(m_lastTicket, std::move(settle));
    return true;
}

void WorkPort::settle(const std::vector<WorkReceiver::Settled> &settled)
{
    for (const WorkReceiver::Settled &one : settled) {
        const auto node = m_pending.extract(one.ticket);
        if (!node.empty())
            node.mapped()(one.result);
    }
}

} // namespace dogwatch
