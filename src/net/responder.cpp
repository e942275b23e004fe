// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/responder.h"

namespace dogwatch {

Responder::Responder(std::shared_ptr<AnswerQueue> queue, RequestKey key)
    : m_queue(std::move(queue))
    , m_key(key)
{ }

Responder::~Responder()
{
    giveUp();
}

Responder::Responder(Responder &&other) noexcept
    : m_queue(std::move(other.m_queue))
    , m_key(other.m_key)
{ }

Responder &Responder::operator=(Responder &&other) noexcept
{
    if (this != &other) {
        giveUp();
        m_queue = std::move(other.m_queue);
        m_key = other.m_key;
    }
    return *this;
}

void Responder::respond(HttpResponse response)
{
    if (const auto queue = std::exchange(m_queue, nullptr)) {
        queue->post({m_key, std::move(response)});
    }
}

void Responder::respondAll(std::vector<PendingAnswer> &&answers)
{
    // In practice all belong to one server; runs of the same queue go together.
    std::vector<Answer> run;
    run.reserve(answers.size());
    std::shared_ptr<AnswerQueue> queue;
    for (PendingAnswer &pending : answers) {
        auto own = std::exchange(pending.responder.m_queue, nullptr);
        if (own == nullptr) {
            continue;
        }
        if (queue != nullptr && own != queue) {
            queue->postAll(std::exchange(run, {}));
        }
        queue = std::move(own);
        run.push_back({pending.responder.m_key, std::move(pending.response)});
    }
    if (queue != nullptr) {
        queue->postAll(std::move(run));
    }
}

void Responder::giveUp()
{
    if (m_queue != nullptr) {
        respond(HttpResponse::unavailable("unanswered", "The request was dropped; try again."));
    }
}

} // namespace dogwatch
