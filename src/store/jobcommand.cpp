// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobcommand.h"

#include "core/times.h"
#include "store/jobjson.h"
#include "store/jobround.h"
#include "store/jobtable.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<QByteArray> told(Database &database, qint64 id, qint64 nowMs)
{
    const Result<QJsonObject> job = jobJson(database, id, nowMs);
    return job ? Result<QByteArray>(bytesOf(*job)) : Result<QByteArray>(job.error());
}

Result<qint64> add(Database &database, const QByteArray &body, qint64 nowMs)
{
    const Result<Job> job = jobFromJson(body, Job());
    return job ? addJob(database, *job, nowMs) : Result<qint64>(job.error());
}

Result<void> change(Database &database, const JobCommand &command, qint64 nowMs)
{
    const Result<Job> now = jobById(database, command.id);
    if (!now)
        return now.error();
    const Result<Job> wanted = jobFromJson(command.body, *now);
    return wanted ? changeJob(database, *wanted, nowMs) : Result<void>(wanted.error());
}

} // namespace

Result<QByteArray> applyJobCommand(Database &database, const JobCommand &command, qint64 nowMs)
{
    if (command.verb == "add"_L1) {
        const Result<qint64> id = add(database, command.body, nowMs);
        return id ? told(database, *id, nowMs) : Result<QByteArray>(id.error());
    }
    if (command.verb == "run"_L1) {
        const Result<qint64> due = runNow(database, command.id, nowMs);
        if (!due)
            return due.error();
        return bytesOf({{u"job"_s, command.id}, {u"due"_s, toRfc3339(*due)}});
    }
    if (command.verb == "remove"_L1) {
        const Result<void> gone = removeJob(database, command.id);
        return gone ? Result<QByteArray>(QByteArray("{}")) : Result<QByteArray>(gone.error());
    }
    Result<void> done = Error{ErrorCode::InvalidInput, u"there is no such verb"_s};
    if (command.verb == "change"_L1)
        done = change(database, command, nowMs);
    else if (command.verb == "pause"_L1 || command.verb == "resume"_L1)
        done = pauseJob(database, command.id, command.verb == "pause"_L1, nowMs);
    return done ? told(database, command.id, nowMs) : Result<QByteArray>(done.error());
}

} // namespace dogwatch
