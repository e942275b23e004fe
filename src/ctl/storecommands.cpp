// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/times.h"
#include "ctl/storeaccess.h"
#include "store/backup.h"
#include "store/deadletters.h"
#include "store/readmodel.h"
#include "store/readmodeljson.h"
#include "store/rebuild.h"
#include "store/settingsstore.h"
#include "store/verify.h"

// The commands about the store itself.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Exit listDeadLetters(const CommandContext &context)
{
    const Result<qint64> limit = numberOption(context.options, u"limit"_s, 1000, 1, 10000);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<std::vector<DeadLetter>> letters = deadLetters(**database, static_cast<int>(*limit));
    if (!letters)
        return context.output.fail(letters.error());
    if (context.output.isJson()) {
        context.output.print(toJsonArray(*letters));
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const DeadLetter &letter : *letters)
        table.push_back({QString::number(letter.id), toRfc3339(letter.receivedAtMs), letter.source,
                         QString::number(letter.payload.size()), letter.error});
    context.output.table({u"ID"_s, u"RECEIVED"_s, u"SOURCE"_s, u"BYTES"_s, u"WHY"_s}, table);
    return Exit::Done;
}

Exit showDeadLetter(const CommandContext &context, qint64 id)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<DeadLetter> letter = deadLetterById(**database, id);
    if (!letter)
        return context.output.fail(letter.error());
    if (context.output.isJson()) {
        QJsonObject object = toJson(*letter);
        object.insert(u"payload"_s, QString::fromUtf8(letter->payload));
        context.output.print(object);
        return Exit::Done;
    }
    context.output.facts({{u"id"_s, QString::number(letter->id)},
                          {u"event"_s, letter->eventId},
                          {u"received"_s, toRfc3339(letter->receivedAtMs)},
                          {u"why"_s, letter->error}});
    context.output.line(QString::fromUtf8(letter->payload));
    return Exit::Done;
}

Exit changeDeadLetter(const CommandContext &context, const QString &verb, qint64 id)
{
    QStringList problems; // doctor tells them
    const StoragePolicy policy = policyOf(loadSettings(context.folder).settings, problems);
    const QByteArray path = "/api/dead-letters/" + QByteArray::number(id) + '/' + verb.toUtf8();
    const Result<void> done =
        change(context.folder, path,
               [&verb, id, &policy](Database &database, EventLog &log, Projector &projector) {
                   return verb == "retry"_L1 ? retryDeadLetter(database, log, projector, id, policy)
                                             : discardDeadLetter(database, id);
               });
    if (!done)
        return context.output.fail(done.error());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"id"_s, id}, {u"done"_s, verb}});
    else
        context.output.line(verb == "retry"_L1 ? u"Stored as an event."_s : u"Discarded."_s);
    return Exit::Done;
}

QJsonObject toJson(const Verdict &verdict)
{
    return {{u"sound"_s, verdict.sound},
            {u"tables_follow_from_log"_s, verdict.follows},
            {u"search_index_sound"_s, verdict.searchable},
            {u"problems"_s, QJsonArray::fromStringList(verdict.problems)}};
}

} // namespace

Exit runDeadLetters(const CommandContext &context)
{
    const QString verb = context.arguments.value(0, u"list"_s);
    if (verb == "list"_L1 && context.arguments.size() <= 1)
        return listDeadLetters(context);
    bool isNumber = false;
    const qint64 id = context.arguments.value(1).toLongLong(&isNumber);
    const bool isKnown = verb == "show"_L1 || verb == "retry"_L1 || verb == "discard"_L1;
    if (!isKnown || !isNumber)
        return context.output.fail(u"dead-letters list, or show|retry|discard and an id"_s,
                                   Exit::WrongUsage);
    return verb == "show"_L1 ? showDeadLetter(context, id) : changeDeadLetter(context, verb, id);
}

Exit runRebuild(const CommandContext &context)
{
    if (context.options.isSet(u"search"_s)) {
        bool isFilled = false; // else the app has emptied it, and fills it in its idle moments
        const Result<void> done = change(context.folder, "/api/rebuild?what=search", rebuildSearch,
                                         "{}", [&](Database &database) {
                                             isFilled = true;
                                             return indexTexts(database, context.output);
                                         });
        if (!done)
            return context.output.fail(done.error());
        if (context.output.isJson())
            context.output.print(QJsonObject{{u"rebuilt"_s, true}, {u"filled"_s, isFilled}});
        else
            context.output.line(
                isFilled
                    ? u"The search index was made anew."_s
                    : u"The search index is empty; the running app fills it behind the events."_s);
        return Exit::Done;
    }
    const Result<void> done = change(context.folder, "/api/rebuild", rebuildProjections);
    if (!done)
        return context.output.fail(done.error());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"rebuilt"_s, true}});
    else
        context.output.line(u"The tables were made anew from the log."_s);
    return Exit::Done;
}

Exit runVerify(const CommandContext &context)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    Result<Verdict> verdict = verifyStore(**database);
    if (!verdict)
        return context.output.fail(verdict.error());
    if (context.output.isJson()) {
        context.output.print(toJson(*verdict));
    } else {
        context.output.line(verdict->sound ? u"The store is sound."_s : u"The store is damaged."_s);
        context.output.line(verdict->follows ? u"Its tables follow from the log."_s
                                             : u"Its tables do not follow from the log."_s);
        context.output.line(verdict->searchable ? u"Its search index is sound."_s
                                                : u"Its search index is not sound."_s);
        for (const QString &problem : verdict->problems)
            context.output.line(u"  "_s + problem);
    }
    return verdict->sound && verdict->follows && verdict->searchable ? Exit::Done : Exit::Failed;
}

Exit runBackup(const CommandContext &context)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const Result<QString> path = context.arguments.isEmpty()
        ? backUpTo(**database, context.folder.backups(), u"by-hand"_s)
        : backUpAs(**database, context.arguments.first());
    if (!path)
        return context.output.fail(path.error().text, Exit::Failed);
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"file"_s, *path}});
    else
        context.output.line(*path);
    return Exit::Done;
}

} // namespace dogwatch
