// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/servicefigures.h"

#include <QStringList>

#include <sqlite3.h>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QJsonValue textJson(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

// What does not work although events are taken; empty: all does.
QString failuresOf(const ServiceFigures &figures)
{
    QStringList failures{figures.jobsFailure, figures.transcriptsFailure};
    failures.removeAll(QString());
    return failures.join(u"; "_s);
}

} // namespace

QJsonObject readiness(const ServiceFigures &figures)
{
    if (figures.state != "ready"_L1)
        return {{u"ready"_s, false}, {u"state"_s, figures.state}, {u"reason"_s, figures.reason}};
    QJsonObject body{{u"ready"_s, true}};
    if (const QString failures = failuresOf(figures); !failures.isEmpty())
        body.insert(u"degraded"_s, failures);
    return body;
}

QJsonObject toJson(const ServiceFigures &figures)
{
    return {
        {u"ready"_s, figures.state == "ready"_L1},
        {u"state"_s, figures.state},
        {u"reason"_s, textJson(figures.reason)},
        {u"degraded"_s, textJson(failuresOf(figures))},
        {u"queue_depth"_s, figures.queueDepth},
        {u"spooled"_s, figures.spooled},
        {u"spool_dropped"_s, figures.spoolDropped},
        {u"refused"_s, figures.refused},
        {u"duplicates"_s, figures.duplicates},
        {u"commit_ms"_s,
         QJsonObject{{u"p50"_s, figures.commitP50Ms},
                     {u"p95"_s, figures.commitP95Ms},
                     {u"p99"_s, figures.commitP99Ms},
                     {u"commits"_s, figures.commits}}},
        {u"connections"_s, figures.connections},
        {u"version"_s, QStringLiteral(DOGWATCH_VERSION)},
        {u"sqlite_version"_s, QString::fromLatin1(sqlite3_libversion())},
        {u"qt_version"_s, QString::fromLatin1(qVersion())},
    };
}

} // namespace dogwatch
