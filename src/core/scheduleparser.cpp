// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/schedule.h"
#include "core/times.h"

#include <QStringList>

#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kLongestMs = 366LL * 24 * 60 * kMinuteMs;

// One of the five fields: its range, and the names that stand for numbers from `least` on.
struct Field
{
    QString name;
    int least;
    int most;
    QStringList names;
};

Error wrong(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

std::optional<int> numberOf(const Field &field, const QString &text)
{
    const qsizetype named = field.names.indexOf(text.toLower());
    if (named >= 0)
        return static_cast<int>(named) + field.least;
    bool isNumber = false;
    const int value = text.toInt(&isNumber);
    // toInt() also takes signs and blanks.
    if (!isNumber || !text.front().isDigit() || value < field.least || value > field.most)
        return std::nullopt;
    return value;
}

Error badPart(const Field &field, const QString &part)
{
    return wrong(u"'%1' is no %2: numbers from %3 to %4, lists, ranges and steps"_s.arg(
        part, field.name, QString::number(field.least), QString::number(field.most)));
}

// "*", "5", "1-5", "*/10", "10-30/5", "10/5"
Result<quint64> partBits(const Field &field, const QString &part)
{
    const QStringList stepped = part.split(u'/');
    bool isNumber = true;
    const int step = stepped.size() == 2 ? stepped.at(1).toInt(&isNumber) : 1;
    if (stepped.size() > 2 || !isNumber || step < 1 || step > field.most)
        return badPart(field, part);
    int from = field.least;
    int to = field.most;
    if (stepped.front() != "*"_L1) {
        const QStringList ends = stepped.front().split(u'-');
        const std::optional<int> first = numberOf(field, ends.front());
        const std::optional<int> last = numberOf(field, ends.back());
        if (ends.size() > 2 || !first || !last || *first > *last)
            return badPart(field, part);
        from = *first;
        if (ends.size() == 2 || stepped.size() == 1)
            to = *last;
    }
    quint64 bits = 0;
    for (int value = from; value <= to; value += step)
        bits |= 1ULL << value;
    return bits;
}

Result<quint64> fieldBits(const Field &field, const QString &text)
{
    quint64 bits = 0;
    const QStringList parts = text.split(u',');
    for (const QString &part : parts) {
        const Result<quint64> more = part.isEmpty() ? badPart(field, text) : partBits(field, part);
        if (!more)
            return more.error();
        bits |= *more;
    }
    return bits;
}

bool isWild(const QString &text)
{
    return text.startsWith(u'*');
}

// A day of the month that one of its months has in some year.
bool hasADate(const CronSpec &spec)
{
    static constexpr std::array kLongest{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (!spec.anyWeekday)
        return true;
    for (int month = 1; month <= 12; ++month) {
        const quint64 days = (2ULL << kLongest.at(static_cast<std::size_t>(month))) - 2;
        if ((spec.months >> month & 1U) != 0 && (spec.days & days) != 0)
            return true;
    }
    return false;
}

Result<Schedule> parseCron(const QString &text)
{
    static const std::array kFields{
        Field{u"minute"_s, 0, 59, {}},
        Field{u"hour"_s, 0, 23, {}},
        Field{u"day of the month"_s, 1, 31, {}},
        Field{u"month"_s,
              1,
              12,
              {u"jan"_s, u"feb"_s, u"mar"_s, u"apr"_s, u"may"_s, u"jun"_s, u"jul"_s, u"aug"_s,
               u"sep"_s, u"oct"_s, u"nov"_s, u"dec"_s}},
        Field{u"day of the week"_s,
              0,
              7,
              {u"sun"_s, u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s}},
    };
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() != static_cast<qsizetype>(kFields.size()))
        return wrong(u"'%1' is no schedule: minute, hour, day of the month, month and day of the "
                     "week; or @daily, every 90m, at 2026-11-20T09:00+01:00"_s.arg(text));
    std::array<quint64, 5> bits{};
    for (std::size_t i = 0; i < kFields.size(); ++i) {
        const Result<quint64> field = fieldBits(kFields.at(i), words.at(static_cast<qsizetype>(i)));
        if (!field)
            return field.error();
        bits.at(i) = *field;
    }
    CronSpec spec;
    spec.minutes = bits[0];
    spec.hours = bits[1];
    spec.days = bits[2];
    spec.months = bits[3];
    spec.weekdays = (bits[4] | bits[4] >> 7) & 0x7F; // 7 is Sunday, too
    spec.anyDay = isWild(words.at(2));
    spec.anyWeekday = isWild(words.at(4));
    spec.isRhythm = words.at(0).contains(u'*') || words.at(0).contains(u'/')
        || words.at(1).contains(u'*') || words.at(1).contains(u'/');
    if (!hasADate(spec))
        return wrong(u"'%1' is due on no day of any year"_s.arg(text));
    return Schedule(spec);
}

Result<Schedule> parseEvery(const QString &text)
{
    const QString unit = text.right(1);
    bool isNumber = false;
    const qint64 count = text.chopped(1).toLongLong(&isNumber);
    const qint64 unitMs = unit == "m"_L1 ? kMinuteMs
        : unit == "h"_L1                 ? 60 * kMinuteMs
        : unit == "d"_L1                 ? 24 * 60 * kMinuteMs
                                         : 0;
    if (!isNumber || unitMs == 0 || count < 1 || count > kLongestMs / unitMs)
        return wrong(u"'every %1' is no schedule: a number of minutes, hours or days, such as "
                     "every 90m, from 1m to 366d"_s.arg(text));
    return Schedule(EverySpec{count * unitMs});
}

Result<Schedule> parseOnce(QString text)
{
    // Seconds may be left out.
    if (text.size() > 16 && text.at(16) != u':')
        text.insert(16, u":00"_s);
    const std::optional<qint64> at = fromRfc3339(text);
    if (!at)
        return wrong(u"'at %1' is no time: at 2026-11-20T09:00+01:00, with its offset"_s.arg(text));
    return Schedule(OnceSpec{*at});
}

} // namespace

Result<Schedule> parseSchedule(const QString &text)
{
    const QString simple = text.simplified();
    if (simple == "@hourly"_L1)
        return parseCron(u"0 * * * *"_s);
    if (simple == "@daily"_L1)
        return parseCron(u"0 0 * * *"_s);
    if (simple == "@weekly"_L1)
        return parseCron(u"0 0 * * 0"_s);
    if (simple == "@monthly"_L1)
        return parseCron(u"0 0 1 * *"_s);
    if (simple.startsWith("every "_L1))
        return parseEvery(simple.mid(6));
    if (simple.startsWith("at "_L1))
        return parseOnce(simple.mid(3));
    return parseCron(simple);
}

} // namespace dogwatch
