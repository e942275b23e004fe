// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/ingest.h"

#include "core/clock.h"
#include "net/foreignevent.h"
#include "net/hookenvelope.h"
#include "store/eventbatch.h"
#include "store/eventenvelope.h"
#include "store/outcomepost.h"
#include "store/writer.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

HttpResponse badRequest(const QString &message)
{
    return HttpResponse::error(400, "bad_request", message.toUtf8());
}

HttpResponse notNow(const QString &message)
{
    return HttpResponse::unavailable("not_stored", message.toUtf8());
}

} // namespace

Ingest::Ingest(Writer &writer, const Clock &clock, std::shared_ptr<const CurrentPolicy> policy,
               QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_clock(clock)
    , m_policy(std::move(policy))
    , m_receiver(std::make_shared<OutcomePost>(
          this,
          [this](std::vector<OutcomeReceiver::Settled> outcomes) { settle(std::move(outcomes)); }))
{ }

Ingest::~Ingest()
{
    m_receiver->detach();
}

void Ingest::takeHook(Source source, const HttpRequest &request, Responder responder)
{
    takePayload(request, source, request.body, std::move(responder));
}

void Ingest::takePayload(const HttpRequest &request, Source source, const QByteArray &payload,
                         Responder responder)
{
    Result<Envelope> envelope = hookEnvelope(request, source, m_clock.nowMs());
    if (!envelope)
        return responder.respond(badRequest(envelope.error().text));
    enqueueOne(makeIncoming(std::move(envelope).value(), payload, m_policy->get()),
               std::move(responder));
}

void Ingest::takeWrappedHook(const HttpRequest &request, Responder responder)
{
    takeForeign(request, {"data", "hook_type", nullptr}, std::move(responder));
}

void Ingest::takeForeignEvent(const HttpRequest &request, Responder responder)
{
    takeForeign(request, {"payload", "hook_event_type", "session_id"}, std::move(responder));
}

void Ingest::takeForeign(const HttpRequest &request, const ForeignShape &shape, Responder responder)
{
    const Result<QByteArray> payload = foreignPayload(request.body, shape);
    if (!payload)
        return responder.respond(badRequest(payload.error().text));
    takePayload(request, Source::ClaudeCode, *payload, std::move(responder));
}

void Ingest::enqueueOne(Result<IncomingEvent> event, Responder responder)
{
    if (!event)
        return responder.respond(badRequest(event.error().text));
    WriteRequest request{std::move(event).value(), m_receiver, ++m_lastTicket};
    if (!m_writer.enqueue(request))
        return responder.respond(notNow(u"the store takes no events now"_s));
    auto pending = std::make_shared<Pending>();
    pending->responder = std::move(responder);
    m_places.insert(m_lastTicket, {std::move(pending), 0, {}});
}

// The result of an element that can't be an event, or an empty object and a request for the writer.
QJsonObject Ingest::readElement(const BatchElement &element, Origin origin,
                                std::vector<WriteRequest> &requests)
{
    const QJsonObject object = element.value.toObject();
    Result<IncomingEvent> event = element.value.isObject()
        ? eventFromElement(element.text, object, origin, m_clock.nowMs(), m_policy->get())
        : Result<IncomingEvent>(Error{ErrorCode::InvalidInput, u"an event must be an object"_s});
    if (event) {
        requests.push_back({std::move(event).value(), m_receiver, ++m_lastTicket});
        return {};
    }
    return {{u"event_id"_s, object.value(u"event_id")}, {u"error"_s, event.error().text}};
}

void Ingest::takeBatch(const HttpRequest &request, Responder responder)
{
    const Result<std::vector<BatchElement>> elements = batchElements(request.body);
    if (!elements)
        return responder.respond(badRequest(elements.error().text));
    const Origin origin =
        request.head.header("Dogwatch-Origin") == "replay" ? Origin::Replay : Origin::Batch;
    auto pending = std::make_shared<Pending>();
    pending->isBatch = true;
    std::vector<WriteRequest> requests;
    std::vector<std::pair<quint64, Place>> places;
    for (const BatchElement &element : *elements) {
        const qsizetype index = pending->results.size();
        pending->results.append(readElement(element, origin, requests));
        if (requests.size() > places.size())
            places.push_back(
                {m_lastTicket, {pending, index, requests.back().event.envelope.eventId}});
    }
    pending->responder = std::move(responder);
    if (requests.empty()) {
        pending->responder.respond(
            HttpResponse::json(200,
                               QJsonDocument(QJsonObject{{u"results"_s, pending->results}})
                                   .toJson(QJsonDocument::Compact)));
        return;
    }
    if (!m_writer.enqueue(requests))
        return pending->responder.respond(notNow(u"the store takes no events now"_s));
    pending->missing = static_cast<qsizetype>(places.size());
    for (auto &[ticket, place] : places)
        m_places.insert(ticket, std::move(place));
}

void Ingest::settle(std::vector<OutcomeReceiver::Settled> outcomes)
{
    std::vector<PendingAnswer> answers;
    for (const OutcomeReceiver::Settled &settled : outcomes) {
        const Place place = m_places.take(settled.ticket);
        if (!place.pending)
            continue;
        if (place.pending->isBatch)
            answerPart(place, settled.outcome, answers);
        else
            answerOne(*place.pending, settled.outcome, answers);
    }
    for (PendingAnswer &answer : answers)
        answer.responder.respond(std::move(answer.response));
}

void Ingest::answerOne(Pending &pending, const EventOutcome &outcome,
                       std::vector<PendingAnswer> &answers)
{
    HttpResponse response;
    switch (outcome.kind) {
    case EventOutcome::Kind::Stored:
    case EventOutcome::Kind::Duplicate:
        // The agent reads the body as the output of its hook, so there is none.
        response = HttpResponse::empty(200);
        response.addHeader("Dogwatch-Seq", outcome.seq);
        response.addHeader("Dogwatch-Duplicate",
                           outcome.kind == EventOutcome::Kind::Duplicate ? "true" : "false");
        break;
    case EventOutcome::Kind::DeadLetter:
        response = HttpResponse::error(422, "dead_letter", outcome.text.toUtf8());
        break;
    case EventOutcome::Kind::Refused:
        response = notNow(outcome.text);
        break;
    }
    answers.push_back({std::move(pending.responder), std::move(response)});
}

void Ingest::answerPart(const Place &place, const EventOutcome &outcome,
                        std::vector<PendingAnswer> &answers)
{
    Pending &pending = *place.pending;
    QJsonObject result{{u"event_id"_s, place.eventId}};
    switch (outcome.kind) {
    case EventOutcome::Kind::Stored:
    case EventOutcome::Kind::Duplicate:
        result.insert(u"seq"_s, outcome.seq);
        result.insert(u"duplicate"_s, outcome.kind == EventOutcome::Kind::Duplicate);
        break;
    case EventOutcome::Kind::DeadLetter:
        result.insert(u"error"_s, outcome.text);
        break;
    case EventOutcome::Kind::Refused:
        pending.refused = true;
        break;
    }
    pending.results.replace(place.index, result);
    if (--pending.missing > 0)
        return;
    // One that is not stored makes the whole answer a 503: sent again, the others are duplicates.
    HttpResponse response = pending.refused
        ? notNow(u"not every event of the batch could be stored"_s)
        : HttpResponse::json(200,
                             QJsonDocument(QJsonObject{{u"results"_s, pending.results}})
                                 .toJson(QJsonDocument::Compact));
    answers.push_back({std::move(pending.responder), std::move(response)});
}

} // namespace dogwatch
