// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/ceilings.h"
#include "bench/hookbench.h"
#include "bench/importbench.h"
#include "bench/loadclient.h"
#include "bench/report.h"
#include "bench/searchbench.h"
#include "bench/streambench.h"
#include "bench/subject.h"
#include "bench/watchdogbench.h"
#include "bench/windowbench.h"
#include "bench/workload.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>
#include <array>
#include <cmath>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

struct Case
{
    QString name;
    int clients;
    bool newConnectionEach;
    int share; // of the load, see measureIngest
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

// Microseconds of each thread of the measured process for one event.
QJsonObject cpuPerEvent(const QHash<QString, qint64> &before, const QHash<QString, qint64> &after,
                        qint64 events)
{
    QJsonObject spent;
    for (auto it = after.cbegin(); it != after.cend() && events > 0; ++it) {
        const double each =
            static_cast<double>(it.value() - before.value(it.key())) / 1000 / double(events);
        if (each >= 0.1)
            spent.insert(it.key(), std::round(each * 10) / 10);
    }
    return spent;
}

LoadResult measure(const Case &what, qint64 scale, const Subject &subject)
{
    const Workload work(what.clients);
    LoadOptions load;
    load.port = subject.port();
    load.clients = what.clients;
    load.newConnectionEach = what.newConnectionEach;
    load.total = what.share * scale;
    load.request = [&](qint64 n, quint16 port) {
        return work.request(n, port, subject.token(), what.newConnectionEach);
    };
    return runLoad(load);
}

// With as many events to a commit as the store itself had under the load that it is compared with.
Result<QJsonObject> measureCeilings(qint64 scale, int eventsPerCommit)
{
    const qint64 total = 40 * scale; // as many as in that case
    const Result<double> sqlite = rawSqlitePerSecond(kBenchEventBytes, eventsPerCommit, total);
    if (!sqlite)
        return sqlite.error();
    const Workload work(100);
    LoadOptions load;
    load.clients = 100;
    load.total = total;
    load.request = [&](qint64 n, quint16 port) { return work.request(n, port, {}); };
    const Result<LoadResult> server = bareServer(load);
    if (!server)
        return server.error();
    return QJsonObject{{u"raw_sqlite_per_s"_s, std::round(*sqlite)},
                       {u"bare_server_per_s"_s, std::round(server->perSecond())},
                       {u"events_per_commit"_s, eventsPerCommit}};
}

// `onlyClients`: of the cases only those with so many clients; 0 for all.
void measureIngest(const Subject &subject, qint64 scale, int onlyClients, QJsonObject &report)
{
    const std::array cases{Case{u"one client, keep-alive"_s, 1, false, 2},
                           Case{u"22 clients, keep-alive"_s, 22, false, 20},
                           Case{u"100 clients, keep-alive"_s, 100, false, 40},
                           Case{u"one client, a new connection each"_s, 1, true, 2},
                           Case{u"22 clients, a new connection each"_s, 22, true, 20},
                           Case{u"100 clients, a new connection each"_s, 100, true, 20}};
    QJsonArray ingest;
    for (const Case &what : cases) {
        if (onlyClients != 0 && what.clients != onlyClients)
            continue;
        const QHash<QString, qint64> before = subject.cpuByThread();
        const qint64 commitsBefore = subject.commits();
        const LoadResult result = measure(what, scale, subject);
        QJsonObject figures = jsonOf(what, result);
        figures.insert(u"cpu_us_per_event"_s,
                       cpuPerEvent(before, subject.cpuByThread(), result.answered));
        const qint64 commits = std::max<qint64>(1, subject.commits() - commitsBefore);
        figures.insert(u"events_per_commit"_s, double(result.answered) / double(commits));
        ingest.append(figures);
    }
    report.insert(u"ingest"_s, ingest);
    report.insert(u"headless_rss_anon_mb"_s, subject.anonymousMb());
}

// What needs a display is left out where there is none, and says so.
QJsonObject measureWindowOrSay(int seconds)
{
    const Result<WindowFigures> figures = measureWindow(seconds);
    if (!figures)
        return {{u"not_measured"_s, figures.error().text}};
    return {{u"events_per_s"_s, std::round(figures->eventsPerSecond)},
            {u"gui_ms_per_tick"_s, figures->meanMsPerTick},
            {u"gui_ms_per_tick_p99"_s, figures->p99MsPerTick},
            {u"input_lag_p50_ms"_s, figures->lagP50Ms},
            {u"input_lag_max_ms"_s, figures->lagMaxMs},
            {u"cores"_s, figures->cores},
            {u"idle_cores"_s, figures->idleCores},
            {u"rss_anon_mb"_s, figures->rssAnonMb}};
}

// The ceilings beside the case that they are for.
Result<void> compareWithCeilings(qint64 scale, QJsonObject &report)
{
    const QJsonArray ingest = report.value(u"ingest").toArray();
    for (const QJsonValue &value : ingest) {
        const QJsonObject one = value.toObject();
        if (one.value(u"clients").toInt() != 100 || one.value(u"new_connection_each").toBool())
            continue;
        const Result<QJsonObject> ceilings =
            measureCeilings(scale, std::max(1, qRound(one.value(u"events_per_commit").toDouble())));
        if (!ceilings)
            return ceilings.error();
        report.insert(u"ceilings"_s, *ceilings);
        report.insert(u"share_of_ceiling"_s,
                      one.value(u"events_per_s").toDouble()
                          / std::min(ceilings->value(u"raw_sqlite_per_s").toDouble(),
                                     ceilings->value(u"bare_server_per_s").toDouble()));
    }
    return {};
}

Result<QJsonObject> measureAll(qint64 scale)
{
    QJsonObject report;
    {
        Subject subject;
        if (Result<void> started = subject.startHeadless(); !started)
            return started.error();
        measureIngest(subject, scale, 0, report);
        if (Result<void> compared = compareWithCeilings(scale, report); !compared)
            return compared.error();
        const Result<HookFigures> hook =
            measureHook(subject, programBesideUs(u"dogwatch-bench-client"_s), 200);
        if (!hook)
            return hook.error();
        report.insert(u"hook"_s,
                      QJsonObject{{u"median_ms"_s, hook->hookMs},
                                  {u"bare_client_ms"_s, hook->bareMs},
                                  {u"ratio"_s, hook->ratio},
                                  {u"app_down_ms"_s, hook->spoolMs}});
    }
    report.insert(u"window"_s, measureWindowOrSay(scale < 1000 ? 5 : 20));
    return report;
}

Result<QJsonObject> measureClients(int clients, qint64 scale)
{
    Subject subject;
    if (Result<void> started = subject.startHeadless(); !started)
        return started.error();
    QJsonObject report;
    measureIngest(subject, scale, clients, report);
    if (Result<void> compared = compareWithCeilings(scale, report); !compared)
        return compared.error();
    return report;
}

Result<QJsonObject> measureStreamsAlone(qint64 scale)
{
    Subject subject;
    if (Result<void> started = subject.startHeadless(); !started)
        return started.error();
    const Result<QJsonObject> figures = measureStreams(subject, scale);
    return figures ? QJsonObject{{u"streams"_s, *figures}} : Result<QJsonObject>(figures.error());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(DOGWATCH_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Measures a Dogwatch of the same build, on a throw-away folder and on loopback, beside "
        u"what this machine could do at best. Use a Release build and a machine at rest. The "
        u"window is measured on a virtual display (Xvfb)."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption asJson(u"json"_s, u"JSON instead of a table."_s);
    const QCommandLineOption quick(u"quick"_s, u"A tenth of the load."_s);
    const QCommandLineOption windowOnly(u"window"_s, u"The window's part alone."_s);
    const QCommandLineOption clients(u"clients"_s, u"Ingest with N clients alone (1, 22, 100)."_s,
                                     u"N"_s);
    const QCommandLineOption importOnly(u"import"_s, u"The import of transcripts alone."_s);
    const QCommandLineOption megabytes(u"megabytes"_s, u"So many of them."_s, u"MB"_s, u"302"_s);
    const QCommandLineOption ccusage(u"ccusage"_s, u"Compare the import with this program."_s,
                                     u"PROGRAM"_s);
    const QCommandLineOption searchOnly(u"search"_s, u"Searches in a store of a million events."_s);
    const QCommandLineOption watchdogOnly(
        u"watchdog"_s, u"A look of the watchdog with a thousand live sessions."_s);
    const QCommandLineOption streamsOnly(u"streams"_s, u"Clients' own streams alone."_s);
    parser.addOptions({asJson, quick, windowOnly, clients, importOnly, megabytes, ccusage,
                       searchOnly, watchdogOnly, streamsOnly});
    parser.process(app);

    const qint64 scale = parser.isSet(quick) ? 100 : 1000;
    const auto measureWhatWasAsked = [&]() -> Result<QJsonObject> {
        if (parser.isSet(windowOnly))
            return QJsonObject{{u"window"_s, measureWindowOrSay(scale < 1000 ? 5 : 20)}};
        if (parser.isSet(clients))
            return measureClients(parser.value(clients).toInt(), scale);
        if (parser.isSet(streamsOnly))
            return measureStreamsAlone(scale);
        if (parser.isSet(searchOnly)) {
            const Result<QJsonObject> figures = measureSearch(scale * 1000);
            return figures ? QJsonObject{{u"search"_s, *figures}}
                           : Result<QJsonObject>(figures.error());
        }
        if (parser.isSet(watchdogOnly)) {
            const Result<QJsonObject> figures = measureWatchdog(static_cast<int>(scale));
            return figures ? QJsonObject{{u"watchdog"_s, *figures}}
                           : Result<QJsonObject>(figures.error());
        }
        if (!parser.isSet(importOnly))
            return measureAll(scale);
        const Result<QJsonObject> figures = measureImport(
            {parser.value(megabytes).toInt(), scale < 1000 ? 1 : 5, parser.value(ccusage)});
        return figures ? QJsonObject{{u"import"_s, *figures}}
                       : Result<QJsonObject>(figures.error());
    };
    const Result<QJsonObject> report = measureWhatWasAsked();
    if (!report) {
        QTextStream(stderr) << "dogwatch-bench: " << report.error().text << Qt::endl;
        return 1;
    }
    QTextStream out(stdout);
    if (parser.isSet(asJson))
        out << QJsonDocument(*report).toJson() << Qt::flush;
    else
        printTable(out, *report);
    return 0;
}
