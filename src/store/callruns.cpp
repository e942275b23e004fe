// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/callruns.h"

#include "core/texts.h"
#include "core/times.h"
#include "core/toolcall.h"
#include "store/database.h"
#include "store/fileclashes.h"
#include "store/incomingevent.h"
#include "store/statement.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Calls stand in order of time.
constexpr qint64 kRecentCalls = 4000;
constexpr std::size_t kInARow = 5;
constexpr qsizetype kWhatLength = 120;

constexpr char kRecent[] = R"(
    SELECT rowid, session_ref, agent_id, prompt_id, id, name, summary, status, seq,
        ifnull(ended_at, ifnull(started_at, 0)), error
    FROM tool_call WHERE rowid > (SELECT ifnull(max(rowid), 0) FROM tool_call) - ?
    ORDER BY rowid DESC)";
constexpr char kPayload[] = "SELECT payload_encoding, payload FROM event WHERE seq = ?";
constexpr char kOtherSince[] = R"(
    SELECT 1 FROM tool_call WHERE rowid > ? AND session_ref = ? AND agent_id = ?
        AND (name <> ? OR summary <> ?) LIMIT 1)";
constexpr char kSuccessSince[] = R"(
    SELECT 1 FROM tool_call WHERE rowid >= ? AND session_ref = ? AND agent_id = ?
        AND status = 'completed' LIMIT 1)";

// They ask again and again how something else is getting on.
constexpr std::array kPolls{"TaskOutput", "BashOutput", "TaskList", "Monitor", "wait"};

bool isPoll(const QString &tool)
{
    return std::any_of(kPolls.begin(), kPolls.end(),
                       [&tool](const char *name) { return tool == QLatin1StringView(name); });
}

using Run = std::vector<RecentCall>; // of one agent, the newest first

Result<std::vector<RecentCall>> recentCalls(Database &database)
{
    std::vector<RecentCall> calls;
    Statement select(database, kRecent);
    select.bind(kRecentCalls);
    while (true) {
        const Result<bool> row = select.next();
        if (!row)
            return row.error();
        if (!*row)
            return calls;
        calls.push_back({select.integer(0), SessionRef{select.integer(1)}, select.text(2),
                         select.text(3), select.text(4), select.text(5), select.text(6),
                         callStatusFromName(select.text(7)).value_or(CallStatus::Running),
                         select.integer(8), select.integer(9), select.text(10)});
    }
}

// What the agent gave to the tool; nothing where that is not stored.
Result<std::optional<QJsonValue>> inputOf(Database &database, qint64 seq)
{
    Statement select(database, kPayload);
    const Result<bool> row = select.bind(seq).next();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<QJsonValue>();
    const Result<QByteArray> payload =
        unpackPayload(static_cast<PayloadEncoding>(select.integer(0)), select.blob(1));
    if (!payload) // damaged: not known
        return std::optional<QJsonValue>();
    const QJsonValue input = QJsonDocument::fromJson(*payload).object().value(u"tool_input");
    return input.isUndefined() ? std::optional<QJsonValue>() : std::optional(input);
}

// A summary may be the same for different inputs: two edits of one file.
Result<bool> haveSameInput(Database &database, const Run &run)
{
    std::optional<QJsonValue> first;
    for (const RecentCall &call : run) {
        Result<std::optional<QJsonValue>> input = inputOf(database, call.seq);
        if (!input)
            return input.error();
        if (!*input || (first && *first != **input))
            return false;
        first = **input;
    }
    return true;
}

// The beginning of `run` for which `belongs` holds, beside its first.
Run leading(const Run &run, bool (*belongs)(const RecentCall &first, const RecentCall &call))
{
    const auto end = std::find_if_not(
        run.begin(), run.end(), [&](const RecentCall &call) { return belongs(run.front(), call); });
    return {run.begin(), end};
}

RowFinding findingOf(AttentionKind kind, const Session &session, const Run &run)
{
    RowFinding finding;
    finding.key = session.key;
    finding.session = session.ref;
    finding.kind = kind;
    finding.agentId = run.front().agentId;
    finding.toolName = run.front().name;
    finding.summary = run.front().summary;
    // One in a turn: what goes on is no news.
    finding.cause = run.back().promptId.isEmpty() ? run.back().id : run.back().promptId;
    if (!finding.agentId.isEmpty())
        finding.cause += u'/' + finding.agentId;
    finding.firstRow = run.back().row;
    finding.lastRow = run.front().row;
    return finding;
}

Result<std::optional<RowFinding>> loopOf(Database &database, const Session &session, const Run &run)
{
    Run same = leading(run, [](const RecentCall &first, const RecentCall &call) {
        return call.name == first.name && call.summary == first.summary
            && call.promptId == first.promptId;
    });
    if (same.size() < kInARow || isPoll(same.front().name))
        return std::optional<RowFinding>();
    const std::size_t times = same.size();
    same.resize(kInARow); // as many as are compared
    Result<bool> isSame = haveSameInput(database, same);
    if (!isSame)
        return isSame.error();
    if (!*isSame)
        return std::optional<RowFinding>();
    RowFinding finding = findingOf(AttentionKind::Loop, session, same);
    finding.text = u"the same call %1 times in a row: %2"_s.arg(
        QString::number(times), oneLine(finding.toolName + u' ' + finding.summary, kWhatLength));
    return std::optional(finding);
}

std::optional<RowFinding> errorsOf(const Session &session, const Run &run)
{
    const Run failed = leading(run, [](const RecentCall &first, const RecentCall &call) {
        return call.status == CallStatus::Failed && call.promptId == first.promptId;
    });
    if (failed.size() < kInARow)
        return std::nullopt;
    RowFinding finding = findingOf(AttentionKind::Errors, session, failed);
    finding.text = u"%1 calls in a row have failed, the last with: %2"_s.arg(
        QString::number(failed.size()), oneLine(failed.front().error, kWhatLength));
    return finding;
}

} // namespace

Result<std::vector<RowFinding>> callFindings(Database &database, const LiveSessions &live,
                                             qint64 nowMs)
{
    Result<std::vector<RecentCall>> recent = recentCalls(database);
    if (!recent)
        return recent.error();
    QHash<std::pair<SessionRef, QString>, Run> runs;
    for (const RecentCall &call : *recent) {
        const auto session = live.constFind(call.session);
        if (session != live.cend() && session->turn == TurnState::Open
            && call.status != CallStatus::Running)
            runs[{call.session, call.agentId}].push_back(call);
    }
    std::vector<RowFinding> found = fileClashes(*recent, live, nowMs);
    for (auto it = runs.cbegin(); it != runs.cend(); ++it) {
        const Session &session = *live.constFind(it.key().first);
        Result<std::optional<RowFinding>> loop = loopOf(database, session, *it);
        if (!loop)
            return loop.error();
        if (*loop)
            found.push_back(std::move(**loop));
        if (std::optional<RowFinding> errors = errorsOf(session, *it))
            found.push_back(std::move(*errors));
    }
    return found;
}

Result<bool> callsStillShow(Database &database, const RowFinding &finding)
{
    const bool isLoop = finding.kind == AttentionKind::Loop;
    Statement other(database, isLoop ? kOtherSince : kSuccessSince);
    other.bind(isLoop ? finding.lastRow : finding.firstRow);
    other.bind(static_cast<qint64>(finding.session)).bind(finding.agentId);
    if (isLoop)
        other.bind(finding.toolName).bind(finding.summary);
    const Result<bool> row = other.next();
    return row ? Result<bool>(!*row) : Result<bool>(row.error());
}

} // namespace dogwatch
