// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/ceilings.h"
#include "bench/hookbench.h"
#include "bench/loadclient.h"
#include "bench/subject.h"
#include "core/uuid7.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <algorithm>
#include <cmath>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kEventBytes = 1500;
// Each run gets a name of its own, so that no event of one is a duplicate of another's.
QByteArray theRun;

QByteArray payloadOf(qint64 n, int sessions)
{
    // Both events of a call belong to one session.
    const QByteArray session = "bench-" + QByteArray::number(n / 2 % sessions);
    const QByteArray call = theRun + QByteArray::number(n / 2);
    const bool post = n % 2 == 1;
    QByteArray payload = R"({"session_id":")" + session
        + R"(","transcript_path":"/home/dev/.claude/projects/x/)" + session
        + R"(.jsonl","cwd":"/home/dev/project","permission_mode":"default","hook_event_name":")"
        + (post ? "PostToolUse" : "PreToolUse") + R"(","tool_name":"Bash","tool_use_id":"toolu_)"
        + call + R"(","tool_input":{"command":"pytest -q tests/api"},"tool_response":{"stdout":")";
    payload += QByteArray(std::max<qsizetype>(0, kEventBytes - payload.size() - 3), 'x');
    return payload + "\"}}";
}

QByteArray requestOf(quint16 port, const QByteArray &token, const QByteArray &body, bool closing)
{
    return "POST /api/hooks/claude-code HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\n"
        + (closing ? "Connection: close\r\n" : "")
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

struct Case
{
    QString name;
    int clients;
    bool newConnectionEach;
    qint64 total;
};

QJsonObject jsonOf(const Case &what, const LoadResult &result)
{
    return {{u"case"_s, what.name},
            {u"clients"_s, what.clients},
            {u"new_connection_each"_s, what.newConnectionEach},
            {u"events_per_s"_s, std::round(result.perSecond())},
            {u"p50_ms"_s, result.percentileMs(0.50)},
            {u"p99_ms"_s, result.percentileMs(0.99)},
            {u"failed"_s, result.failed}};
}

LoadResult measure(const Case &what, const Subject &subject)
{
    theRun = makeUuid7(QDateTime::currentMSecsSinceEpoch()).left(13).toLatin1();
    LoadOptions load;
    load.port = subject.port();
    load.clients = what.clients;
    load.newConnectionEach = what.newConnectionEach;
    load.total = what.total;
    load.request = [&](qint64 n, quint16 port) {
        return requestOf(port, subject.token(), payloadOf(n, what.clients), what.newConnectionEach);
    };
    return runLoad(load);
}

void row(QTextStream &out, const QString &name, const QString &value)
{
    out << name.leftJustified(44) << value << Qt::endl;
}

QString number(double value, int digits = 0)
{
    return QString::number(value, 'f', digits);
}

Result<QJsonObject> ceilings(qint64 total)
{
    Result<double> sqlite = rawSqlitePerSecond(kEventBytes, 100, total);
    if (!sqlite)
        return sqlite.error();
    LoadOptions load;
    load.clients = 100;
    load.total = total;
    load.request = [](qint64 n, quint16 port) {
        return requestOf(port, {}, payloadOf(n, 100), false);
    };
    Result<LoadResult> server = bareServer(load);
    if (!server)
        return server.error();
    return QJsonObject{{u"raw_sqlite_per_s"_s, std::round(*sqlite)},
                       {u"bare_server_per_s"_s, std::round(server->perSecond())}};
}

int run(bool json, qint64 scale)
{
    QTextStream out(stdout);
    QTextStream err(stderr);
    Subject subject;
    if (Result<void> started = subject.start(); !started) {
        err << "dogwatch-bench: " << started.error().text << Qt::endl;
        return 1;
    }
    QJsonObject report;
    Result<QJsonObject> best = ceilings(20 * scale);
    if (!best) {
        err << "dogwatch-bench: " << best.error().text << Qt::endl;
        return 1;
    }
    report.insert(u"ceilings"_s, *best);
    const double ceiling = std::min(best->value(u"raw_sqlite_per_s").toDouble(),
                                    best->value(u"bare_server_per_s").toDouble());
    QJsonArray ingest;
    double keepAlive100 = 0;
    for (const Case &what :
         {Case{u"one client, keep-alive"_s, 1, false, 2 * scale},
          Case{u"22 clients, keep-alive"_s, 22, false, 20 * scale},
          Case{u"100 clients, keep-alive"_s, 100, false, 40 * scale},
          Case{u"one client, a new connection each"_s, 1, true, 2 * scale},
          Case{u"22 clients, a new connection each"_s, 22, true, 20 * scale},
          Case{u"100 clients, a new connection each"_s, 100, true, 20 * scale}}) {
        const LoadResult result = measure(what, subject);
        if (what.clients == 100 && !what.newConnectionEach)
            keepAlive100 = result.perSecond();
        ingest.append(jsonOf(what, result));
    }
    report.insert(u"ingest"_s, ingest);
    report.insert(u"share_of_ceiling"_s, keepAlive100 / ceiling);
    report.insert(u"headless_rss_anon_mb"_s, subject.anonymousMb());
    Result<HookFigures> hook =
        measureHook(subject, programBesideUs(u"dogwatch-bench-client"_s), 200);
    if (!hook) {
        err << "dogwatch-bench: " << hook.error().text << Qt::endl;
        return 1;
    }
    report.insert(u"hook"_s,
                  QJsonObject{{u"median_ms"_s, hook->hookMs},
                              {u"bare_client_ms"_s, hook->bareMs},
                              {u"ratio"_s, hook->ratio},
                              {u"app_down_ms"_s, hook->spoolMs}});
    if (json) {
        out << QJsonDocument(report).toJson() << Qt::flush;
        return 0;
    }
    row(out, u"ceiling: raw SQLite, events/s"_s,
        number(best->value(u"raw_sqlite_per_s").toDouble()));
    row(out, u"ceiling: bare server, requests/s"_s,
        number(best->value(u"bare_server_per_s").toDouble()));
    for (const QJsonValue &value : std::as_const(ingest)) {
        const QJsonObject one = value.toObject();
        row(out, one.value(u"case").toString(),
            u"%1/s  p50 %2 ms  p99 %3 ms  failed %4"_s.arg(
                number(one.value(u"events_per_s").toDouble()),
                number(one.value(u"p50_ms").toDouble(), 2),
                number(one.value(u"p99_ms").toDouble(), 2),
                number(one.value(u"failed").toDouble())));
    }
    row(out, u"100 keep-alive clients, share of the ceiling"_s,
        number(100 * keepAlive100 / ceiling) + u" %"_s);
    row(out, u"headless, RssAnon after all of it"_s, number(subject.anonymousMb(), 1) + u" MB"_s);
    row(out, u"hook client, whole process"_s,
        u"%1 ms; bare C client %2 ms; ratio %3"_s.arg(
            number(hook->hookMs, 2), number(hook->bareMs, 2), number(hook->ratio, 2)));
    row(out, u"hook client, app down"_s, number(hook->spoolMs, 2) + u" ms"_s);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(DOGWATCH_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures a Dogwatch of the same build, on a throw-away "
                                     u"folder and on loopback, beside what "
                                     u"this machine could do at best. Use a Release build."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption asJson(u"json"_s, u"JSON instead of a table."_s);
    const QCommandLineOption quick(u"quick"_s, u"A tenth of the load."_s);
    parser.addOptions({asJson, quick});
    parser.process(app);
    return run(parser.isSet(asJson), parser.isSet(quick) ? 100 : 1000);
}
