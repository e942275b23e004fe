// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/rowfindings.h"

#include "store/callruns.h"
#include "store/database.h"
#include "store/overload.h"
#include "store/spending.h"
#include "store/statement.h"

#include <QSet>

#include <algorithm>
#include <iterator>

namespace dogwatch {

namespace {

// Those kinds that only rows show, with what tells the item's cause.
constexpr char kOpen[] = R"(
    SELECT id, session_ref, kind, agent_id FROM attention_item
    WHERE resolved_at IS NULL AND kind IN ('loop', 'errors', 'overload', 'collision', 'limit',
        'budget')
    ORDER BY id)";

struct OpenItem
{
    QString id;
    SessionRef session{};
    AttentionKind kind = AttentionKind::Loop;
    QString agentId;
};

Result<std::vector<OpenItem>> openItems(Database &database)
{
    std::vector<OpenItem> items;
    Statement select(database, kOpen);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return items;
        items.push_back({select.text(0), SessionRef{select.integer(1)},
                         attentionKindFromName(select.text(2)).value_or(AttentionKind::Loop),
                         select.text(3)});
    }
}

// A limit is for all sessions together, and its item stands where it was first raised.
bool isOfAll(const RowFinding &finding)
{
    return finding.kind == AttentionKind::Limit
        || (finding.kind == AttentionKind::Budget && !finding.cause.startsWith(u"session"));
}

QString itemIdOf(const RowFinding &finding)
{
    return attentionItemId(finding.session, finding.kind, finding.cause);
}

RowFinding overOf(const OpenItem &item, const Session &session)
{
    RowFinding over;
    over.key = session.key;
    over.session = item.session;
    over.kind = item.kind;
    over.agentId = item.agentId;
    over.cause = attentionCause(item.id, item.session, item.kind);
    over.isOver = true;
    return over;
}

bool isAtWork(const SessionState &state, const QString &agentId)
{
    const bool isOver =
        state.session.endedAtMs || state.session.goneAtMs || state.session.turn != TurnState::Open;
    const auto agent = state.agents.constFind(agentId);
    return !isOver && (agent == state.agents.cend() || !agent->endedAtMs);
}

Result<bool> isStillTrue(Database &database, const SessionState &state, const RowFinding &finding,
                         qint64 nowMs)
{
    switch (finding.kind) {
    case AttentionKind::Loop:
    case AttentionKind::Errors:
        if (!isAtWork(state, finding.agentId))
            return false;
        return callsStillShow(database, finding);
    case AttentionKind::Overload:
    case AttentionKind::Collision:
        return isAtWork(state, finding.agentId);
    case AttentionKind::Limit:
    case AttentionKind::Budget: {
        const Result<bool> known = isSpendingKnown(database, finding, nowMs);
        return known ? Result<bool>(!*known) : known;
    }
    default:
        return false;
    }
}

Result<void> append(std::vector<RowFinding> &all, Result<std::vector<RowFinding>> more)
{
    if (!more)
        return more.error();
    std::move(more->begin(), more->end(), std::back_inserter(all));
    return {};
}

} // namespace

Result<std::vector<RowFinding>> rowFindings(Database &database, const LiveSessions &live,
                                            const SpendingLimits &limits, qint64 nowMs)
{
    std::vector<RowFinding> shown;
    if (Result<void> done = append(shown, callFindings(database, live, nowMs)); !done)
        return done.error();
    if (Result<void> done = append(shown, spendingFindings(database, live, limits, nowMs)); !done)
        return done.error();
    for (const Session &session : live) {
        if (session.turn != TurnState::Open)
            continue;
        Result<std::optional<RowFinding>> overload = overloadOf(database, session, nowMs);
        if (!overload)
            return overload.error();
        if (*overload)
            shown.push_back(std::move(**overload));
    }
    Result<std::vector<OpenItem>> open = openItems(database);
    if (!open)
        return open.error();
    QSet<QString> standing;
    for (const RowFinding &finding : shown)
        standing.insert(isOfAll(finding) ? finding.cause : itemIdOf(finding));
    QSet<QString> openIds;
    for (const OpenItem &item : *open) {
        openIds.insert(item.id);
        const auto session = live.constFind(item.session);
        if (session == live.cend())
            continue;
        RowFinding over = overOf(item, *session);
        if (!standing.contains(isOfAll(over) ? over.cause : item.id))
            shown.push_back(std::move(over));
    }
    std::erase_if(shown, [&openIds](const RowFinding &finding) {
        return !finding.isOver && openIds.contains(itemIdOf(finding));
    });
    return shown;
}

Result<std::optional<Finding>> confirmed(Database &database, const SessionState &state,
                                         const RowFinding &finding, qint64 nowMs)
{
    // Where it is over, or was raised since, there is nothing to say.
    if (state.attention.contains(itemIdOf(finding)) != finding.isOver)
        return std::optional<Finding>();
    if (!finding.isOver) {
        const Result<bool> isTrue = isStillTrue(database, state, finding, nowMs);
        if (!isTrue)
            return isTrue.error();
        if (!*isTrue)
            return std::optional<Finding>();
    }
    Finding said;
    said.atMs = nowMs;
    said.report.kind = finding.isOver ? ReportKind::FoundOver : ReportKind::Found;
    said.report.finding = finding.kind;
    said.report.cause = finding.cause;
    said.report.agentId = finding.agentId;
    said.report.toolName = finding.toolName;
    said.report.summary = finding.summary;
    said.report.text = finding.text;
    return std::optional(said);
}

} // namespace dogwatch
