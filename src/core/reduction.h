// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changes.h"
#include "core/entry.h"

#include <QSet>

#include <functional>

namespace dogwatch {

// The work of one reduce(): a copy of the state to work on, and which rows were touched. Offers the
// moves from which the rules in reducer.cpp are made. Internal to core.
class Reduction
{
public:
    Reduction(const SessionState &before, const Entry &entry);

    [[nodiscard]] const Report &report() const { return m_entry.report; }
    [[nodiscard]] const Entry &entry() const { return m_entry; }
    // When the entry happened, in the time of this session: see the constructor.
    [[nodiscard]] qint64 now() const { return m_now; }
    [[nodiscard]] const SessionState &state() const { return m_state; }

    // Rows to write to; each is made when it is first named.
    [[nodiscard]] Session &session() { return m_state.session; }
    [[nodiscard]] Agent &agent(const QString &id);
    [[nodiscard]] ToolCall &call(const QString &id, const QString &name, const QString &summary);
    // The same for one of another agent or prompt than the entry's.
    [[nodiscard]] ToolCall &call(const QString &id, const QString &agentId, const QString &promptId,
                                 qint64 seq);
    [[nodiscard]] Turn &turn();
    [[nodiscard]] Turn &turn(const QString &id, qint64 seq);

    // What the session does now may be changed by this entry: it is not older than what was said
    // last.
    [[nodiscard]] bool isNews() const { return now() >= m_state.session.turnChangedMs; }

    // The entry is of the main agent.
    [[nodiscard]] bool isOfMain() const { return report().agentId.isEmpty(); }
    // It names a subagent, and not one of the agent's inner helpers that merely stop like one.
    [[nodiscard]] bool speaksOfAgent() const;

    void countEntry();
    // It was when this entry came.
    [[nodiscard]] bool isCompacting() const { return m_wasCompacting; }
    void setTurn(TurnState state);
    // What was found about the work of the main agent's turn, which is over or begins anew.
    void resolveFindingsOfTurn();
    // A subagent that never began.
    void resolveStallOf(const QString &agentId);
    // Every turn that had begun by now is over.
    void endTurns(bool failed);
    // The main agent works: its turn is open, even where the prompt was not heard. What may still
    // trickle in when a session has ended does not resume it; the start of a call does.
    void noteMainWork(bool resumes);
    // A session that had ended speaks again: it was resumed.
    void reopen();
    // The same for a subagent: it was given work again.
    void reopen(Agent &agent);
    void endAgent(Agent &agent, SessionStatus status, qint64 endedAtMs);
    // A subagent of which more was not heard since has ended, with what it had open.
    void endUnlessNewer(const QString &agentId);
    void finishCall(ToolCall &call, CallStatus status);
    void finishCall(ToolCall &call, CallStatus status, qint64 endedAtMs);
    // Calls that ran when their agent was done with them.
    void abandonCalls(const QString &agentId);
    // What a question is about, as its item has it.
    [[nodiscard]] QString shownSummary() const;
    void raise(AttentionKind kind, const QString &cause, const QString &callId);
    void resolve(const std::function<bool(const AttentionItem &)> &which);
    // What the agent asked is no longer a question.
    void resolveAsksOf(const QString &agentId);

    // Derives what follows from the rows and hands out those that were touched.
    [[nodiscard]] Changes finish();

private:
    void countAgent();
    // What came late about work that is known to be over since is over too.
    void closeOverdue();
    // In a session that has ended nothing runs.
    void closeAllOfEnded();
    // Until when the worker of a call was at work, where that is over.
    [[nodiscard]] std::optional<qint64> endOfWork(const ToolCall &call) const;
    void settle(AttentionItem &item, qint64 atMs);
    void closeCall(ToolCall &call, CallStatus status, qint64 endedAtMs);
    void refreshAction();
    void refreshStatus();

    SessionState m_state;
    const Entry &m_entry;
    const qint64 m_now;
    const bool m_wasCompacting;
    QSet<QString> m_touchedAgents;
    QSet<QString> m_touchedCalls;
    QSet<QString> m_touchedTurns;
    QSet<QString> m_touchedAttention;
};

} // namespace dogwatch
