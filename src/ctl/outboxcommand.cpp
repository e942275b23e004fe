// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "store/outbox.h"
#include "store/privatefile.h"

// What left, or is to leave, the program to tell somebody.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Exit list(const CommandContext &context)
{
    const Result<qint64> limit = numberOption(context.options, u"limit"_s, 1000, 1, 100'000);
    if (!limit)
        return context.output.fail(limit.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const Result<std::vector<OutboxRow>> rows = outboxRows(**database, static_cast<int>(*limit));
    if (!rows)
        return context.output.fail(rows.error());
    if (context.output.isJson()) {
        context.output.print(toJsonArray(*rows));
        return Exit::Done;
    }
    std::vector<QStringList> table;
    for (const OutboxRow &row : *rows)
        table.push_back({QString::number(row.id), toRfc3339(row.createdAtMs), row.target, row.state,
                         QString::number(row.attempts), row.cause, row.error});
    context.output.table(
        {u"ID"_s, u"QUEUED"_s, u"TARGET"_s, u"STATE"_s, u"TRIES"_s, u"CAUSE"_s, u"WHY"_s}, table);
    return Exit::Done;
}

Exit changeRow(const CommandContext &context, const QString &verb, qint64 id)
{
    const QByteArray path = "/api/outbox/" + QByteArray::number(id) + '/' + verb.toUtf8();
    const Result<void> done =
        change(context.folder, path, [&verb, id](Database &database, EventLog &, Projector &) {
            return verb == "retry"_L1 ? retryOutbox(database, id, SystemClock().nowMs())
                                      : discardOutbox(database, id);
        });
    if (!done)
        return context.output.fail(done.error());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"id"_s, id}, {u"done"_s, verb}});
    else
        context.output.line(verb == "retry"_L1 ? u"It is sent again."_s : u"Discarded."_s);
    return Exit::Done;
}

// What whoever gets our webhooks checks their signature with.
Exit secret(const CommandContext &context)
{
    if (Result<void> ready = context.folder.prepare(); !ready)
        return context.output.fail(ready.error());
    const Result<QByteArray> key = ensureWebhookKey(context.folder.path());
    if (!key)
        return context.output.fail(key.error());
    const QString text = u"whsec_"_s + QString::fromLatin1(key->toBase64());
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"secret"_s, text}});
    else
        context.output.line(text);
    return Exit::Done;
}

} // namespace

Exit runOutbox(const CommandContext &context)
{
    const QString verb = context.arguments.value(0, u"list"_s);
    if (verb == "list"_L1 && context.arguments.size() <= 1)
        return list(context);
    if (verb == "secret"_L1 && context.arguments.size() == 1)
        return secret(context);
    bool isNumber = false;
    const qint64 id = context.arguments.value(1).toLongLong(&isNumber);
    if ((verb != "retry"_L1 && verb != "discard"_L1) || !isNumber)
        return context.output.fail(
            u"outbox list, outbox secret, or outbox retry|discard and an id"_s, Exit::WrongUsage);
    return changeRow(context, verb, id);
}

} // namespace dogwatch
