// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/noticeplan.h"

#include <QDateTime>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Kind = NoticeDecision::Kind;

NoticeDecision withdrawn(const QString &why)
{
    return {Kind::Withdraw, 0, why};
}

// What is decided of each by itself; nothing: it is to be shown.
std::optional<NoticeDecision> decideAlone(const NoticeCandidate &candidate,
                                          const NoticeRules &rules, const NoticeMoment &moment,
                                          std::optional<qint64> quietEndMs)
{
    if (candidate.isOver)
        return withdrawn(u"it was over"_s);
    if (candidate.isAcknowledged)
        return withdrawn(u"acknowledged"_s);
    if (candidate.isMuted)
        return withdrawn(u"the session is muted"_s);
    if (!rules.enabled
        || (candidate.kind && rules.loudnessOf(*candidate.kind) == NoticeLoudness::Off))
        return withdrawn(u"switched off"_s);
    if (!rules.inFrontToo && candidate.kind && moment.inFront == candidate.session)
        return withdrawn(u"its page was in front"_s);
    const qint64 holdMs = std::max(rules.pausedUntilMs > moment.nowMs ? rules.pausedUntilMs : 0,
                                   quietEndMs.value_or(0));
    if (holdMs > 0)
        return NoticeDecision{Kind::Hold, holdMs, {}};
    return std::nullopt;
}

bool hasPiledUp(const NoticeCandidate &candidate, const NoticeMoment &moment)
{
    return !candidate.wasAskedFor
        && (candidate.sinceMs < moment.startedMs
            || candidate.createdAtMs < moment.nowMs - kPiledUpMs);
}

} // namespace

std::vector<NoticeDecision> planNotices(std::span<const NoticeCandidate> candidates,
                                        const NoticeRules &rules, const NoticeMoment &moment)
{
    const std::optional<qint64> quietEndMs = quietUntil(rules, moment.nowMs);
    std::vector<NoticeDecision> decisions(candidates.size());
    std::vector<std::size_t> fresh;
    std::vector<std::size_t> piled;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (auto decided = decideAlone(candidates[i], rules, moment, quietEndMs))
            decisions[i] = *decided;
        else
            (hasPiledUp(candidates[i], moment) ? piled : fresh).push_back(i);
    }
    const bool isFlood = moment.moreWait || moment.summaryGoesOn;
    if (piled.size() == 1 && !isFlood) { // no sum of one
        fresh.insert(fresh.begin(), piled.front());
        piled.clear();
    }
    int room =
        isFlood ? 0 : std::clamp(rules.mostAnHour - moment.shownInTheHour, 0, kMostNoticesAtOnce);
    // Where not all can be shown by themselves, one of the places is the summary's.
    if (room > 0 && (!piled.empty() || fresh.size() > static_cast<std::size_t>(room)))
        --room;
    for (const std::size_t i : piled)
        decisions[i].kind = Kind::Summary;
    for (std::size_t n = 0; n < fresh.size(); ++n)
        decisions[fresh[n]].kind = n < static_cast<std::size_t>(room) ? Kind::Alone : Kind::Summary;
    return decisions;
}

// By the minutes that are left, because a time of day need not be there on a day of a clock change;
// an hour more or less is noticed when it is over.
std::optional<qint64> quietUntil(const NoticeRules &rules, qint64 nowMs)
{
    constexpr int kDay = 24 * 60;
    if (rules.quietFromMinute == rules.quietToMinute)
        return std::nullopt;
    const QTime local = QDateTime::fromMSecsSinceEpoch(nowMs).time();
    const int minute = local.hour() * 60 + local.minute();
    const int length = (rules.quietToMinute - rules.quietFromMinute + kDay) % kDay;
    const int passed = (minute - rules.quietFromMinute + kDay) % kDay;
    if (passed >= length)
        return std::nullopt;
    return nowMs - nowMs % 60'000 + (length - passed) * 60'000LL;
}

} // namespace dogwatch
