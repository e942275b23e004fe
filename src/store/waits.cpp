// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/waits.h"

#include "store/database.h"
#include "store/statement.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Nobody is waited for any longer.
constexpr qint64 kLongestMs = 31LL * 24 * 60 * 60 * 1000;

constexpr char kWaits[] = R"(
    SELECT item.session_ref, session.project, item.since, item.resolved_at, item.resolution,
        call.ended_at - call.duration_ms
    FROM attention_item AS item JOIN session ON session.ref = item.session_ref
    LEFT JOIN tool_call AS call ON call.session_ref = item.session_ref
        AND call.id = item.tool_use_id AND call.status IN ('completed', 'failed')
    WHERE item.since >= ? AND item.since < ? AND item.kind IN ('permission', 'question')
        AND ifnull(item.resolved_at, ?) > ?
    ORDER BY item.since, item.id)";

// The end of a session, told or found, ends its questions too.
bool isAnswer(const QString &resolution)
{
    return resolution != "SessionEnd"_L1 && resolution != "process_gone"_L1;
}

Wait readWait(const Statement &row)
{
    Wait wait;
    wait.session = SessionRef{row.integer(0)};
    wait.project = row.text(1);
    wait.sinceMs = row.integer(2);
    wait.untilMs = row.optionalInteger(3);
    wait.isAnswered = wait.untilMs && isAnswer(row.text(4));
    // Where the agent does not say how long the call ran, its start is that of the question.
    const std::optional<qint64> ranFrom = row.optionalInteger(5);
    if (wait.untilMs && ranFrom && *ranFrom > wait.sinceMs)
        wait.untilMs = std::min(*wait.untilMs, *ranFrom);
    return wait;
}

using Span = std::pair<qint64, qint64>;

// What overlaps is one.
std::vector<Span> merged(std::vector<Span> spans)
{
    std::sort(spans.begin(), spans.end());
    std::vector<Span> apart;
    for (const Span &span : spans) {
        if (!apart.empty() && span.first <= apart.back().second)
            apart.back().second = std::max(apart.back().second, span.second);
        else
            apart.push_back(span);
    }
    return apart;
}

std::optional<qint64> median(std::vector<qint64> times)
{
    if (times.empty())
        return std::nullopt;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    if (times.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(times.begin(), middle)) / 2;
}

// One row of the report, and how long its answers took.
struct Counted
{
    WaitSums sums;
    std::vector<qint64> answers;

    void add(const Wait &wait)
    {
        ++sums.questions;
        if (!wait.isAnswered)
            return;
        ++sums.answered;
        answers.push_back(*wait.untilMs - wait.sinceMs);
    }
    WaitSums finished()
    {
        sums.medianMs = median(std::move(answers));
        return sums;
    }
};

} // namespace

Result<std::vector<Wait>> waitsBetween(Database &database, qint64 fromMs, qint64 beforeMs,
                                       const ReadCancelled &cancelled)
{
    std::vector<Wait> waits;
    Statement select(database, kWaits);
    select.bind(fromMs - kLongestMs).bind(beforeMs).bind(beforeMs).bind(fromMs);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return waits;
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            return Error{ErrorCode::Cancelled, u"nobody waits for it"_s};
        waits.push_back(readWait(select));
    }
}

WaitReport waitReport(std::span<const Wait> waits, std::span<const qint64> borders, qint64 nowMs)
{
    WaitReport report;
    if (borders.size() < 2)
        return report;
    const auto slotOf = [&borders](qint64 atMs) {
        return static_cast<std::size_t>(std::upper_bound(borders.begin(), borders.end(), atMs)
                                        - borders.begin() - 1);
    };
    std::vector<Counted> ofSlot(borders.size() - 1);
    std::map<QString, Counted> ofProject;
    Counted all;
    std::map<SessionRef, std::pair<QString, std::vector<Span>>> bySession;
    for (const Wait &wait : waits) {
        if (wait.sinceMs >= borders.front() && wait.sinceMs < borders.back()) {
            ofSlot[slotOf(wait.sinceMs)].add(wait);
            ofProject[wait.project].add(wait);
            all.add(wait);
        }
        const Span span{std::max(wait.sinceMs, borders.front()),
                        std::min(wait.untilMs.value_or(nowMs), borders.back())};
        if (span.first < span.second) {
            bySession[wait.session].first = wait.project;
            bySession[wait.session].second.push_back(span);
        }
    }
    for (const auto &[session, asked] : bySession) {
        for (auto [begin, end] : merged(asked.second)) {
            ofProject[asked.first].sums.waitedMs += end - begin;
            all.sums.waitedMs += end - begin;
            for (std::size_t slot = slotOf(begin); begin < end; ++slot) {
                const qint64 border = std::min(end, borders[slot + 1]);
                ofSlot[slot].sums.waitedMs += border - begin;
                begin = border;
            }
        }
    }
    for (Counted &slot : ofSlot)
        report.bySlot.push_back(slot.finished());
    for (auto &[project, counted] : ofProject)
        report.byProject.emplace(project, counted.finished());
    report.all = all.finished();
    return report;
}

} // namespace dogwatch
