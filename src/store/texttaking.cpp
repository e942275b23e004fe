// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/texttaking.h"

#include "core/transcriptwork.h"
#include "store/database.h"
#include "store/projector.h"
#include "store/readmodel.h"
#include "store/summarytitles.h"
#include "store/transcriptposition.h"

#include <set>

namespace dogwatch {

namespace {

SessionKey keyOf(const TranscriptSlice &slice, const QByteArray &session)
{
    return {slice.source, QString::fromUtf8(session)};
}

} // namespace

TextTaking::TextTaking(Database &database, Projector &projector, qint64 nowMs, Note note)
    : m_database(database)
    , m_projector(projector)
    , m_nowMs(nowMs)
    , m_note(std::move(note))
{ }

Result<void> TextTaking::take(const TranscriptSlice &slice)
{
    Result<qint64> file = setTextPosition(m_database, slice, m_nowMs);
    if (!file)
        return file.error();
    Result<std::vector<TranscriptWorkFinder>> finders = findersOf(slice);
    if (!finders)
        return finders.error();
    const auto refOf = [&](const QByteArray &session) {
        return m_projector.refOf(keyOf(slice, session));
    };
    Result<std::vector<EntryTable::Fresh>> fresh = EntryTable(m_database, *file).take(slice, refOf);
    if (!fresh)
        return fresh.error();
    if (Result<void> told = tellWork(slice, *fresh, *finders); !told)
        return told;
    if (Result<void> noted = noteStands(slice); !noted)
        return noted;
    return giveSummaryTitles(slice, *fresh);
}

// One for each session that the slice is about, in the order of its facts.
Result<std::vector<TranscriptWorkFinder>> TextTaking::findersOf(const TranscriptSlice &slice)
{
    std::vector<TranscriptWorkFinder> finders;
    for (const SessionFacts &facts : slice.findings.sessions) {
        Result<const SessionState *> state = m_projector.stateOf(keyOf(slice, facts.sessionId));
        if (!state)
            return state.error();
        finders.emplace_back(m_database, **state);
    }
    return finders;
}

Result<void> TextTaking::tellWork(const TranscriptSlice &slice, const FreshPieces &fresh,
                                  std::vector<TranscriptWorkFinder> &finders)
{
    const std::vector<SessionFacts> &sessions = slice.findings.sessions;
    const auto finderOf = [&](const QByteArray &session) -> TranscriptWorkFinder * {
        for (std::size_t i = 0; i < sessions.size(); ++i) {
            if (sessions[i].sessionId == session)
                return &finders[i];
        }
        return nullptr;
    };
    for (const EntryTable::Fresh &found : fresh) {
        const TranscriptPiece &piece = slice.findings.texts.pieces[found.piece];
        TranscriptWorkFinder *finder = finderOf(piece.sessionId);
        if (!finder)
            continue;
        if (Result<void> taken = finder->take(piece, found.agentId); !taken)
            return taken;
    }
    for (const AgentFacts &facts : slice.findings.texts.agents) {
        if (TranscriptWorkFinder *finder = finderOf(facts.sessionId))
            finder->take(facts);
    }
    for (std::size_t i = 0; i < sessions.size(); ++i) {
        const qint64 lastAtMs = finders[i].lastAtMs();
        TranscriptWork work = std::move(finders[i]).work();
        if (work.isEmpty())
            continue;
        Report report;
        report.kind = ReportKind::TranscriptWorked;
        report.work = std::make_shared<const TranscriptWork>(std::move(work));
        if (Result<void> noted = m_note(keyOf(slice, sessions[i].sessionId),
                                        lastAtMs == 0 ? m_nowMs : lastAtMs, report);
            !noted)
            return noted;
    }
    return {};
}

// To sessions that have no better title.
Result<void> TextTaking::giveSummaryTitles(const TranscriptSlice &slice, const FreshPieces &fresh)
{
    std::set<SessionRef> named;
    for (const SummaryTitle &title : slice.findings.texts.summaries) {
        if (Result<void> kept = keepSummaryTitle(m_database, title); !kept)
            return kept;
        Result<std::optional<SessionRef>> session = sessionOfLine(m_database, title.leafUuid);
        if (!session)
            return session.error();
        if (*session)
            named.insert(**session);
    }
    Result<bool> any = hasSummaryTitles(m_database);
    if (!any || !*any)
        return any ? Result<void>() : Result<void>(any.error());
    for (const EntryTable::Fresh &found : fresh) {
        const TranscriptPiece &piece = slice.findings.texts.pieces[found.piece];
        Result<bool> isNamed = namesLine(m_database, piece.uuid);
        if (!isNamed)
            return isNamed.error();
        Result<SessionRef> session = m_projector.refOf(keyOf(slice, piece.sessionId));
        if (!session)
            return session.error();
        if (*isNamed)
            named.insert(*session);
    }
    for (const SessionRef session : named) {
        if (Result<void> given = giveSummaryTitle(session); !given)
            return given;
    }
    return {};
}

Result<void> TextTaking::giveSummaryTitle(SessionRef ref)
{
    Result<std::optional<Session>> session = sessionByRef(m_database, ref);
    if (!session)
        return session.error();
    Result<std::optional<TitleRank>> rank = titleRankOf(m_database, ref);
    if (!rank)
        return rank.error();
    Result<QString> title = summaryTitleOf(m_database, ref);
    if (!title)
        return title.error();
    if (!*session || rank->value_or(TitleRank::None) > TitleRank::FirstPrompt || title->isEmpty()
        || (*session)->title == *title)
        return {};
    Report report;
    report.kind = ReportKind::TranscriptTold;
    report.title = *title;
    report.titleIsName = true;
    return m_note((*session)->key, (*session)->lastEventMs, report);
}

Result<void> TextTaking::noteStands(const TranscriptSlice &slice)
{
    for (const SessionStand &stand : slice.findings.texts.stands) {
        Result<const SessionState *> state = m_projector.stateOf(keyOf(slice, stand.sessionId));
        if (!state)
            return state.error();
        const Session &session = (*state)->session;
        // Without a line of its own it is no session yet.
        if (session.provisional && session.events == 0)
            continue;
        if (Result<void> noted = noteStand(m_database, stand, session.ref); !noted)
            return noted;
    }
    return {};
}

} // namespace dogwatch
