// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "core/schedule.h"
#include "ctl/storeaccess.h"
#include "store/digestdata.h"

// The brief of the last day, made now from what is stored. It is neither kept nor sent.

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHourMs = 60LL * 60 * 1000;

} // namespace

Exit runDigest(const CommandContext &context)
{
    const Result<qint64> hours = numberOption(context.options, u"hours"_s, 24, 1, 24 * 7);
    if (!hours)
        return context.output.fail(hours.error().text, Exit::WrongUsage);
    const QString format = context.options.value(u"format"_s);
    if (!format.isEmpty() && format != "markdown"_L1 && format != "text"_L1)
        return context.output.fail(u"--format is markdown or text"_s, Exit::WrongUsage);
    const Result<QString> id = resolveZone(
        context.options.isSet(u"zone"_s) ? context.options.value(u"zone"_s) : u"local"_s);
    if (!id)
        return context.output.fail(id.error().text, Exit::WrongUsage);
    auto database = openForReading(context.folder);
    if (!database)
        return context.output.fail(database.error());
    const QTimeZone zone = *zoneOf(*id);
    const qint64 nowMs = SystemClock().nowMs();
    const Result<DigestData> data = digestData(**database, nowMs - *hours * kHourMs, nowMs, zone);
    if (!data)
        return context.output.fail(data.error());
    const Digest digest = makeDigest(*data, zone);
    if (context.output.isJson())
        context.output.print(QJsonObject{{u"headline"_s, digest.headline},
                                         {u"text"_s, digest.plain},
                                         {u"markdown"_s, digest.markdown},
                                         {u"unread"_s, QJsonArray::fromStringList(digest.unread)}});
    else
        for (const QString &line :
             (format == "markdown"_L1 ? digest.markdown : digest.plain).trimmed().split(u'\n'))
            context.output.line(line);
    return digest.unread.isEmpty() ? Exit::Done : Exit::StoreUnreadable;
}

} // namespace dogwatch
