// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"
#include "net/responder.h"
#include "store/writequeue.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

#include <functional>
#include <memory>

namespace dogwatch {

struct BatchElement;
struct ForeignShape;
class Clock;
class OutcomePost;
class Writer;

// Takes events in over HTTP and answers when they are committed, and not before: a 2xx is a
// promise.
//
// Lives in the network thread. The writer outlives it; outcomes come in the writer's thread through
// a receiver of its own and are posted here once a batch.
class Ingest : public QObject
{
    Q_OBJECT

public:
    Ingest(Writer &writer, const Clock &clock, std::shared_ptr<const CurrentPolicy> policy,
           QObject *parent = nullptr);
    ~Ingest() override;

    // POST /api/hooks/{source}: the payload as the agent gave it.
    void takeHook(Source source, const HttpRequest &request, Responder responder);
    // The two foreign shapes: {"hook_type","data"} and
    // {"source_app","session_id","hook_event_type","payload"}.
    void takeWrappedHook(const HttpRequest &request, Responder responder);
    void takeForeignEvent(const HttpRequest &request, Responder responder);
    // POST /api/events: {"events":[…]}, 1 to 1,000.
    void takeBatch(const HttpRequest &request, Responder responder);

private:
    // One answer that is owed: for one event, or for a batch.
    struct Pending
    {
        Responder responder;
        bool isBatch = false;
        QJsonArray results; // of a batch, in order of its elements
        qsizetype missing = 0;
        bool refused = false;
    };
    // Where the outcome of one event goes.
    struct Place
    {
        std::shared_ptr<Pending> pending;
        qsizetype index = 0;
        QString eventId;
    };

    void takeForeign(const HttpRequest &request, const ForeignShape &shape, Responder responder);
    void takePayload(const HttpRequest &request, Source source, const QByteArray &payload,
                     Responder responder);
    void enqueueOne(Result<IncomingEvent> event, Responder responder);
    [[nodiscard]] QJsonObject readElement(const BatchElement &element, Origin origin,
                                          std::vector<WriteRequest> &requests);
    void settle(std::vector<OutcomeReceiver::Settled> outcomes);
    void answerOne(Pending &pending, const EventOutcome &outcome,
                   std::vector<PendingAnswer> &answers);
    void answerPart(const Place &place, const EventOutcome &outcome,
                    std::vector<PendingAnswer> &answers);

    Writer &m_writer;
    const Clock &m_clock;
    const std::shared_ptr<const CurrentPolicy> m_policy;
    std::shared_ptr<OutcomePost> m_receiver;
    QHash<quint64, Place> m_places; // by ticket
    quint64 m_lastTicket = 0;
};

} // namespace dogwatch
