// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/answerqueue.h"

#include <memory>
#include <vector>

namespace dogwatch {

struct PendingAnswer;

// The right to answer one request, once, from any thread and at any time. It moves with the work;
// the thread that ends up with it answers. If the client is gone, the answer goes nowhere; if the
// responder is destroyed without one, the client gets 503 with Retry-After, so that nothing hangs.
// A StreamResponder made from it answers in pieces.
class Responder
{
public:
    Responder() = default;
    Responder(std::shared_ptr<AnswerQueue> queue, RequestKey key);
    ~Responder();
    Responder(Responder &&other) noexcept;
    Responder &operator=(Responder &&other) noexcept;
    Q_DISABLE_COPY(Responder)

    // Whether an answer is still due from this handle.
    [[nodiscard]] bool isOpen() const { return m_queue != nullptr; }

    // Answers and gives the right away. Does nothing on a handle that has no right left.
    void respond(HttpResponse response);

    // One wake-up of the network thread for all of them; what the writer does after a commit.
    static void respondAll(std::vector<PendingAnswer> &&answers);

private:
    friend class StreamResponder;

    void giveUp();

    std::shared_ptr<AnswerQueue> m_queue;
    RequestKey m_key;
};

struct PendingAnswer
{
    Responder responder;
    HttpResponse response;
};

} // namespace dogwatch
