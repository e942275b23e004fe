// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/filtersql.h"

#include "core/filterkeys.h"
#include "core/sessionstatus.h"
#include "core/toolcall.h"
#include "store/statement.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSessionText[] =
    "session.title || char(10) || session.project || char(10) || session.cwd || char(10) || "
    "session.branch || char(10) || session.model || char(10) || session.id || char(10) || "
    "session.status_reason || char(10) || session.action_tool || char(10) || "
    "session.action_summary";
constexpr char kEventText[] =
    "event.type || char(10) || ifnull(event.tool_name, '') || char(10) || "
    "ifnull(event.agent_id, '') || char(10) || ifnull(event.tool_use_id, '') || char(10) || "
    "ifnull((SELECT summary || char(10) || error FROM tool_call "
    "WHERE tool_call.session_ref = event.session_ref AND tool_call.id = event.tool_use_id), '') "
    "|| char(10) || ifnull((SELECT description || char(10) || type FROM agent "
    "WHERE agent.session_ref = event.session_ref AND agent.id = event.agent_id), '') "
    "|| char(10) || session.project || char(10) || session.title";
constexpr char kCallText[] =
    "tool_call.name || char(10) || tool_call.summary || char(10) || tool_call.error || char(10) "
    "|| tool_call.id || char(10) || tool_call.agent_id || char(10) || "
    "ifnull((SELECT description || char(10) || type FROM agent "
    "WHERE agent.session_ref = tool_call.session_ref AND agent.id = tool_call.agent_id), '') "
    "|| char(10) || session.project || char(10) || session.title";

// Nothing where no transcript was read, or no price is known for any of it.
constexpr char kCost[] =
    "(SELECT CASE WHEN count(*) = 0 "
    "THEN (SELECT 0 FROM transcript_session WHERE transcript_session.session_ref = session.ref) "
    "WHEN sum(messages) = 0 OR sum(messages) > sum(unpriced) THEN sum(cost) END "
    "FROM usage_total WHERE usage_total.session_ref = session.ref)";
constexpr char kTokens[] =
    "(SELECT CASE WHEN count(*) = 0 "
    "THEN (SELECT 0 FROM transcript_session WHERE transcript_session.session_ref = session.ref) "
    "ELSE sum(input + output + cache_write_5m + cache_write_1h + cache_read) END "
    "FROM usage_total WHERE usage_total.session_ref = session.ref)";
constexpr char kSessionDuration[] = "ifnull(session.ended_at, session.last_event_at) - "
                                    "ifnull(session.started_at, session.first_event_at)";
constexpr char kCallOfEvent[] =
    "(SELECT %1 FROM tool_call WHERE tool_call.session_ref = event.session_ref "
    "AND tool_call.id = event.tool_use_id)";
constexpr char kSomeCall[] =
    "EXISTS (SELECT 1 FROM tool_call WHERE tool_call.session_ref = session.ref AND ";

const char *operatorOf(FilterOp op)
{
    switch (op) {
    case FilterOp::Is:
        return " = ?";
    case FilterOp::Less:
        return " < ?";
    case FilterOp::AtMost:
        return " <= ?";
    case FilterOp::More:
        return " > ?";
    case FilterOp::AtLeast:
        return " >= ?";
    }
    return " = ?";
}

// Whether a value may mean a status that a session can have.
bool meansSession(const FilterValue &value)
{
    for (int i = 0; i <= static_cast<int>(SessionStatus::Unknown); ++i) {
        if (filterValueMatches(value, FilterUnit::Words, statusName(static_cast<SessionStatus>(i))))
            return true;
    }
    return false;
}

// The same for calls; without those that sessions have as well, if `alone`.
bool meansCall(const FilterValue &value, bool alone)
{
    for (int i = 0; i <= static_cast<int>(CallStatus::Abandoned); ++i) {
        const QString name = callStatusName(static_cast<CallStatus>(i));
        if (filterValueMatches(value, FilterUnit::Words, name) && !(alone && statusFromName(name)))
            return true;
    }
    return false;
}

class Maker
{
public:
    explicit Maker(FilterScope scope)
        : m_scope(scope)
    { }

    SqlCondition make(const Filter &filter) &&
    {
        for (const FilterTerm &term : filter.terms) {
            if (!m_condition.sql.isEmpty())
                m_condition.sql += " AND ";
            // What is not known is not so.
            m_condition.sql += term.negated ? "NOT ifnull((" : "ifnull((";
            for (std::size_t i = 0; i < term.values.size(); ++i) {
                if (i > 0)
                    m_condition.sql += " OR ";
                add(term, term.values[i]);
            }
            m_condition.sql += "), 0)";
        }
        if (m_condition.sql.isEmpty())
            m_condition.sql = "1";
        return std::move(m_condition);
    }

private:
    void add(const FilterTerm &term, const FilterValue &value)
    {
        switch (term.key) {
        case FilterKey::Status:
            return addStatus(value);
        case FilterKey::Tool:
            return addTool(value);
        case FilterKey::Before:
            return compare(m_scope == FilterScope::Sessions ? "session.first_event_at" : time(),
                           " < ?", value.number);
        case FilterKey::After:
            return compare(m_scope == FilterScope::Sessions ? "session.last_event_at" : time(),
                           " >= ?", value.number);
        case FilterKey::Text:
            return like(text(), value, FilterUnit::Contained);
        case FilterKey::Kind: // of docs, which are no rows of these tables
            m_condition.sql += '0';
            return;
        default:
            break;
        }
        const FilterUnit unit = filterKeyInfo(term.key).unit;
        if (filterKeyInfo(term.key).isNumeric())
            compare(number(term.key), operatorOf(term.op), value.number);
        else
            like(column(term.key), value, unit);
    }

    void compare(const QByteArray &what, const char *how, qint64 number)
    {
        m_condition.sql += what + how;
        m_condition.values.emplace_back(number);
    }

    void like(const QByteArray &what, const FilterValue &value, FilterUnit unit)
    {
        m_condition.sql += unit == FilterUnit::Part ? "'-' || " + what + " || '-'" : what;
        m_condition.sql += " LIKE ? ESCAPE '\\'";
        m_condition.values.emplace_back(filterLikePattern(value, unit));
    }

    // A word that sessions have asks the session; one that calls have asks the call that the row
    // is or names, which of a call comes first, or else whether the session has such a call.
    void addStatus(const FilterValue &value)
    {
        const bool hasCall = m_scope != FilterScope::Sessions;
        const bool ofCall = meansCall(value, !hasCall);
        const bool ofSession = meansSession(value) && !(m_scope == FilterScope::Calls && ofCall);
        m_condition.sql += '(';
        if (ofSession)
            like("session.status", value, FilterUnit::Words);
        if (ofSession && ofCall)
            m_condition.sql += " OR ";
        if (ofCall && m_scope == FilterScope::Calls) {
            like("tool_call.status", value, FilterUnit::Words);
        } else if (ofCall && hasCall) {
            like(QByteArray(kCallOfEvent).replace("%1", "status"), value, FilterUnit::Words);
        } else if (ofCall) {
            m_condition.sql += kSomeCall;
            m_condition.sql += "tool_call.status <> 'failed' AND ";
            like("tool_call.status", value, FilterUnit::Words);
            m_condition.sql += ')';
        }
        if (!ofSession && !ofCall) // a word that was checked against these can't end here
            m_condition.sql += '0';
        m_condition.sql += ')';
    }

    void addTool(const FilterValue &value)
    {
        if (m_scope == FilterScope::Calls)
            return like("tool_call.name", value, FilterUnit::Pattern);
        if (m_scope == FilterScope::Events)
            return like("ifnull(event.tool_name, '')", value, FilterUnit::Pattern);
        m_condition.sql += kSomeCall;
        like("tool_call.name", value, FilterUnit::Pattern);
        m_condition.sql += ')';
    }

    [[nodiscard]] QByteArray time() const
    {
        return m_scope == FilterScope::Events ? "event.occurred_at"
                                              : "ifnull(tool_call.started_at, tool_call.ended_at)";
    }

    [[nodiscard]] QByteArray text() const
    {
        if (m_scope == FilterScope::Events)
            return QByteArray("(") + kEventText + ")";
        if (m_scope == FilterScope::Calls)
            return QByteArray("(") + kCallText + ")";
        return QByteArray("(") + kSessionText + ")";
    }

    [[nodiscard]] QByteArray number(FilterKey key) const
    {
        switch (key) {
        case FilterKey::Duration:
            if (m_scope == FilterScope::Calls)
                return "tool_call.duration_ms";
            if (m_scope == FilterScope::Events)
                return QByteArray(kCallOfEvent).replace("%1", "duration_ms");
            return kSessionDuration;
        case FilterKey::Cost:
            return kCost;
        case FilterKey::Tokens:
            return kTokens;
        case FilterKey::Events:
            return "session.events";
        case FilterKey::Calls:
            return "session.tool_calls";
        case FilterKey::Errors:
            return "session.failed_calls";
        default:
            return "session.agents";
        }
    }

    static QByteArray column(FilterKey key)
    {
        switch (key) {
        case FilterKey::Project:
            return "session.project";
        case FilterKey::Agent:
            return "session.source";
        case FilterKey::Model:
            return "session.model";
        case FilterKey::Branch:
            return "session.branch";
        case FilterKey::Cwd:
            return "session.cwd";
        case FilterKey::Session:
            return "session.id";
        case FilterKey::Type:
            return "event.type";
        default:
            return "session.title";
        }
    }

    const FilterScope m_scope;
    SqlCondition m_condition;
};

bool isOfSession(FilterKey key, FilterScope scope)
{
    switch (key) {
    case FilterKey::Text:
    case FilterKey::Tool:
    case FilterKey::Type:
    case FilterKey::Kind:
    case FilterKey::Before:
    case FilterKey::After:
        return false;
    case FilterKey::Duration:
    case FilterKey::Status:
        return scope == FilterScope::Docs;
    default:
        return true;
    }
}

} // namespace

void SqlCondition::bindTo(Statement &statement) const
{
    for (const std::variant<qint64, QString> &value : values)
        std::visit([&statement](const auto &content) { statement.bind(content); }, value);
}

SqlCondition sessionCondition(const Filter &filter)
{
    return Maker(FilterScope::Sessions).make(filter);
}

SqlCondition eventCondition(const Filter &filter)
{
    return Maker(FilterScope::Events).make(filter);
}

SqlCondition callCondition(const Filter &filter)
{
    return Maker(FilterScope::Calls).make(filter);
}

Filter sessionTerms(const Filter &filter, FilterScope scope)
{
    Filter ofSession;
    std::copy_if(filter.terms.begin(), filter.terms.end(), std::back_inserter(ofSession.terms),
                 [scope](const FilterTerm &term) { return isOfSession(term.key, scope); });
    return ofSession;
}

} // namespace dogwatch
