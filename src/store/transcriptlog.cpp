// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/transcriptlog.h"

#include "core/fault.h"
#include "core/transcriptrules.h"
#include "store/database.h"
#include "store/observation.h"
#include "store/pricetable.h"
#include "store/projector.h"
#include "store/redactioncount.h"
#include "store/statement.h"
#include "store/summarytitles.h"
#include "store/texttaking.h"
#include "store/transcriptposition.h"
#include "store/usagetable.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSetTitleRank[] = R"(
    INSERT INTO transcript_session (session_ref, title_rank) VALUES (?, ?)
    ON CONFLICT (session_ref) DO UPDATE SET title_rank = excluded.title_rank)";

// One slice on its way into the store.
class Taking
{
public:
    Taking(Database &database, EventLog &log, Projector &projector, UsageTable &usage, qint64 nowMs)
        : m_database(database)
        , m_log(log)
        , m_projector(projector)
        , m_usage(usage)
        , m_nowMs(nowMs)
    { }

    Result<bool> take(const TranscriptSlice &slice)
    {
        Result<std::optional<TranscriptPosition>> known =
            transcriptPosition(m_database, slice.pass, slice.path);
        if (!known)
            return known.error();
        if (slice.from != 0 && (!*known || (*known)->readTo != slice.from))
            return false;
        if (Result<void> counted = countRedactions(m_database, slice.hidden); !counted)
            return counted.error();
        for (const SessionFacts &facts : slice.findings.sessions) {
            if (Result<void> told = tell(slice, facts); !told)
                return told.error();
        }
        for (const UsageRecord &record : slice.findings.usage) {
            Result<SessionRef> ref = m_projector.refOf(keyOf(slice, record.sessionId));
            if (!ref)
                return ref.error();
            if (Result<void> merged = m_usage.merge(record, *ref); !merged)
                return merged.error();
        }
        for (const TranscriptActivity &activity : slice.findings.activity) {
            if (Result<void> acted = act(slice, activity); !acted)
                return acted.error();
        }
        if (slice.pass == TranscriptPass::Texts) {
            const auto noted = [this](const SessionKey &key, qint64 atMs, const Report &report) {
                return note(key, atMs, report);
            };
            if (Result<void> kept = TextTaking(m_database, m_projector, m_nowMs, noted).take(slice);
                !kept)
                return kept.error();
            return true;
        }
        if (Result<void> set = setTranscriptPosition(m_database, slice, m_nowMs); !set)
            return set.error();
        return true;
    }

    ChangeSet changes;

private:
    static SessionKey keyOf(const TranscriptSlice &slice, const QByteArray &session)
    {
        return {slice.source, QString::fromUtf8(session)};
    }

    // An observation where there is news, and only there: most slices say nothing new.
    Result<void> tell(const TranscriptSlice &slice, const SessionFacts &facts)
    {
        const SessionKey key = keyOf(slice, facts.sessionId);
        Result<const SessionState *> state = m_projector.stateOf(key);
        if (!state)
            return state.error();
        const Session &session = (*state)->session;
        Result<std::optional<TitleRank>> rank = titleRankOf(m_database, session.ref);
        if (!rank)
            return rank.error();
        const bool hasTitle = facts.titleRank != TitleRank::None
            && facts.titleRank >= rank->value_or(TitleRank::None);
        const Report report = reportOf(slice, facts, hasTitle);
        const SessionRef ref = session.ref;
        if (isNews(session, facts, report)) {
            const qint64 at = facts.lastAtMs != 0 ? facts.lastAtMs : session.lastEventMs;
            if (at == 0 && slice.pass == TranscriptPass::Usage && !tellsUsageOf(slice, facts))
                return {};
            if (Result<void> observed = note(key, at == 0 ? m_nowMs : at, report); !observed)
                return observed;
        }
        const TitleRank newRank = hasTitle ? facts.titleRank : rank->value_or(TitleRank::None);
        return *rank == newRank ? Result<void>() : setTitleRank(ref, newRank);
    }

    // Without an answer and without a time nothing hangs on the session yet, and it would seem to
    // be of today. The pass over the texts looks at every line and knows when it was.
    static bool tellsUsageOf(const TranscriptSlice &slice, const SessionFacts &facts)
    {
        const auto &records = slice.findings.usage;
        return std::any_of(records.cbegin(), records.cend(),
                           [&](const auto &record) { return record.sessionId == facts.sessionId; });
    }

    static Report reportOf(const TranscriptSlice &slice, const SessionFacts &facts, bool hasTitle)
    {
        Report report;
        report.kind = ReportKind::TranscriptTold;
        report.cwd = QString::fromUtf8(facts.cwd);
        report.project = facts.project.isEmpty()
            ? report.cwd.section(u'/', -1, -1, QString::SectionSkipEmpty)
            : facts.project;
        report.branch = QString::fromUtf8(facts.branch);
        report.model = QString::fromUtf8(facts.model);
        if (facts.toldByMain)
            report.transcriptPath = slice.path;
        if (hasTitle) {
            report.title = facts.title;
            report.titleIsName = facts.titleRank > TitleRank::FirstPrompt;
        }
        if (facts.firstAtMs != 0)
            report.firstAtMs = facts.firstAtMs;
        return report;
    }

    static bool isNews(const Session &session, const SessionFacts &facts, const Report &report)
    {
        if (session.provisional && session.events == 0)
            return true;
        const auto fills = [](const QString &field, const QString &value) {
            return field.isEmpty() && !value.isEmpty();
        };
        const bool renamed = report.titleIsName && report.title != session.title;
        if (fills(session.title, report.title) || renamed || fills(session.branch, report.branch)
            || fills(session.cwd, report.cwd) || fills(session.model, report.model)
            || fills(session.transcriptPath, report.transcriptPath))
            return true;
        return session.events == 0 && facts.lastAtMs != 0
            && (facts.firstAtMs < session.firstEventMs || facts.lastAtMs > session.lastEventMs);
    }

    // What a person did that no hook tells. Of everything else hooks have told already.
    Result<void> act(const TranscriptSlice &slice, const TranscriptActivity &activity)
    {
        const bool answers = activity.kind == ActivityKind::ToolReturned
            || activity.kind == ActivityKind::ToolRefused;
        if (!answers && activity.kind != ActivityKind::Interrupted)
            return {};
        const SessionKey key = keyOf(slice, activity.sessionId);
        Result<const SessionState *> state = m_projector.stateOf(key);
        if (!state)
            return state.error();
        Report report;
        report.kind = answers ? ReportKind::TranscriptAnswered : ReportKind::TranscriptInterrupted;
        report.agentId = QString::fromUtf8(activity.agentId);
        report.toolUseId = activity.toolUseId;
        report.refused = activity.kind == ActivityKind::ToolRefused;
        const bool matters =
            answers ? isAwaited(**state, report, activity.atMs) : isRunning(**state, activity);
        return matters ? note(key, activity.atMs, report) : Result<void>();
    }

    static bool isAwaited(const SessionState &state, const Report &report, qint64 atMs)
    {
        return std::any_of(
            state.attention.cbegin(), state.attention.cend(), [&](const AttentionItem &item) {
                return !item.resolvedAtMs && item.sinceMs <= atMs && answers(report, item);
            });
    }

    static bool isRunning(const SessionState &state, const TranscriptActivity &activity)
    {
        if (!activity.agentId.isEmpty())
            return !state.attention.isEmpty() || !state.calls.isEmpty();
        return state.session.turn == TurnState::Open && !state.session.endedAtMs
            && activity.atMs >= state.session.turnChangedMs;
    }

    Result<void> note(const SessionKey &key, qint64 atMs, const Report &report)
    {
        Result<ChangeSet> observed =
            observe(m_database, m_log, m_projector, key, reportFound(m_nowMs, atMs, key, report));
        if (!observed)
            return observed.error();
        changes.merge(*observed);
        return {};
    }

    Result<void> setTitleRank(SessionRef session, TitleRank rank)
    {
        Statement set(m_database, kSetTitleRank);
        return set.bind(static_cast<qint64>(session)).bind(static_cast<qint64>(rank)).run();
    }

    Database &m_database;
    EventLog &m_log;
    Projector &m_projector;
    UsageTable &m_usage;
    const qint64 m_nowMs;
};

} // namespace

Result<TranscriptLog::Taken> TranscriptLog::take(Database &database, EventLog &log,
                                                 Projector &projector,
                                                 std::span<const TranscriptSlice> slices,
                                                 qint64 nowMs)
{
    if (Result<void> fresh = refreshPrices(database); !fresh)
        return fresh.error();
    UsageTable usage(database, m_prices);
    Taking taking(database, log, projector, usage, nowMs);
    Taken taken;
    for (const TranscriptSlice &slice : slices) {
        Result<bool> done = taking.take(slice);
        if (!done)
            return done.error();
        taken.slices.push_back(*done);
        if (faultAt("transcripts.between_slices"))
            return Error{ErrorCode::StorageFull, u"failpoint transcripts.between_slices"_s};
    }
    if (Result<void> finished = usage.finish(); !finished)
        return finished.error();
    if (faultAt("transcripts.before_commit"))
        return Error{ErrorCode::StorageFull, u"failpoint transcripts.before_commit"_s};
    taken.changes = std::move(taking.changes);
    return taken;
}

Result<void> TranscriptLog::refreshPrices(Database &database)
{
    Result<qint64> revision = priceRevision(database);
    if (!revision)
        return revision.error();
    if (*revision == m_revision)
        return {};
    Result<std::vector<Price>> prices = readPrices(database);
    if (!prices)
        return prices.error();
    m_prices = PriceList(std::move(prices).value());
    m_revision = *revision;
    return {};
}

} // namespace dogwatch
