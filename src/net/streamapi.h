// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "net/gate.h"
#include "net/livereaders.h"
#include "store/workport.h"

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

    [[nodiscard]] static RoutePolicy policyFor(const RequestHead &head);
    [[nodiscard]] std::optional<HttpResponse> admit(const RequestHead &head) const;
    void handle(HttpRequest &&request, Responder responder);

    // Lets go of all who wait.
    void endLiveReads() { m_live.endAll(); }
    // Somebody else has added to that stream.
    void wake(const QByteArray &path) { m_live.wake(path); }

Q_SIGNALS:
    // It has more than before, and that is committed. 0: the log of events.
    void streamGrew(qint64 id);

private:
    using Apply = std::function<Result<StreamOutcome>(Database &)>;
    using AnswerOf = std::function<HttpResponse(const StreamOutcome &)>;

    void create(const HttpRequest &request, Responder responder);
    void append(const HttpRequest &request, Responder responder);
    void remove(const RequestHead &head, Responder responder);
    void read(const RequestHead &head, Responder responder);
    void write(const QByteArray &path, qsizetype bytes, Apply apply, AnswerOf answer,
               Responder responder);
    void extend(const StreamPage &page, const LiveReaders::Done &done);
    void sweep();

    const Clock &m_clock;
    ReadPort m_port;
    WorkPort m_works;
    LiveReaders m_live;
    std::shared_ptr<ChangeFeed::Mailbox> m_events; // tells that the monitor's log has grown
    QTimer m_sweepTimer;
};

} // namespace dogwatch
