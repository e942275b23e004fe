// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/noticeclaim.h"

#include "core/enumnames.h"
#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kEnds{
    EnumName{NoticeEnd::Done, u"done"},
    EnumName{NoticeEnd::Failed, u"failed"},
    EnumName{NoticeEnd::Unknown, u"unknown"},
};
constexpr qint64 kHourMs = 60 * 60 * 1000;

constexpr char kPending[] = R"(
    SELECT outbox.id, outbox.cause, outbox.created_at, outbox.attempts, item.kind,
        item.session_ref, item.since, item.resolved_at, item.tool_name, item.summary, item.reason,
        session.id, session.project, mark.acknowledged_at, mute.muted_at, parcel.title,
        parcel.content
    FROM outbox
    LEFT JOIN outbox_parcel AS parcel ON parcel.outbox_id = outbox.id
    LEFT JOIN attention_item AS item ON item.id = outbox.cause
    LEFT JOIN session ON session.ref = item.session_ref
    LEFT JOIN attention_mark AS mark ON mark.item_id = outbox.cause
    LEFT JOIN session_mute AS mute ON mute.session_ref = item.session_ref
    WHERE outbox.target = 'notification' AND outbox.state = 'pending' AND outbox.not_before <= ?
    ORDER BY outbox.not_before, outbox.id LIMIT ?)";
constexpr char kShown[] = R"(
    SELECT count(DISTINCT notice) FROM outbox WHERE target = 'notification' AND sent_at > ?)";
constexpr char kNextDue[] = R"(
    SELECT min(not_before) FROM outbox WHERE target = 'notification' AND state = 'pending')";
constexpr char kWithdraw[] = "UPDATE outbox SET state = 'withdrawn', error = ? WHERE id = ?";
constexpr char kHold[] = "UPDATE outbox SET not_before = ? WHERE id = ?";
constexpr char kSend[] = R"(
    UPDATE outbox SET state = 'sending', attempts = attempts + 1, sent_at = ?, notice = ?
    WHERE id = ?)";
constexpr char kFinish[] = R"(
    UPDATE outbox SET state = ?, error = ? WHERE id IN (
        SELECT id FROM outbox WHERE target = 'notification' AND state = 'sending' AND notice = ?
        ORDER BY id LIMIT ?))";

// The hour's count is of what was shown.
constexpr char kPutBack[] = R"(
    UPDATE outbox SET state = 'pending', attempts = attempts - 1, sent_at = NULL, notice = NULL
    WHERE id IN (
        SELECT id FROM outbox WHERE target = 'notification' AND state = 'sending' AND notice = ?
        ORDER BY id LIMIT ?))";

struct Pending
{
    std::vector<ClaimedNotice> notices;
    std::vector<NoticeCandidate> candidates; // of the same index
};

Result<Pending> readPending(Database &database, qint64 nowMs)
{
    Pending pending;
    Statement select(database, kPending);
    select.bind(nowMs).bind(kMostClaimed + 1);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return pending;
        const bool isMessage = !select.isNull(15);
        const auto kind = attentionKindFromName(select.text(4));
        const SessionRef session{select.integer(5)};
        pending.notices.push_back({select.integer(0), select.text(1), kind, select.text(15),
                                   session, select.text(11), select.text(12), select.text(8),
                                   select.text(isMessage ? 16 : 9), select.text(10),
                                   select.integer(6)});
        NoticeCandidate candidate;
        candidate.kind = kind;
        candidate.session = session;
        candidate.sinceMs = select.integer(6);
        candidate.createdAtMs = select.integer(2);
        // What a sum would say of a message is nothing.
        candidate.wasAskedFor = isMessage || select.integer(3) > 0;
        // An item that is not there any more is over, too.
        candidate.isOver = !isMessage && (!kind || !select.isNull(7));
        candidate.isAcknowledged = !select.isNull(13);
        candidate.isMuted = !select.isNull(14);
        pending.candidates.push_back(candidate);
    }
}

Result<std::optional<qint64>> readNumber(Statement &select)
{
    const Result<bool> row = select.next();
    if (!row)
        return row.error();
    return *row ? select.optionalInteger(0) : std::nullopt;
}

Result<void> settle(Database &database, const NoticeDecision &decision, ClaimedNotice notice,
                    qint64 nowMs, NoticeClaim &claim)
{
    if (decision.kind == NoticeDecision::Kind::Withdraw) {
        Statement withdraw(database, kWithdraw);
        return withdraw.bind(decision.why).bind(notice.id).run();
    }
    if (decision.kind == NoticeDecision::Kind::Hold) {
        Statement hold(database, kHold);
        return hold.bind(decision.untilMs).bind(notice.id).run();
    }
    qint64 standsFor = notice.id;
    if (decision.kind == NoticeDecision::Kind::Summary) {
        if (claim.summaryId == 0)
            claim.summaryId = notice.id;
        standsFor = claim.summaryId;
        claim.summaryCauses.append(notice.cause);
    }
    Statement send(database, kSend);
    if (Result<void> sent = send.bind(nowMs).bind(standsFor).bind(notice.id).run(); !sent)
        return sent;
    if (decision.kind == NoticeDecision::Kind::Alone)
        claim.alone.push_back(std::move(notice));
    return {};
}

} // namespace

Result<NoticeClaim> claimNotices(Database &database, const NoticeRules &rules, NoticeMoment moment,
                                 qint64 summaryId)
{
    Result<Pending> pending = readPending(database, moment.nowMs);
    if (!pending)
        return pending.error();
    Statement shown(database, kShown);
    const Result<std::optional<qint64>> count = readNumber(shown.bind(moment.nowMs - kHourMs));
    if (!count)
        return count.error();
    moment.shownInTheHour = static_cast<int>(count->value_or(0));
    moment.moreWait = pending->notices.size() > kMostClaimed;
    moment.summaryGoesOn = summaryId != 0;
    if (moment.moreWait) {
        pending->notices.resize(kMostClaimed);
        pending->candidates.resize(kMostClaimed);
    }
    NoticeClaim claim;
    claim.summaryId = summaryId;
    claim.more = moment.moreWait;
    const std::vector<NoticeDecision> decisions = planNotices(pending->candidates, rules, moment);
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        Result<void> settled =
            settle(database, decisions[i], std::move(pending->notices[i]), moment.nowMs, claim);
        if (!settled)
            return settled.error();
    }
    Statement due(database, kNextDue);
    const Result<std::optional<qint64>> next = readNumber(due);
    if (!next)
        return next.error();
    claim.nextDueMs = *next;
    return claim;
}

Result<bool> finishNotice(Database &database, qint64 id, NoticeEnd end, const QString &error)
{
    Statement finish(database, end == NoticeEnd::Waits ? kPutBack : kFinish);
    if (end != NoticeEnd::Waits)
        finish.bind(nameOf(kEnds, end)).bind(error);
    finish.bind(id).bind(kMostClaimed);
    if (Result<void> done = finish.run(); !done)
        return done.error();
    return finish.changedRows() == kMostClaimed;
}

} // namespace dogwatch
