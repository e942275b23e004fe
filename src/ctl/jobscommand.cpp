// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/schedule.h"
#include "ctl/storeaccess.h"
#include "store/jobcommand.h"
#include "store/jobjson.h"
#include "store/jobtable.h"

#include <QJsonDocument>

// Scheduled jobs, and what they did.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPreview = 5;

// By its id or its name.
Result<qint64> jobOf(Database &database, const QString &text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    const Result<std::vector<Job>> all = jobs(database);
    if (!all)
        return all.error();
    for (const Job &job : *all) {
        if (job.name == text || (isNumber && job.id == id))
            return job.id;
    }
    return Error{ErrorCode::NotFound, u"there is no job '%1'"_s.arg(text)};
}

QString stateOf(const QJsonObject &job)
{
    const QString reason = job.value(u"reason").toString();
    const QString state = job.value(u"state").toString();
    return reason.isEmpty() ? state : u"%1: %2"_s.arg(state, reason);
}

QString firstTime(const QJsonObject &job, const QString &key)
{
    return job.value(u"next").toArray().at(0).toObject().value(key).toString();
}

QString wordsOf(const QJsonObject &occurrence)
{
    const QString reason = occurrence.value(u"reason").toString();
    return reason.isEmpty() ? occurrence.value(u"result").toString() : reason;
}

Exit list(const CommandContext &context, Database &database)
{
    const Result<QJsonArray> rows = jobsJson(database, SystemClock().nowMs());
    if (!rows)
        return context.output.fail(rows.error());
    if (context.output.isJson()) {
        context.output.print(*rows);
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const QJsonValue &row : *rows) {
        const QJsonObject job = row.toObject();
        const QJsonObject last = job.value(u"last").toObject();
        table.push_back({QString::number(job.value(u"id").toInteger()),
                         job.value(u"name").toString(), job.value(u"kind").toString(),
                         job.value(u"schedule").toString(), job.value(u"zone").toString(),
                         stateOf(job), firstTime(job, u"utc"_s), firstTime(job, u"local"_s),
                         last.value(u"outcome").toString()});
    }
    context.output.table({u"ID"_s, u"NAME"_s, u"KIND"_s, u"SCHEDULE"_s, u"ZONE"_s, u"STATE"_s,
                          u"NEXT (UTC)"_s, u"NEXT (LOCAL)"_s, u"LAST"_s},
                         table);
    return Exit::Done;
}

void printTimes(const CommandContext &context, const QJsonArray &times)
{
    if (context.output.isJson())
        return context.output.print(times);
    std::vector<QStringList> table;
    for (const QJsonValue &time : times)
        table.push_back(
            {time.toObject().value(u"utc").toString(), time.toObject().value(u"local").toString()});
    context.output.table({u"UTC"_s, u"LOCAL"_s}, table);
}

Exit show(const CommandContext &context, Database &database, qint64 id)
{
    const Result<QJsonObject> job = jobJson(database, id, SystemClock().nowMs());
    if (!job)
        return context.output.fail(job.error());
    if (context.output.isJson()) {
        context.output.print(*job);
        return Exit::Done;
    }
    std::vector<std::pair<QString, QString>> facts;
    for (const QString &key : {u"id"_s, u"name"_s, u"kind"_s, u"schedule"_s, u"zone"_s, u"missed"_s,
                               u"overlap"_s, u"delivery"_s, u"rev"_s})
        facts.emplace_back(key, job->value(key).toVariant().toString());
    facts.emplace_back(u"state"_s, stateOf(*job));
    facts.emplace_back(
        u"options"_s,
        QString::fromUtf8(
            QJsonDocument(job->value(u"options").toObject()).toJson(QJsonDocument::Compact)));
    context.output.facts(facts);
    printTimes(context, job->value(u"next").toArray());
    return Exit::Done;
}

Exit history(const CommandContext &context, Database &database, qint64 id)
{
    const Result<qint64> limit = numberOption(context.options, u"limit"_s, 100, 1, 10'000);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    const Result<QJsonArray> rows = occurrencesJson(database, id, static_cast<int>(*limit));
    if (!rows)
        return context.output.fail(rows.error());
    if (context.output.isJson()) {
        context.output.print(*rows);
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const QJsonValue &row : *rows) {
        const QJsonObject one = row.toObject();
        table.push_back({one.value(u"due").toString(), one.value(u"outcome").toString(),
                         one.value(u"manual").toBool() ? u"by hand"_s : QString(), wordsOf(one)});
    }
    context.output.table({u"DUE (UTC)"_s, u"OUTCOME"_s, QString(), u"WHAT"_s}, table);
    return Exit::Done;
}

Exit tell(const CommandContext &context, const JobCommand &command)
{
    const auto answer = std::make_shared<QByteArray>("{}");
    const QByteArray path = command.id == 0
        ? QByteArray("/api/jobs")
        : "/api/jobs/" + QByteArray::number(command.id) + '/' + command.verb.toLatin1();
    const Result<void> done = change(
        context.folder, path,
        [command](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<QByteArray> applied =
                applyJobCommand(database, command, SystemClock().nowMs());
            return applied ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(applied.error());
        },
        command.body.isEmpty() ? QByteArray("{}") : command.body);
    if (!done)
        return context.output.fail(done.error());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"done"_s, command.verb}});
    else if (command.verb == "run"_L1)
        context.output.line(u"It runs now, or as soon as Dogwatch does."_s);
    else
        context.output.line(u"Done; dogwatchctl jobs list shows it."_s);
    return Exit::Done;
}

Job jobFromOptions(const CommandContext &context)
{
    Job job;
    job.schedule = context.options.value(u"schedule"_s);
    job.zone = context.options.isSet(u"zone"_s) ? context.options.value(u"zone"_s) : u"local"_s;
    return job;
}

Exit previewSchedule(const CommandContext &context)
{
    Job job = jobFromOptions(context);
    const Result<Schedule> schedule = parseSchedule(job.schedule);
    if (!schedule)
        return context.output.fail(schedule.error().text, Exit::WrongUsage);
    const Result<QString> zone = resolveZone(job.zone);
    if (!zone)
        return context.output.fail(zone.error().text, Exit::WrongUsage);
    job.zone = *zone;
    printTimes(context, nextTimes(job, SystemClock().nowMs(), kPreview));
    return Exit::Done;
}

// --schedule, --zone, --kind, and everything else as KEY=VALUE: of the options of its kind where it
// is none of the job's own.
Exit add(const CommandContext &context)
{
    static const QStringList kOwn{u"missed"_s, u"overlap"_s, u"delivery"_s, u"catch_up_ms"_s};
    static const QStringList kNumbers{u"days"_s, u"keep"_s, u"catch_up_ms"_s};
    static const QStringList kSwitches{u"notify"_s, u"file"_s};
    QJsonObject body{{u"name"_s, context.arguments.at(1)},
                     {u"schedule"_s, context.options.value(u"schedule"_s)},
                     {u"kind"_s, context.options.value(u"kind"_s)}};
    if (context.options.isSet(u"zone"_s))
        body.insert(u"zone"_s, context.options.value(u"zone"_s));
    QJsonObject options;
    const QStringList given = context.arguments.mid(2);
    for (const QString &pair : given) {
        const qsizetype at = pair.indexOf(u'=');
        if (at < 1)
            return context.output.fail(u"'%1' is no KEY=VALUE"_s.arg(pair), Exit::WrongUsage);
        const QString key = pair.left(at);
        const QString text = pair.mid(at + 1);
        bool isNumber = false;
        const qint64 number = text.toLongLong(&isNumber);
        QJsonValue value = text;
        if (kSwitches.contains(key) && (text == "true"_L1 || text == "false"_L1))
            value = text == "true"_L1;
        else if (kNumbers.contains(key) && isNumber)
            value = number;
        (kOwn.contains(key) ? body : options).insert(key, value);
    }
    body.insert(u"options"_s, options);
    const QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const Result<Job> job = jobFromJson(text, Job());
    const Result<void> sound =
        job ? checkJob(*job, SystemClock().nowMs()) : Result<void>(job.error());
    if (!sound)
        return context.output.fail(sound.error().text, Exit::WrongUsage);
    return tell(context, {u"add"_s, 0, text});
}

} // namespace

Exit runJobs(const CommandContext &context)
{
    const QString verb = context.arguments.value(0, u"list"_s);
    const qsizetype more = context.arguments.size() - 1;
    if (verb == "add"_L1 && more >= 1)
        return add(context);
    if (verb == "preview"_L1 && more == 0)
        return previewSchedule(context);
    static const QStringList kOfOne{u"show"_s,  u"history"_s, u"preview"_s, u"run"_s,
                                    u"pause"_s, u"resume"_s,  u"remove"_s};
    if (!(verb == "list"_L1 && more <= 0) && !(kOfOne.contains(verb) && more == 1))
        return context.output.fail(
            u"jobs list, jobs show|run|pause|resume|remove|history|preview NAME, jobs add NAME "
            "--kind KIND --schedule TEXT [--zone ZONE] [KEY=VALUE...], or jobs preview "
            "--schedule TEXT [--zone ZONE]"_s,
            Exit::WrongUsage);
    qint64 id = 0;
    {
        auto database = openForReading(context.folder);
        if (!database)
            return context.output.fail(database.error());
        if (verb == "list"_L1)
            return list(context, **database);
        const Result<qint64> found = jobOf(**database, context.arguments.at(1));
        if (!found)
            return context.output.fail(found.error());
        id = *found;
        if (verb == "show"_L1)
            return show(context, **database, id);
        if (verb == "history"_L1)
            return history(context, **database, id);
        // One that can't be read can only be removed.
        const Result<Job> job = jobById(**database, id);
        if (!job && verb != "remove"_L1)
            return context.output.fail(job.error());
        if (verb == "preview"_L1) {
            printTimes(context, nextTimes(*job, SystemClock().nowMs(), kPreview));
            return Exit::Done;
        }
    }
    return tell(context, {verb, id, {}});
}

} // namespace dogwatch
