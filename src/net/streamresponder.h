// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/responder.h"

namespace dogwatch {

// An answer in pieces, as server-sent events are. A client that does not keep up is not fed: its
// owner looks at backlog() and waits until `changed` tells that some of it was taken; one that
// takes nothing at all is closed by its connection. Thread: network.
class StreamResponder
{
public:
    // Sends the head. `changed` is called when the client has taken something or is gone; it must
    // only post.
    StreamResponder(Responder &&responder, HttpResponse head, std::function<void()> changed);
    ~StreamResponder();
    Q_DISABLE_COPY_MOVE(StreamResponder)

    [[nodiscard]] bool isOpen() const { return m_link->isOpen; }
    [[nodiscard]] qint64 backlog() const { return m_link->backlog; }

    void write(QByteArray bytes);
    // Says that this was all; what is written after it goes nowhere.
    void end();

private:
    void post(Answer::Kind kind, HttpResponse response);

    const std::shared_ptr<AnswerQueue> m_queue;
    const RequestKey m_key;
    const std::shared_ptr<StreamLink> m_link;
};

} // namespace dogwatch
