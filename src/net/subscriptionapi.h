// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/gate.h"
#include "net/responder.h"
#include "net/subscriptionrequest.h"
#include "store/readport.h"
#include "store/workport.h"

namespace dogwatch {

class Clock;
class SubscriptionRunner;

// Durable consumers of streams: the protocol's subscriptions below /v1/stream/__ds/, and the same
// for people and scripts below /api/consumers. What is answered is committed.
//
// Lives in the network thread; everything given to it outlives it.
class SubscriptionApi : public QObject
{
    Q_OBJECT

public:
    SubscriptionApi(Writer &writer, std::shared_ptr<Readers> readers, const Clock &clock,
                    SubscriptionRunner &runner, QObject *parent = nullptr);

    [[nodiscard]] static RoutePolicy policyFor(const RequestHead &head);
    [[nodiscard]] static std::optional<HttpResponse> admit(const RequestHead &head);
    void handle(const HttpRequest &request, Responder responder);

    // Of /api/consumers; `verb` is what follows the name, or empty.
    void handleConsumers(const QByteArray &name, const QByteArray &verb, const HttpRequest &request,
                         Responder responder);

private:
    using Change = std::function<Result<SubscriptionOutcome>(Database &, qint64 nowMs)>;
    using AnswerOf = std::function<HttpResponse(const SubscriptionOutcome &)>;

    void change(Change change, AnswerOf answer, Responder responder);
    void handleClaim(const SubscriptionRoute &route, const HttpRequest &request,
                     Responder responder);
    void show(const QByteArray &name, Responder responder);
    void showKeys(Responder responder);
    void listConsumers(const QByteArray &name, Responder responder);
    void createConsumer(const QByteArray &body, Responder responder);

    const Clock &m_clock;
    SubscriptionRunner &m_runner;
    ReadPort m_port;
    WorkPort m_works;
};

} // namespace dogwatch
