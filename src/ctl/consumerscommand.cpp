// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/times.h"
#include "ctl/storeaccess.h"
#include "net/subscriptionanswer.h"
#include "net/subscriptionrequest.h"
#include "store/consumers.h"
#include "store/subscriptionjson.h"

#include <QJsonDocument>

// Who follows the streams, and how far each has come.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsage[] =
    "consumers list, show ID, create ID [--stream PATH]... [--pattern GLOB] [--webhook URL] "
    "[--wake-stream PATH] [--lease MS] [--from-start], ack ID STREAM OFFSET|now, or delete ID";

using Change = std::function<Result<SubscriptionOutcome>(Database &, qint64 nowMs)>;

QByteArray pathOf(const QByteArray &name, const char *verb)
{
    return "/api/consumers/" + name.toPercentEncoding() + '/' + verb;
}

Error errorOf(const Refusal &refusal)
{
    const QString text = QString::fromLatin1(refusal.message);
    if (refusal.status == 404)
        return {ErrorCode::NotFound, text};
    return {refusal.status == 409 ? ErrorCode::Conflict : ErrorCode::InvalidInput, text};
}

// In the app by `path` and `body`, or here.
Result<void> changeBy(const CommandContext &context, const QByteArray &path, const QByteArray &body,
                      const Change &apply)
{
    return change(
        context.folder, path,
        [&apply](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<SubscriptionOutcome> outcome = apply(database, SystemClock().nowMs());
            if (!outcome)
                return outcome.error();
            if (const std::optional<Refusal> refused = refusalOf(outcome->verdict))
                return errorOf(*refused);
            return ChangeSet();
        },
        body);
}

QString lagText(const Lag &lag)
{
    QStringList parts;
    if (lag.events > 0)
        parts.append(u"%1 events"_s.arg(lag.events));
    if (lag.bytes > 0)
        parts.append(u"%1 bytes"_s.arg(lag.bytes));
    return parts.isEmpty() ? u"none"_s : parts.join(u", "_s);
}

QString dueText(const Subscription &subscription)
{
    if (!subscription.dueAtMs || subscription.phase == SubscriptionPhase::Idle)
        return {};
    const bool isHeld = subscription.phase == SubscriptionPhase::Held;
    return (isHeld ? u"lease ends "_s : u"call at "_s) + toRfc3339(*subscription.dueAtMs);
}

QString kindName(const Subscription &subscription)
{
    return subscription.isWebhook() ? u"webhook"_s : u"pull-wake"_s;
}

Exit list(const CommandContext &context)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const qint64 nowMs = SystemClock().nowMs();
    if (context.output.isJson()) {
        const Result<QJsonArray> all = consumers(**database, nowMs);
        if (!all)
            return context.output.fail(all.error());
        context.output.print(*all);
        return Exit::Done;
    }
    const Result<std::vector<Subscription>> all = allSubscriptions(**database);
    if (!all)
        return context.output.fail(all.error());
    std::vector<QStringList> table;
    for (const Subscription &one : *all) {
        const Result<std::vector<SubscriptionLink>> links = linksOf(**database, one.id, nowMs);
        if (!links)
            return context.output.fail(links.error());
        table.push_back({QString::fromUtf8(one.name), kindName(one), phaseName(one.phase),
                         QString::number(links->size()), lagText(lagOf(*links)),
                         QString::fromUtf8(one.holder), dueText(one), one.error});
    }
    context.output.table({u"ID"_s, u"TYPE"_s, u"STATE"_s, u"STREAMS"_s, u"BEHIND"_s, u"HOLDER"_s,
                          u"DUE"_s, u"ERROR"_s},
                         table);
    return Exit::Done;
}

void printFacts(const CommandContext &context, const SubscriptionOutcome &found)
{
    const Subscription &one = found.subscription;
    std::vector<std::pair<QString, QString>> facts{
        {u"id"_s, QString::fromUtf8(one.name)},
        {u"type"_s, kindName(one)},
        {u"since"_s, toRfc3339(one.createdAtMs)},
        {u"state"_s, phaseName(one.phase)},
        {u"generation"_s, QString::number(one.generation)},
        {u"behind"_s, lagText(lagOf(found.links))},
    };
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.emplace_back(name, value);
    };
    add(u"pattern"_s, QString::fromUtf8(one.config.pattern));
    add(u"webhook"_s, QString::fromUtf8(one.config.url));
    add(u"wake stream"_s, QString::fromUtf8(one.config.wakeStream));
    add(u"holder"_s, QString::fromUtf8(one.holder));
    add(u"due"_s, dueText(one));
    add(u"failed calls"_s, one.attempts > 0 ? QString::number(one.attempts) : QString());
    add(u"error"_s, one.error);
    add(u"about"_s, one.config.description);
    context.output.facts(facts);
    std::vector<QStringList> table;
    for (const SubscriptionLink &link : found.links)
        table.push_back({QString::fromUtf8(link.path), QString::fromLatin1(ackedToken(link)),
                         QString::fromLatin1(offsetToken(link.tail)), lagText(lagOf({link}))});
    context.output.table({u"STREAM"_s, u"DONE TO"_s, u"TAIL"_s, u"BEHIND"_s}, table);
}

Exit show(const CommandContext &context, const QByteArray &name)
{
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const qint64 nowMs = SystemClock().nowMs();
    const Result<SubscriptionOutcome> found = showSubscription(**database, name, nowMs);
    if (!found)
        return context.output.fail(found.error());
    if (const std::optional<Refusal> refused = refusalOf(found->verdict))
        return context.output.fail(errorOf(*refused));
    if (context.output.isJson())
        context.output.print(consumerJson(found->subscription, found->links, true));
    else
        printFacts(context, *found);
    return Exit::Done;
}

// As the API takes it.
QByteArray requestOf(const CommandContext &context, const QString &name)
{
    const QCommandLineParser &options = context.options;
    QJsonObject object{{u"id"_s, name}, {u"type"_s, u"pull-wake"_s}};
    if (options.isSet(u"webhook"_s)) {
        object.insert(u"type"_s, u"webhook"_s);
        object.insert(u"webhook"_s, QJsonObject{{u"url"_s, options.value(u"webhook"_s)}});
    }
    const auto copy = [&](const QString &option, const QString &key) {
        if (options.isSet(option))
            object.insert(key, options.value(option));
    };
    copy(u"pattern"_s, u"pattern"_s);
    copy(u"wake-stream"_s, u"wake_stream"_s);
    if (options.isSet(u"stream"_s))
        object.insert(u"streams"_s, QJsonArray::fromStringList(options.values(u"stream"_s)));
    if (options.isSet(u"lease"_s)) // a word becomes a lease that is refused
        object.insert(u"lease_ttl_ms"_s, options.value(u"lease"_s).toLongLong());
    if (options.isSet(u"from-start"_s))
        object.insert(u"offset"_s, u"-1"_s);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Exit create(const CommandContext &context, const QByteArray &name)
{
    const QByteArray body = requestOf(context, QString::fromUtf8(name));
    const Result<SubscriptionConfig> config = configOf(body);
    if (!config)
        return context.output.fail(config.error().text, Exit::WrongUsage);
    if (!isSubscriptionName(name))
        return context.output.fail(u"an id is a name without slashes"_s, Exit::WrongUsage);
    const Result<void> done =
        changeBy(context, "/api/consumers", body, [&](Database &database, qint64 nowMs) {
            return createSubscription(database, name, *config, nowMs);
        });
    return done ? show(context, name) : context.output.fail(done.error());
}

Exit acknowledge(const CommandContext &context, const QByteArray &name)
{
    const QJsonObject ack{{u"stream"_s, context.arguments.at(2)},
                          {u"offset"_s, context.arguments.at(3)}};
    const QByteArray body =
        QJsonDocument(QJsonObject{{u"acks"_s, QJsonArray{ack}}}).toJson(QJsonDocument::Compact);
    const Result<std::vector<SubscriptionAck>> acks = skipsOf(body);
    if (!acks)
        return context.output.fail(u"an offset is what show says, or now"_s, Exit::WrongUsage);
    const Result<void> done =
        changeBy(context, pathOf(name, "ack"), body, [&](Database &database, qint64 nowMs) {
            return skipTo(database, name, *acks, nowMs);
        });
    return done ? show(context, name) : context.output.fail(done.error());
}

Exit remove(const CommandContext &context, const QByteArray &name)
{
    const Result<void> done =
        changeBy(context, pathOf(name, "delete"), "{}",
                 [&](Database &database, qint64) { return deleteSubscription(database, name); });
    if (!done)
        return context.output.fail(done.error());
    if (context.output.isJson())
        context.output.print(
            QJsonObject{{u"id"_s, QString::fromUtf8(name)}, {u"done"_s, u"delete"_s}});
    else
        context.output.line(u"Deleted, with its positions."_s);
    return Exit::Done;
}

} // namespace

Exit runConsumers(const CommandContext &context)
{
    const QString verb = context.arguments.value(0, u"list"_s);
    const QByteArray name = context.arguments.value(1).toUtf8();
    const qsizetype count = context.arguments.size();
    if (verb == "list"_L1 && count <= 1)
        return list(context);
    if (verb == "show"_L1 && count == 2)
        return show(context, name);
    if (verb == "create"_L1 && count == 2)
        return create(context, name);
    if (verb == "ack"_L1 && count == 4)
        return acknowledge(context, name);
    if (verb == "delete"_L1 && count == 2)
        return remove(context, name);
    return context.output.fail(QString::fromLatin1(kUsage), Exit::WrongUsage);
}

} // namespace dogwatch
