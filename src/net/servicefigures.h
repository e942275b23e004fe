// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>

namespace dogwatch {

// What the process itself knows, beside the store: made by the composition root, called in the
// network thread.
struct ServiceFigures
{
    QString state; // "wiring", "ready", "failed"
    QString reason; // why it failed
    qint64 queueDepth = 0;
    qint64 spooled = 0;
    qint64 spoolDropped = 0; // events that found the spool full
    qint64 refused = 0;
    qint64 duplicates = 0;
    double commitP50Ms = 0;
    double commitP95Ms = 0;
    double commitP99Ms = 0;
    qint64 commits = 0;
    qint64 connections = 0;
    QString searchFailure; // why the search index is not brought up to date
    QString jobsFailure; // why scheduled jobs are not seen to
    QString transcriptsFailure; // what of the running sessions' transcripts can't be read
};
using FiguresSource = std::function<ServiceFigures()>;

// What /api/ready says: events are taken, and what does not work all the same. Pure.
[[nodiscard]] QJsonObject readiness(const ServiceFigures &figures);
// The part of /api/status that no reader of the store can know. Pure.
[[nodiscard]] QJsonObject toJson(const ServiceFigures &figures);

} // namespace dogwatch
