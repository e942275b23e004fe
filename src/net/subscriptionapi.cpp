// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/subscriptionapi.h"

#include "core/clock.h"
#include "net/streamanswer.h"
#include "net/streamapi.h"
#include "net/subscriptionanswer.h"
#include "net/subscriptionrunner.h"
#include "store/consumers.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Kind = SubscriptionRoute::Kind;

Error noRoom()
{
    return {ErrorCode::Unavailable, u"the store takes nothing now"_s};
}

HttpResponse jsonAnswer(const QJsonDocument &document)
{
    return HttpResponse::json(200, document.toJson(QJsonDocument::Compact));
}

// Of a change by a person.
HttpResponse plainAnswer(const SubscriptionOutcome &outcome)
{
    const std::optional<Refusal> refused = refusalOf(outcome.verdict);
    return refused ? refuse(*refused) : HttpResponse::json(200, "{}");
}

} // namespace

SubscriptionApi::SubscriptionApi(Writer &writer, std::shared_ptr<Readers> readers,
                                 const Clock &clock, SubscriptionRunner &runner, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_runner(runner)
    , m_port(std::move(readers))
    , m_works(writer)
{ }

RoutePolicy SubscriptionApi::policyFor(const RequestHead &head)
{
    RoutePolicy policy = StreamApi::policyFor(head);
    if (subscriptionRouteOf(head).hasOwnToken())
        policy.needsToken = false;
    return policy;
}

std::optional<HttpResponse> SubscriptionApi::admit(const RequestHead &head)
{
    const SubscriptionRoute route = subscriptionRouteOf(head);
    if (route.kind == Kind::None)
        return HttpResponse::error(404, "not_found", "there is no such path");
    if (route.kind != Kind::OtherMethod || head.method == "OPTIONS")
        return std::nullopt;
    HttpResponse response =
        HttpResponse::error(405, "method_not_allowed", "this path takes another method");
    response.addHeader("Allow", route.allowed);
    return response;
}

void SubscriptionApi::handle(const HttpRequest &request, Responder responder)
{
    const SubscriptionRoute route = subscriptionRouteOf(request.head);
    const QByteArray &name = route.name;
    switch (route.kind) {
    case Kind::Keys:
        return showKeys(std::move(responder));
    case Kind::Show:
        return show(name, std::move(responder));
    case Kind::Create: {
        const Result<SubscriptionConfig> config = configOf(request.body);
        if (!config)
            return responder.respond(subscriptionMisuse(config.error()));
        return change(
            [name, config = *config](Database &database, qint64 nowMs) {
                return createSubscription(database, name, config, nowMs);
            },
            [keys = m_runner.keysUrl()](const SubscriptionOutcome &outcome) {
                return recordAnswer(outcome, keys);
            },
            std::move(responder));
    }
    case Kind::Delete:
        return change(
            [name](Database &database, qint64) { return deleteSubscription(database, name); },
            doneAnswer, std::move(responder));
    case Kind::AddStreams: {
        const Result<QByteArrayList> paths = streamsOf(request.body);
        if (!paths)
            return responder.respond(subscriptionMisuse(paths.error()));
        return change(
            [name, paths = *paths](Database &database, qint64 nowMs) {
                return addStreams(database, name, paths, nowMs);
            },
            doneAnswer, std::move(responder));
    }
    case Kind::RemoveStream:
        return change(
            [name, path = route.stream](Database &database, qint64) {
                return removeStream(database, name, path);
            },
            doneAnswer, std::move(responder));
    case Kind::Claim:
    case Kind::Ack:
    case Kind::Release:
    case Kind::Callback:
        return handleClaim(route, request, std::move(responder));
    case Kind::None:
    case Kind::OtherMethod: // only OPTIONS was let through
        return responder.respond(optionsAnswer());
    }
}

void SubscriptionApi::handleClaim(const SubscriptionRoute &route, const HttpRequest &request,
                                  Responder responder)
{
    const QByteArray name = route.name;
    if (route.kind == Kind::Claim) {
        const Result<QByteArray> worker = workerOf(request.body);
        if (!worker)
            return responder.respond(subscriptionMisuse(worker.error()));
        return change(
            [name, worker = *worker](Database &database, qint64 nowMs) {
                return claimSubscription(database, name, worker, nowMs);
            },
            claimAnswer, std::move(responder));
    }
    Result<ClaimRequest> claim = claimRequestOf(request);
    if (!claim)
        return responder.respond(subscriptionMisuse(claim.error()));
    claim->isCallback = route.kind == Kind::Callback;
    const bool releases = route.kind == Kind::Release;
    change(
        [name, releases, claim = *claim](Database &database, qint64 nowMs) {
            return releases ? releaseSubscription(database, name, claim, nowMs)
                            : ackSubscription(database, name, claim, nowMs);
        },
        releases ? doneAnswer : ackAnswer, std::move(responder));
}

void SubscriptionApi::change(Change change, AnswerOf answer, Responder responder)
{
    const auto shared = std::make_shared<Responder>(std::move(responder));
    const bool isTaken = m_works.run<SubscriptionOutcome>(
        [change = std::move(change), &clock = m_clock](Database &database) {
            return change(database, clock.nowMs());
        },
        [this, shared, answer = std::move(answer)](const Result<SubscriptionOutcome> &outcome) {
            if (!outcome)
                return shared->respond(streamUnavailable(outcome.error()));
            shared->respond(answer(*outcome));
            m_runner.noteChange(outcome->wakes);
        });
    if (!isTaken)
        shared->respond(streamUnavailable(noRoom()));
}

void SubscriptionApi::show(const QByteArray &name, Responder responder)
{
    const auto shared = std::make_shared<Responder>(std::move(responder));
    m_port.ask<SubscriptionOutcome>(
        [name, &clock = m_clock](Database &database) {
            return showSubscription(database, name, clock.nowMs());
        },
        [shared, keys = m_runner.keysUrl()](const Result<SubscriptionOutcome> &outcome) {
            shared->respond(outcome ? recordAnswer(*outcome, keys)
                                    : streamUnavailable(outcome.error()));
        });
}

void SubscriptionApi::showKeys(Responder responder)
{
    const auto shared = std::make_shared<Responder>(std::move(responder));
    const bool isTaken = m_works.run<SigningKey>(
        [&clock = m_clock](Database &database) {
            return ensureSigningKey(database, clock.nowMs());
        },
        [shared](const Result<SigningKey> &key) {
            shared->respond(key ? keysAnswer(*key) : streamUnavailable(key.error()));
        });
    if (!isTaken)
        shared->respond(streamUnavailable(noRoom()));
}

void SubscriptionApi::handleConsumers(const QByteArray &name, const QByteArray &verb,
                                      const HttpRequest &request, Responder responder)
{
    if (request.head.method == "GET")
        return listConsumers(name, std::move(responder));
    if (name.isEmpty())
        return createConsumer(request.body, std::move(responder));
    if (verb == "delete")
        return change(
            [name](Database &database, qint64) { return deleteSubscription(database, name); },
            plainAnswer, std::move(responder));
    const Result<std::vector<SubscriptionAck>> acks = skipsOf(request.body);
    if (!acks)
        return responder.respond(subscriptionMisuse(acks.error()));
    change([name, acks = *acks](Database &database,
                                qint64 nowMs) { return skipTo(database, name, acks, nowMs); },
           plainAnswer, std::move(responder));
}

// One by its name, or all.
void SubscriptionApi::listConsumers(const QByteArray &name, Responder responder)
{
    const auto shared = std::make_shared<Responder>(std::move(responder));
    m_port.ask<QJsonDocument>(
        [name, &clock = m_clock](Database &database) -> Result<QJsonDocument> {
            if (!name.isEmpty()) {
                Result<QJsonObject> one = consumer(database, name, clock.nowMs());
                return one ? Result<QJsonDocument>(QJsonDocument(*one)) : one.error();
            }
            Result<QJsonArray> all = consumers(database, clock.nowMs());
            return all ? Result<QJsonDocument>(QJsonDocument(*all)) : all.error();
        },
        [shared](const Result<QJsonDocument> &document) {
            if (document)
                return shared->respond(jsonAnswer(*document));
            const bool isNone = document.error().code == ErrorCode::NotFound;
            shared->respond(isNone ? refuse(*refusalOf(SubscriptionVerdict::NotFound))
                                   : streamUnavailable(document.error()));
        });
}

void SubscriptionApi::createConsumer(const QByteArray &body, Responder responder)
{
    const QByteArray name = QJsonDocument::fromJson(body).object().value(u"id").toString().toUtf8();
    const Result<SubscriptionConfig> config = configOf(body);
    if (!config)
        return responder.respond(subscriptionMisuse(config.error()));
    if (!isSubscriptionName(name))
        return responder.respond(
            subscriptionMisuse({ErrorCode::InvalidInput, u"id must be a name without slashes"_s}));
    change(
        [name, config = *config](Database &database, qint64 nowMs) {
            return createSubscription(database, name, config, nowMs);
        },
        plainAnswer, std::move(responder));
}

} // namespace dogwatch
