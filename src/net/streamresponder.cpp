// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/streamresponder.h"

namespace dogwatch {

StreamResponder::StreamResponder(Responder &&responder, HttpResponse head,
                                 std::function<void()> changed)
    : m_queue(std::exchange(responder.m_queue, nullptr))
    , m_key(responder.m_key)
    , m_link(std::make_shared<StreamLink>())
{
    m_link->changed = std::move(changed);
    if (m_queue == nullptr) {
        m_link->isOpen = false;
        return;
    }
    m_queue->post({m_key, std::move(head), Answer::Kind::Begin, m_link});
}

StreamResponder::~StreamResponder()
{
    end();
    // Whoever was to be told is going.
    m_link->changed = [] {};
}

void StreamResponder::write(QByteArray bytes)
{
    if (isOpen())
        post(Answer::Kind::Piece, {200, {}, std::move(bytes)});
}

void StreamResponder::end()
{
    if (!isOpen())
        return;
    m_link->isOpen = false;
    post(Answer::Kind::End, {});
}

void StreamResponder::post(Answer::Kind kind, HttpResponse response)
{
    m_queue->post({m_key, std::move(response), kind});
}

} // namespace dogwatch
