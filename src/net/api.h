// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/ingest.h"
#include "net/readapi.h"
#include "net/requesthandler.h"
#include "net/streamapi.h"
#include "net/subscriptionapi.h"
#include "net/subscriptionrunner.h"
#include "store/batchcommitter.h"
#include "store/jobcommand.h"

#include <functional>

namespace dogwatch {

class Clock;
class Writer;

// What the API asks of the rest of the program, for the command line and a second start. Called in
// the network thread; `done` may be called in any.
struct ServiceCommands
{
    using Done = std::function<void(Result<QByteArray>)>; // a JSON body

    std::function<void()> quit; // as SIGTERM
    // Shows the window, and in it the session, if one is named. False: there is no window.
    std::function<bool(const QString &session)> raise;
    std::function<void(Done)> rebuild;
    std::function<void(Done)> rebuildSearch; // the index, which is then filled behind the events
    std::function<void(qint64 id, Done)> retryDeadLetter;
    std::function<void(qint64 id, Done)> discardDeadLetter;
    std::function<void(Done)> rotateToken;
    // Takes in transcripts; of the paths named, or, where there are none, of the agents' folders.
    // Answers at once; busy where one is under way.
    std::function<void(const QStringList &paths, Done)> startImport;
    std::function<QByteArray()> importProgress; // of the last one, or empty
    std::function<void(const QByteArray &file, Done)> setPrices;
    // One round of keeping transcripts; as startImport.
    std::function<void(const QStringList &paths, Done)> startVault;
    std::function<QByteArray()> vaultProgress; // of the last one, or empty
    std::function<void(Done)> settings;
    // {"key","value"}; without a value the key goes back to its default.
    std::function<void(const QByteArray &change, Done)> changeSetting;
    // One transaction of the writer's, for what is no more than that.
    std::function<void(BatchCommitter::Work, Done)> change;
    std::function<void(const JobCommand &command, Done)> changeJobs;
};

// The routes. Decides by path and method alone, before a body is read, and hands on.
//
// Lives in the network thread; everything given to it outlives it.
class Api : public RequestHandler
{
public:
    Api(Writer &writer, const std::shared_ptr<Readers> &readers, const Clock &clock,
        std::shared_ptr<const CurrentPolicy> policy, FiguresSource figures,
        ServiceCommands commands, StreamOptions streams = {});

    [[nodiscard]] RoutePolicy policyFor(const RequestHead &head) const override;
    [[nodiscard]] std::optional<HttpResponse> admit(const RequestHead &head) override;
    void handle(HttpRequest &&request, Responder responder) override;

    // Lets go of whoever waits for something that may never come.
    void endLiveReads() { m_streams.endLiveReads(); }
    // Where it is reached by others: "http://127.0.0.1:4519".
    void setOrigin(const QByteArray &origin) { m_runner.setOrigin(origin); }

private:
    void handleGet(const QList<QByteArray> &path, const RequestHead &head, Responder responder);
    void handlePost(const QList<QByteArray> &path, const HttpRequest &request, Responder responder);
    void run(const std::function<void(ServiceCommands::Done)> &command, Responder responder);
    void change(BatchCommitter::Work work, Responder responder);

    const Clock &m_clock;
    Ingest m_ingest;
    ReadApi m_read;
    StreamApi m_streams;
    SubscriptionRunner m_runner;
    SubscriptionApi m_subscriptions;
    const ServiceCommands m_commands;
};

} // namespace dogwatch
