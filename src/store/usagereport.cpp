// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usagereport.h"

#include "store/database.h"
#include "store/statement.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

#define DOGWATCH_USAGE_COLUMNS                                                                     \
    "usage_message.id, at, usage_message.session_ref, message_id, agent_id, "                      \
    "usage_message.model, input, output, cache_write_5m, cache_write_1h, cache_read, "             \
    "web_searches, cost, ifnull(nullif(agent.description, ''), agent.type)"

constexpr char kFirst[] =
    "SELECT at FROM usage_message WHERE counted = 1 AND at > 0 ORDER BY at LIMIT 1";
constexpr char kFirstAsked[] = R"(
    SELECT since FROM attention_item WHERE kind IN ('permission', 'question')
    ORDER BY since LIMIT 1)";
// 64: a number of it can't be.
constexpr char kInSpan[] = R"(
    SELECT at, session_ref, model, input, output, cache_write_5m, cache_write_1h, cache_read,
        web_searches, cost, flags & 64
    FROM usage_message WHERE counted = 1 AND at >= ? AND at < ? ORDER BY at)";
constexpr char kOwner[] = "SELECT id, project, title, source FROM session WHERE ref = ?";
constexpr char kSessionsInSpan[] = R"(
    SELECT count(*), count(transcript_session.session_ref)
    FROM session LEFT JOIN transcript_session ON transcript_session.session_ref = session.ref
    WHERE provisional = 0 AND last_event_at >= ? AND first_event_at < ?)";
constexpr char kTimesBackward[] =
    "SELECT at FROM usage_message WHERE counted = 1 AND at > 0 AND at <= ? ORDER BY at DESC";
constexpr char kMessages[] = "SELECT " DOGWATCH_USAGE_COLUMNS R"(
    FROM usage_message JOIN session ON session.ref = usage_message.session_ref
    LEFT JOIN agent ON agent.session_ref = usage_message.session_ref AND agent.id = agent_id
    WHERE counted = 1 AND at >= ? AND at < ? AND (at, usage_message.id) < (?, ?)
        AND (? = 0 OR usage_message.session_ref = ?) AND (? = 0 OR usage_message.model = ?)
        AND (? = 0 OR session.project = ?) AND (? = 0 OR session.source = ?)
    ORDER BY at DESC, usage_message.id DESC LIMIT ?)";
constexpr char kMessagesOf[] = "SELECT " DOGWATCH_USAGE_COLUMNS R"( FROM usage_message
    LEFT JOIN agent ON agent.session_ref = usage_message.session_ref AND agent.id = agent_id
    WHERE usage_message.session_ref = ? AND counted = 1 ORDER BY at, usage_message.id)";

constexpr qint64 kWindowMs = 5LL * 60 * 60 * 1000;
constexpr qint64 kHourMs = 60LL * 60 * 1000;
// Where one window follows the other without a pause, no more than this is looked at.
constexpr std::size_t kMostTimes = 20'000;
constexpr qint64 kEver = std::numeric_limits<qint64>::max();

template<class Take>
Result<void> eachRow(Statement &statement, const ReadCancelled &cancelled, const Take &take)
{
    while (true) {
        const Result<bool> row = statement.next();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        if (cancelled && cancelled->load(std::memory_order_relaxed))
            return Error{ErrorCode::Cancelled, u"nobody waits for it"_s};
        if (!take(statement))
            return {};
    }
}

TokenCounts readTokens(const Statement &row, int column)
{
    TokenCounts tokens;
    tokens.input = row.integer(column++);
    tokens.output = row.integer(column++);
    tokens.cacheWrite5m = row.integer(column++);
    tokens.cacheWrite1h = row.integer(column++);
    tokens.cacheRead = row.integer(column++);
    tokens.webSearches = row.integer(column);
    return tokens;
}

UsageMessage readMessage(const Statement &row)
{
    UsageMessage message;
    message.id = row.integer(0);
    message.atMs = row.integer(1);
    message.session = SessionRef{row.integer(2)};
    message.messageId = row.text(3);
    message.agentId = row.text(4);
    message.model = row.text(5);
    message.tokens = readTokens(row, 6);
    message.cost = row.optionalInteger(12);
    message.agentName = row.text(13);
    return message;
}

// When each day, or each hour of the only one, begins, and when the last one ends. A day has 23 or
// 25 hours where the clock is changed.
std::vector<qint64> slotStarts(QDate first, QDate last, const QTimeZone &zone)
{
    std::vector<qint64> starts;
    if (first == last) {
        const qint64 end = first.addDays(1).startOfDay(zone).toMSecsSinceEpoch();
        for (qint64 at = first.startOfDay(zone).toMSecsSinceEpoch(); at < end; at += kHourMs)
            starts.push_back(at);
        starts.push_back(end);
        return starts;
    }
    for (QDate day = first; day <= last.addDays(1); day = day.addDays(1))
        starts.push_back(day.startOfDay(zone).toMSecsSinceEpoch());
    return starts;
}

// Adds up by day, session and model.
class SliceTable
{
public:
    explicit SliceTable(const std::vector<qint64> &starts)
        : m_starts(starts)
    { }

    void add(const Statement &row)
    {
        const int slot = slotOf(row.integer(0));
        const qint64 session = row.integer(1);
        const int model = modelOf(row.blob(2));
        const quint64 name =
            (static_cast<quint64>(slot + 1) << 12U) | static_cast<quint64>(model & 0xfff);
        std::size_t &place = m_places[{session, name}];
        if (place == 0) {
            m_slices.push_back({slot, SessionRef{session}, m_modelNames.at(model), {}, 0});
            place = m_slices.size();
        }
        m_slices[place - 1].sums.add(readTokens(row, 3), row.optionalInteger(9));
        m_slices[place - 1].implausible += row.integer(10) == 0 ? 0 : 1;
    }
    [[nodiscard]] std::vector<UsageSlice> take() { return std::move(m_slices); }

private:
    // They come in order of time.
    int slotOf(qint64 at)
    {
        if (at == 0)
            return -1;
        while (m_slot + 2 < m_starts.size() && at >= m_starts[m_slot + 1])
            ++m_slot;
        return static_cast<int>(m_slot);
    }
    int modelOf(const QByteArray &name)
    {
        for (qsizetype i = 0; i < m_modelBytes.size(); ++i) {
            if (m_modelBytes.at(i) == name)
                return static_cast<int>(i);
        }
        m_modelBytes.append(name);
        m_modelNames.append(QString::fromUtf8(name));
        return static_cast<int>(m_modelBytes.size() - 1);
    }

    const std::vector<qint64> &m_starts;
    std::size_t m_slot = 0;
    QList<QByteArray> m_modelBytes;
    QStringList m_modelNames;
    QHash<std::pair<qint64, quint64>, std::size_t> m_places; // in m_slices, plus one
    std::vector<UsageSlice> m_slices;
};

Result<void> readOwners(Database &database, const std::vector<UsageSlice> &slices,
                        UsageReport &report, const ReadCancelled &cancelled)
{
    for (const UsageSlice &slice : slices) {
        if (report.owners.contains(slice.session))
            continue;
        UsageOwner &owner = report.owners[slice.session];
        Statement select(database, kOwner);
        select.bind(static_cast<qint64>(slice.session));
        const Result<void> done = eachRow(select, cancelled, [&owner](const Statement &row) {
            owner.id = row.text(0);
            owner.project = row.text(1);
            owner.title = row.text(2);
            owner.source = sourceFromName(row.text(3)).value_or(Source::Generic);
            return true;
        });
        if (!done)
            return done;
    }
    return {};
}

// The times from the last pause of five hours on, the oldest first: with it a window begins anew.
Result<std::vector<qint64>> timesSincePause(Database &database, qint64 nowMs,
                                            const ReadCancelled &cancelled)
{
    std::vector<qint64> times;
    qint64 later = nowMs;
    Statement select(database, kTimesBackward);
    select.bind(nowMs);
    const Result<void> done = eachRow(select, cancelled, [&](const Statement &row) {
        const qint64 at = row.integer(0);
        if (later - at >= kWindowMs || times.size() >= kMostTimes)
            return false;
        times.push_back(at);
        later = at;
        return true;
    });
    if (!done)
        return done.error();
    std::reverse(times.begin(), times.end());
    return times;
}

Result<std::optional<UsageWindow>> currentWindow(Database &database, qint64 nowMs,
                                                 const ReadCancelled &cancelled)
{
    const Result<std::vector<qint64>> times = timesSincePause(database, nowMs, cancelled);
    if (!times)
        return times.error();
    UsageWindow window;
    for (const qint64 at : *times) {
        if (at >= window.endMs) {
            window.startMs = at - at % kHourMs;
            window.endMs = window.startMs + kWindowMs;
        }
    }
    if (nowMs >= window.endMs)
        return std::optional<UsageWindow>();
    const std::vector<qint64> span{window.startMs, window.endMs};
    SliceTable table(span);
    Statement select(database, kInSpan);
    select.bind(window.startMs).bind(nowMs + 1);
    const Result<void> done = eachRow(select, cancelled, [&](const Statement &row) {
        window.sums.add(readTokens(row, 3), row.optionalInteger(9));
        table.add(row);
        return true;
    });
    if (!done)
        return done.error();
    window.slices = table.take();
    return std::optional(window);
}

// That of the first message or question, else the last of the range.
Result<QDate> firstDay(Database &database, const UsageRange &range, const ReadCancelled &cancelled)
{
    QDate first = range.last;
    for (const char *sql : {kFirst, kFirstAsked}) {
        Statement select(database, sql);
        const Result<void> done = eachRow(select, cancelled, [&](const Statement &row) {
            const QDateTime at = QDateTime::fromMSecsSinceEpoch(row.integer(0), range.zone);
            first = std::min(first, at.date());
            return true;
        });
        if (!done)
            return done.error();
    }
    return first;
}

Result<void> readWaits(Database &database, UsageReport &report, qint64 nowMs,
                       const ReadCancelled &cancelled)
{
    const Result<std::vector<Wait>> waits =
        waitsBetween(database, report.fromMs, report.beforeMs, cancelled);
    if (!waits)
        return waits.error();
    report.waits = waitReport(*waits, report.starts, nowMs);
    return {};
}

} // namespace

Result<UsageReport> usageReport(Database &database, const UsageRange &range, qint64 nowMs,
                                const ReadCancelled &cancelled)
{
    UsageReport report;
    const bool ever = !range.first.isValid();
    const Result<QDate> first = ever ? firstDay(database, range, cancelled) : range.first;
    if (!first)
        return first.error();
    report.starts = slotStarts(*first, range.last, range.zone);
    if (report.starts.size() < 2)
        return Error{ErrorCode::InvalidInput, u"the range ends before it begins"_s};
    report.hourly = *first == range.last;
    report.fromMs = ever ? 0 : report.starts.front();
    report.beforeMs = report.starts.back();

    SliceTable table(report.starts);
    {
        Statement select(database, kInSpan);
        select.bind(report.fromMs).bind(report.beforeMs);
        const Result<void> done = eachRow(select, cancelled, [&table](const Statement &row) {
            table.add(row);
            return true;
        });
        if (!done)
            return done.error();
    }
    report.slices = table.take();
    if (const Result<void> done = readOwners(database, report.slices, report, cancelled); !done)
        return done.error();
    if (const Result<void> done = readWaits(database, report, nowMs, cancelled); !done)
        return done.error();

    Statement sessions(database, kSessionsInSpan);
    sessions.bind(report.fromMs).bind(report.beforeMs);
    const Result<void> done = eachRow(sessions, cancelled, [&report](const Statement &row) {
        report.sessions = row.integer(0);
        report.sessionsRead = row.integer(1);
        return true;
    });
    if (!done)
        return done.error();
    Result<std::optional<UsageWindow>> window = currentWindow(database, nowMs, cancelled);
    if (!window)
        return window.error();
    report.window = std::move(window).value();
    if (report.window) {
        const Result<void> owned = readOwners(database, report.window->slices, report, cancelled);
        if (!owned)
            return owned.error();
    }
    return report;
}

Result<std::vector<UsageMessage>> usageMessages(Database &database,
                                                const UsageMessageFilter &filter,
                                                const std::optional<UsageMessage> &after, int limit,
                                                const ReadCancelled &cancelled)
{
    std::vector<UsageMessage> messages;
    Statement select(database, kMessages);
    select.bind(filter.fromMs)
        .bind(filter.beforeMs)
        .bind(after ? after->atMs : kEver)
        .bind(after ? after->id : kEver)
        .bind(filter.session.has_value())
        .bind(static_cast<qint64>(filter.session.value_or(SessionRef{})))
        .bind(filter.model.has_value())
        .bind(filter.model.value_or(QString()))
        .bind(filter.project.has_value())
        .bind(filter.project.value_or(QString()))
        .bind(filter.source.has_value())
        .bind(filter.source ? sourceName(*filter.source) : QString())
        .bind(limit);
    const Result<void> done = eachRow(select, cancelled, [&messages](const Statement &row) {
        messages.push_back(readMessage(row));
        return true;
    });
    if (!done)
        return done.error();
    return messages;
}

Result<std::vector<UsageMessage>> usageMessagesOf(Database &database, SessionRef session,
                                                  const ReadCancelled &cancelled)
{
    std::vector<UsageMessage> messages;
    Statement select(database, kMessagesOf);
    select.bind(static_cast<qint64>(session));
    const Result<void> done = eachRow(select, cancelled, [&messages](const Statement &row) {
        messages.push_back(readMessage(row));
        return true;
    });
    if (!done)
        return done.error();
    return messages;
}

} // namespace dogwatch
