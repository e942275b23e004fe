// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "net/gate.h"
#include "net/livereaders.h"
#include "store/workpost.h"

#include <QTimer>

namespace dogwatch {

class Writer;

struct StreamOptions
{
    LiveTimes times;
};

// Everything below /v1/stream/: the public protocol of durable streams over the same store and
// writer as the events. Appends of all clients share commits; an answer leaves after the commit,
// and only then are those woken who wait for it. The monitor's own log is read here too, and
// written by nobody.
//
// Lives in the network thread; everything given to it outlives it.
class StreamApi : public QObject
{
    Q_OBJECT

public:
    StreamApi(Writer &writer, std::shared_ptr<Readers> readers, const Clock &clock,
              StreamOptions options, QObject *parent = nullptr);
    ~StreamApi() override;

    [[nodiscard]] static RoutePolicy policyFor(const RequestHead &head);
    [[nodiscard]] std::optional<HttpResponse> admit(const RequestHead &head) const;
    void handle(HttpRequest &&request, Responder responder);

    // Lets go of all who wait.
    void endLiveReads() { m_live.endAll(); }

private:
    struct Pending
    {
        Responder responder;
        std::function<HttpResponse()> answer; // after the commit
        std::function<void()> committed; // wakes whoever waits for it
    };
    using Apply = std::function<Result<StreamOutcome>(Database &)>;
    using AnswerOf = std::function<HttpResponse(const StreamOutcome &)>;

    void create(const HttpRequest &request, Responder responder);
    void append(const HttpRequest &request, Responder responder);
    void remove(const RequestHead &head, Responder responder);
    void read(const RequestHead &head, Responder responder);
    void write(const QByteArray &path, qsizetype bytes, Apply apply, AnswerOf answer,
               Responder responder);
    void settle(const std::vector<WorkReceiver::Settled> &settled);
    void touch(const StreamPage &page);
    void sweep();

    Writer &m_writer;
    const Clock &m_clock;
    ReadPort m_port;
    LiveReaders m_live;
    const std::shared_ptr<WorkPost> m_receiver;
    std::shared_ptr<ChangeFeed::Mailbox> m_events; // tells that the monitor's log has grown
    std::unordered_map<quint64, Pending> m_pending; // by ticket
    quint64 m_lastTicket = 0;
    QTimer m_sweepTimer;
};

} // namespace dogwatch
