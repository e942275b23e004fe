// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/waitsjson.h"

#include "core/times.h"

#include <QJsonObject>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

bool isAny(const WaitSums &sums)
{
    return sums.questions > 0 || sums.waitedMs > 0;
}

} // namespace

Result<WaitTable> waitTable(Database &database, const QString &by, qint64 nowMs)
{
    if (by != "day"_L1 && by != "project"_L1)
        return Error{ErrorCode::InvalidInput, u"waits are by day or project"_s};
    const Result<std::vector<Wait>> waits = waitsBetween(database, 0, nowMs + 1, {});
    if (!waits)
        return waits.error();
    std::vector<qint64> borders{waits->empty() ? nowMs : waits->front().sinceMs};
    borders.front() -= borders.front() % kDayMs;
    while (borders.back() <= nowMs)
        borders.push_back(borders.back() + kDayMs);
    const WaitReport report = waitReport(*waits, borders, nowMs);
    WaitTable table;
    table.all = report.all;
    if (by == "project"_L1) {
        for (const auto &[project, sums] : report.byProject)
            table.rows.push_back({project, sums});
        return table;
    }
    for (std::size_t day = 0; day < report.bySlot.size(); ++day) {
        if (isAny(report.bySlot[day]))
            table.rows.push_back({toRfc3339(borders[day]).left(10), report.bySlot[day]});
    }
    return table;
}

QJsonArray toJsonArray(const WaitTable &table, const QString &by)
{
    QJsonArray array;
    for (const auto &[key, sums] : table.rows)
        array.append(QJsonObject{
            {by, key.isEmpty() ? QJsonValue() : QJsonValue(key)},
            {u"waited_ms"_s, sums.waitedMs},
            {u"questions"_s, sums.questions},
            {u"answered"_s, sums.answered},
            {u"median_answer_ms"_s, sums.medianMs ? QJsonValue(*sums.medianMs) : QJsonValue()}});
    return array;
}

} // namespace dogwatch
