// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/report.h"

#include <QJsonArray>
#include <QTextStream>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QString text(const QJsonValue &value, int digits = 0)
{
    return QString::number(value.toDouble(), 'f', digits);
}

void row(QTextStream &out, const QString &name, const QString &value, const QString &budget = {})
{
    out << name.leftJustified(42) << value;
    if (!budget.isEmpty())
        out << "  (" << budget << ')';
    out << Qt::endl;
}

QString threads(const QJsonObject &spent)
{
    QStringList parts;
    for (auto it = spent.begin(); it != spent.end(); ++it)
        parts.append(it.key() + u' ' + text(it.value(), 1));
    return u"CPU us an event: "_s + parts.join(u", "_s);
}

// The budgets are for keep-alive with many clients, for new connections, and for one alone.
QString budgetOf(const QJsonObject &what)
{
    const int clients = what.value(u"clients").toInt();
    const bool fresh = what.value(u"new_connection_each").toBool();
    if (clients == 100 && !fresh)
        return u"at least 10000/s"_s;
    if (clients == 22 && fresh)
        return u"at least 5000/s, p99 at most 15 ms"_s;
    if (clients == 1 && !fresh)
        return u"p50 at most 1.5 ms"_s;
    return {};
}

void printWindow(QTextStream &out, const QJsonObject &window)
{
    if (window.contains(u"not_measured")) {
        row(out, u"window"_s, u"not measured: "_s + window.value(u"not_measured").toString());
        return;
    }
    out << "window, 100 live sessions, " << text(window.value(u"events_per_s")) << " events/s"
        << Qt::endl;
    row(out, u"  GUI thread per tick of 33 ms"_s,
        u"%1 ms, p99 %2 ms"_s.arg(text(window.value(u"gui_ms_per_tick"), 2),
                                  text(window.value(u"gui_ms_per_tick_p99"), 2)),
        u"at most 6 ms"_s);
    row(out, u"  input lag"_s,
        u"p50 %1 ms, longest %2 ms"_s.arg(text(window.value(u"input_lag_p50_ms"), 2),
                                          text(window.value(u"input_lag_max_ms"), 1)),
        u"at most 50 ms"_s);
    row(out, u"  whole process, cores"_s, text(window.value(u"cores"), 2));
    row(out, u"  the same without events, window open"_s, text(window.value(u"idle_cores"), 3));
    row(out, u"  RssAnon"_s, text(window.value(u"rss_anon_mb"), 1) + u" MB"_s, u"at most 120 MB"_s);
}

void printIngest(QTextStream &out, const QJsonObject &report)
{
    const QJsonArray ingest = report.value(u"ingest").toArray();
    for (const QJsonValue &value : ingest) {
        const QJsonObject one = value.toObject();
        row(out, one.value(u"case").toString(),
            u"%1/s  p50 %2 ms  p99 %3 ms  failed %4"_s.arg(
                text(one.value(u"events_per_s")), text(one.value(u"p50_ms"), 2),
                text(one.value(u"p99_ms"), 2), text(one.value(u"failed"))),
            budgetOf(one));
        row(out, {}, threads(one.value(u"cpu_us_per_event").toObject()));
    }
    if (report.contains(u"share_of_ceiling"))
        row(out, u"100 keep-alive clients, share of ceiling"_s,
            QString::number(100 * report.value(u"share_of_ceiling").toDouble(), 'f', 0) + u" %"_s,
            u"at least 50 %"_s);
    row(out, u"headless, RssAnon after all of it"_s,
        text(report.value(u"headless_rss_anon_mb"), 1) + u" MB"_s, u"at most 40 MB"_s);
}

void printHook(QTextStream &out, const QJsonObject &hook)
{
    row(out, u"hook client, whole process"_s,
        u"%1 ms; bare C client %2 ms; ratio %3"_s.arg(text(hook.value(u"median_ms"), 2),
                                                      text(hook.value(u"bare_client_ms"), 2),
                                                      text(hook.value(u"ratio"), 2)),
        u"ratio at most 2"_s);
    row(out, u"hook client, app down"_s, text(hook.value(u"app_down_ms"), 2) + u" ms"_s,
        u"at most 5 ms"_s);
}

void printImport(QTextStream &out, const QJsonObject &import)
{
    const double megabytes = import.value(u"megabytes").toDouble();
    const auto rate = [&](const char *key) {
        const double seconds = import.value(QLatin1String(key)).toDouble();
        return u"%1 s, %2 MB/s"_s.arg(text(seconds, 2),
                                      text(seconds > 0 ? megabytes / seconds : 0));
    };
    out << "import of " << text(megabytes) << " MB of transcripts in "
        << text(import.value(u"files")) << " files" << Qt::endl;
    row(out, u"  their usage, read for the first time"_s, rate("usage_known_s"));
    if (import.contains(u"ccusage_s"))
        row(out, u"  the same by ccusage"_s,
            rate("ccusage_s") + u"; ratio "_s + text(import.value(u"ratio"), 2), u"at most 1.5"_s);
    if (import.value(u"texts_s").toDouble() > 0)
        row(out, u"  their texts, behind that"_s, rate("texts_s"));
    row(out, u"  all of it again"_s, text(import.value(u"again_s"), 2) + u" s"_s);
    if (import.contains(u"ccusage_s"))
        row(out, u"  the totals are the same"_s,
            import.value(u"totals") == import.value(u"ccusage_totals") ? u"yes"_s : u"NO"_s);
}

void printSearch(QTextStream &out, const QJsonObject &search)
{
    out << "search, " << text(search.value(u"events")) << " events" << Qt::endl;
    row(out, u"  indexed"_s,
        u"%1/s, slice p50 %2 ms, p99 %3 ms, max %4 ms"_s.arg(
            text(search.value(u"indexed_per_s")), text(search.value(u"slice_p50_ms"), 1),
            text(search.value(u"slice_p99_ms"), 1), text(search.value(u"slice_max_ms"), 1)));
    const QJsonArray queries = search.value(u"queries").toArray();
    for (const QJsonValue &value : queries) {
        const QJsonObject query = value.toObject();
        row(out, u"  "_s + query.value(u"query").toString(),
            u"p50 %1 ms, p95 %2 ms, %3 hits"_s.arg(text(query.value(u"p50_ms"), 1),
                                                   text(query.value(u"p95_ms"), 1),
                                                   text(query.value(u"hits"))),
            u"p95 at most 100 ms"_s);
    }
}

void printWatchdog(QTextStream &out, const QJsonObject &watchdog)
{
    out << "watchdog, " << text(watchdog.value(u"live_sessions")) << " live sessions" << Qt::endl;
    const std::array<std::pair<QString, QString>, 5> parts{
        {{u"reading"_s, u"  reading"_s},
         {u"looking_outside"_s, u"  looking outside"_s},
         {u"lock_nothing_to_say"_s, u"  lock, nothing to say"_s},
         {u"lock_all_judged"_s, u"  lock, all judged"_s},
         {u"lock_all_lost"_s, u"  lock, all processes gone"_s}}};
    for (const auto &[key, name] : parts) {
        const QJsonObject figures = watchdog.value(key).toObject();
        row(out, name,
            figures.value(u"times").toInt() == 0
                ? u"none"_s
                : u"p50 %1 ms, p99 %2 ms, max %3 ms"_s.arg(text(figures.value(u"p50_ms"), 1),
                                                           text(figures.value(u"p99_ms"), 1),
                                                           text(figures.value(u"max_ms"), 1)),
            key.startsWith(u"lock") ? u"at most 10 ms"_s : QString());
    }
}

void printStreams(QTextStream &out, const QJsonObject &streams)
{
    const QJsonObject appends = streams.value(u"appends").toObject();
    const QJsonObject sse = streams.value(u"sse").toObject();
    row(out, u"appends to streams, 32 connections"_s,
        u"%1/s  p50 %2 ms  p99 %3 ms  failed %4"_s.arg(
            text(appends.value(u"per_s")), text(appends.value(u"p50_ms"), 2),
            text(appends.value(u"p99_ms"), 2), text(appends.value(u"failed"))),
        u"at least 15000/s"_s);
    row(out, u"%1 readers by SSE, 50 messages/s"_s.arg(text(sse.value(u"readers"))),
        u"p50 %1 ms  p99 %2 ms; %3 of them got all %4"_s.arg(
            text(sse.value(u"p50_ms"), 2), text(sse.value(u"p99_ms"), 2),
            text(sse.value(u"complete")), text(sse.value(u"sent"))),
        u"p50 at most 10 ms, and all of them"_s);
}

} // namespace

void printTable(QTextStream &out, const QJsonObject &report)
{
    if (report.contains(u"ceilings")) {
        const QJsonObject ceilings = report.value(u"ceilings").toObject();
        row(out, u"ceiling: raw SQLite, the same rows"_s,
            u"%1/s, %2 to a commit"_s.arg(text(ceilings.value(u"raw_sqlite_per_s")),
                                          text(ceilings.value(u"events_per_commit"))));
        row(out, u"ceiling: bare server"_s, text(ceilings.value(u"bare_server_per_s")) + u"/s"_s);
    }
    if (report.contains(u"ingest"))
        printIngest(out, report);
    if (report.contains(u"hook"))
        printHook(out, report.value(u"hook").toObject());
    if (report.contains(u"window"))
        printWindow(out, report.value(u"window").toObject());
    if (report.contains(u"import"))
        printImport(out, report.value(u"import").toObject());
    if (report.contains(u"watchdog"))
        printWatchdog(out, report.value(u"watchdog").toObject());
    if (report.contains(u"streams"))
        printStreams(out, report.value(u"streams").toObject());
    if (report.contains(u"search"))
        printSearch(out, report.value(u"search").toObject());
}

} // namespace dogwatch
