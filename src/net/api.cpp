// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/api.h"

#include "core/clock.h"
#include "net/attentionwork.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// A path of the API: "*" stands for any one segment.
struct Route
{
    const char *method;
    std::array<QByteArrayView, 4> segments;
    std::size_t count;
};

constexpr std::array kRoutes{
    Route{"GET", {"api", "live"}, 2},
    Route{"GET", {"api", "ready"}, 2},
    Route{"GET", {"api", "status"}, 2},
    Route{"GET", {"api", "sessions"}, 2},
    Route{"GET", {"api", "sessions", "*"}, 3},
    Route{"GET", {"api", "sessions", "*", "events"}, 4},
    Route{"GET", {"api", "sessions", "*", "agents"}, 4},
    Route{"GET", {"api", "sessions", "*", "tool_calls"}, 4},
    Route{"GET", {"api", "attention"}, 2},
    Route{"GET", {"api", "usage"}, 2},
    Route{"GET", {"api", "waits"}, 2},
    Route{"GET", {"api", "search"}, 2},
    Route{"GET", {"api", "import"}, 2},
    Route{"GET", {"api", "config"}, 2},
    Route{"GET", {"api", "vault"}, 2},
    Route{"GET", {"api", "consumers"}, 2},
    Route{"GET", {"api", "consumers", "*"}, 3},
    Route{"GET", {"api", "jobs"}, 2},
    Route{"GET", {"api", "jobs", "*"}, 3},
    Route{"GET", {"api", "jobs", "*", "occurrences"}, 4},
    Route{"GET", {"metrics"}, 1},
    Route{"POST", {"api", "hooks", "*"}, 3},
    Route{"POST", {"api", "events"}, 2},
    Route{"POST", {"events"}, 1},
    Route{"POST", {"api", "quit"}, 2},
    Route{"POST", {"api", "raise"}, 2},
    Route{"POST", {"api", "rebuild"}, 2},
    Route{"POST", {"api", "import"}, 2},
    Route{"POST", {"api", "prices"}, 2},
    Route{"POST", {"api", "config"}, 2},
    Route{"POST", {"api", "vault"}, 2},
    Route{"POST", {"api", "consumers"}, 2},
    Route{"POST", {"api", "consumers", "*", "ack"}, 4},
    Route{"POST", {"api", "consumers", "*", "delete"}, 4},
    Route{"POST", {"api", "jobs"}, 2},
    Route{"POST", {"api", "jobs", "*"}, 3},
    Route{"POST", {"api", "jobs", "*", "run"}, 4},
    Route{"POST", {"api", "jobs", "*", "pause"}, 4},
    Route{"POST", {"api", "jobs", "*", "resume"}, 4},
    Route{"POST", {"api", "jobs", "*", "remove"}, 4},
    Route{"POST", {"api", "token", "rotate"}, 3},
    Route{"POST", {"api", "dead-letters", "*", "retry"}, 4},
    Route{"POST", {"api", "dead-letters", "*", "discard"}, 4},
    Route{"POST", {"api", "outbox", "*", "retry"}, 4},
    Route{"POST", {"api", "outbox", "*", "discard"}, 4},
    Route{"POST", {"api", "attention", "*", "acknowledge"}, 4},
    Route{"POST", {"api", "attention", "*", "snooze"}, 4},
    Route{"POST", {"api", "sessions", "*", "mute"}, 4},
    Route{"POST", {"api", "sessions", "*", "unmute"}, 4},
};

bool matches(const Route &route, const QList<QByteArray> &path)
{
    if (static_cast<std::size_t>(path.size()) != route.count)
        return false;
    for (std::size_t i = 0; i < route.count; ++i) {
        if (route.segments.at(i) != "*"
            && route.segments.at(i) != path.at(static_cast<qsizetype>(i)))
            return false;
    }
    return true;
}

bool isKnownHook(const QByteArray &name)
{
    return name == "event" || sourceFromName(QString::fromUtf8(name)).has_value();
}

// {"paths":["/a","/b"]}
QStringList pathsOf(const QByteArray &body)
{
    QStringList paths;
    const QJsonArray named = QJsonDocument::fromJson(body).object().value(u"paths").toArray();
    for (const QJsonValue &path : named)
        paths.append(path.toString());
    return paths;
}

// jobs, jobs/{id}, jobs/{id}/{verb}
JobCommand jobCommandOf(const QList<QByteArray> &path, const QByteArray &body)
{
    if (path.size() == 2)
        return {u"add"_s, 0, body};
    const QString verb = path.size() == 3 ? u"change"_s : QString::fromLatin1(path.at(3));
    return {verb, path.at(2).toLongLong(), body};
}

HttpResponse notFound()
{
    return HttpResponse::error(404, "not_found", "there is no such path");
}

} // namespace

Api::Api(Writer &writer, const std::shared_ptr<Readers> &readers, const Clock &clock,
         std::shared_ptr<const CurrentPolicy> policy, FiguresSource figures,
         ServiceCommands commands, StreamOptions streams)
    : m_clock(clock)
    , m_ingest(writer, clock, std::move(policy))
    , m_read(readers, std::move(figures))
    , m_streams(writer, readers, clock, streams)
    , m_runner(writer, readers, clock)
    , m_subscriptions(writer, readers, clock, m_runner)
    , m_commands(std::move(commands))
{
    QObject::connect(&m_streams, &StreamApi::streamGrew, &m_runner,
                     &SubscriptionRunner::noteGrowth);
    QObject::connect(&m_runner, &SubscriptionRunner::wakeStreamGrew, &m_streams, &StreamApi::wake);
}

RoutePolicy Api::policyFor(const RequestHead &head) const
{
    if (isSubscriptionPath(head))
        return SubscriptionApi::policyFor(head);
    return isStreamPath(head) ? StreamApi::policyFor(head) : RoutePolicy::forApi(head);
}

std::optional<HttpResponse> Api::admit(const RequestHead &head)
{
    if (isSubscriptionPath(head))
        return SubscriptionApi::admit(head);
    if (isStreamPath(head))
        return m_streams.admit(head);
    const QList<QByteArray> path = head.segments();
    QByteArray allowed;
    for (const Route &route : kRoutes) {
        if (!matches(route, path))
            continue;
        if (head.method == route.method) {
            const bool isHook = route.count == 3 && path.at(1) == "hooks";
            return isHook && !isKnownHook(path.at(2)) ? std::optional(notFound()) : std::nullopt;
        }
        allowed = route.method;
    }
    if (allowed.isEmpty())
        return notFound();
    HttpResponse response =
        HttpResponse::error(405, "method_not_allowed", "this path takes another method");
    response.addHeader("Allow", allowed);
    return response;
}

void Api::handle(HttpRequest &&request, Responder responder)
{
    if (isSubscriptionPath(request.head))
        return m_subscriptions.handle(request, std::move(responder));
    if (isStreamPath(request.head))
        return m_streams.handle(std::move(request), std::move(responder));
    const QList<QByteArray> path = request.head.segments();
    if (path.value(1) == "consumers")
        return m_subscriptions.handleConsumers(path.value(2), path.value(3), request,
                                               std::move(responder));
    if (request.head.method == "POST")
        handlePost(path, request, std::move(responder));
    else
        handleGet(path, request.head, std::move(responder));
}

void Api::handleGet(const QList<QByteArray> &path, const RequestHead &head, Responder responder)
{
    const QByteArray &name = path.last();
    if (path.first() == "metrics")
        return m_read.metrics(std::move(responder));
    if (path.at(1) == "jobs")
        return m_read.jobs(path.size() > 2 ? std::optional(path.at(2).toLongLong()) : std::nullopt,
                           path.size() == 4, head, m_clock.nowMs(), std::move(responder));
    if (path.size() >= 3) // sessions/{id}[/part]
        return m_read.session(QString::fromUtf8(path.at(2)),
                              path.size() == 4 ? QString::fromUtf8(name) : QString(), head,
                              std::move(responder));
    if (name == "live")
        return responder.respond(HttpResponse::empty(200));
    if (name == "ready")
        return m_read.ready(std::move(responder));
    if (name == "status")
        return m_read.status(std::move(responder));
    if (name == "sessions")
        return m_read.sessions(head, std::move(responder));
    if (name == "import" || name == "vault") {
        QByteArray progress =
            name == "import" ? m_commands.importProgress() : m_commands.vaultProgress();
        return responder.respond(progress.isEmpty()
                                     ? HttpResponse::error(404, "not_found", "not begun yet")
                                     : HttpResponse::json(200, std::move(progress)));
    }
    if (name == "config")
        return run(m_commands.settings, std::move(responder));
    if (name == "attention")
        return m_read.attention(std::move(responder));
    if (name == "search")
        return m_read.search(head, std::move(responder));
    if (name == "waits")
        return m_read.waits(head, m_clock.nowMs(), std::move(responder));
    m_read.usage(head, std::move(responder));
}

void Api::handlePost(const QList<QByteArray> &path, const HttpRequest &request, Responder responder)
{
    if (path.first() == "events")
        return m_ingest.takeForeignEvent(request, std::move(responder));
    const QByteArray &name = path.at(1);
    if (name == "hooks") {
        if (path.at(2) == "event")
            return m_ingest.takeWrappedHook(request, std::move(responder));
        // admit() let only known sources through.
        const Source source = *sourceFromName(QString::fromUtf8(path.at(2)));
        return m_ingest.takeHook(source, request, std::move(responder));
    }
    if (name == "events")
        return m_ingest.takeBatch(request, std::move(responder));
    if (name == "quit") {
        responder.respond(HttpResponse::json(200, "{}"));
        return m_commands.quit();
    }
    if (name == "raise")
        return responder.respond(
            m_commands.raise(QString::fromUtf8(request.head.queryValue("open")))
                ? HttpResponse::json(200, "{}")
                : HttpResponse::error(409, "no_window", "there is no window"));
    if (name == "rebuild")
        return run(request.head.queryValue("what") == "search" ? m_commands.rebuildSearch
                                                               : m_commands.rebuild,
                   std::move(responder));
    if (name == "import" || name == "vault") {
        const auto &start = name == "import" ? m_commands.startImport : m_commands.startVault;
        return run([&start, paths = pathsOf(request.body)](
                       const ServiceCommands::Done &done) { start(paths, done); },
                   std::move(responder));
    }
    if (name == "prices") {
        return run(
            [this, &request](const ServiceCommands::Done &done) {
                m_commands.setPrices(request.body, done);
            },
            std::move(responder));
    }
    if (name == "config") {
        return run(
            [this, &request](const ServiceCommands::Done &done) {
                m_commands.changeSetting(request.body, done);
            },
            std::move(responder));
    }
    if (name == "jobs") {
        return run([this, command = jobCommandOf(path, request.body)](
                       const ServiceCommands::Done &done) { m_commands.changeJobs(command, done); },
                   std::move(responder));
    }
    if (name == "token")
        return run(m_commands.rotateToken, std::move(responder));
    if (name != "dead-letters") {
        Result<BatchCommitter::Work> work = attentionWork(request.head, path, m_clock.nowMs());
        if (!work)
            return responder.respond(
                HttpResponse::error(400, "bad_request", work.error().text.toUtf8()));
        return change(std::move(work).value(), std::move(responder));
    }
    const qint64 id = path.at(2).toLongLong();
    const auto &command =
        path.at(3) == "retry" ? m_commands.retryDeadLetter : m_commands.discardDeadLetter;
    run([&command, id](const ServiceCommands::Done &done) { command(id, done); },
        std::move(responder));
}

void Api::change(BatchCommitter::Work work, Responder responder)
{
    run([this, &work](const ServiceCommands::Done &done) { m_commands.change(work, done); },
        std::move(responder));
}

void Api::run(const std::function<void(ServiceCommands::Done)> &command, Responder responder)
{
    auto shared = std::make_shared<Responder>(std::move(responder));
    command([shared](Result<QByteArray> body) {
        if (body)
            return shared->respond(HttpResponse::json(200, std::move(body).value()));
        const QByteArray text = body.error().text.toUtf8();
        if (body.error().code == ErrorCode::NotFound)
            return shared->respond(HttpResponse::error(404, "not_found", text));
        if (body.error().code == ErrorCode::Conflict)
            return shared->respond(HttpResponse::error(409, "conflict", text));
        if (body.error().code == ErrorCode::InvalidInput)
            return shared->respond(HttpResponse::error(422, "refused", text));
        shared->respond(HttpResponse::unavailable("failed", text));
    });
}

} // namespace dogwatch
