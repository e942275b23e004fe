// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/usagetable.h"

#include "store/database.h"
#include "store/statement.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr char kSelect[] = R"(
    SELECT usage_message.id, message_id, request_id, session_ref, session.id, agent_id,
        usage_message.model, at, flags, counted, input, output, cache_write_5m, cache_write_1h,
        cache_read, web_searches, cost
    FROM usage_message JOIN session ON session.ref = session_ref
    WHERE message_id = ? ORDER BY request_id)";

constexpr char kInsert[] = R"(
    INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at, flags,
        counted, input, output, cache_write_5m, cache_write_1h, cache_read, web_searches, cost)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

constexpr char kUpdate[] = R"(
    UPDATE usage_message SET message_id = ?, request_id = ?, session_ref = ?, agent_id = ?,
        model = ?, at = ?, flags = ?, counted = ?, input = ?, output = ?, cache_write_5m = ?,
        cache_write_1h = ?, cache_read = ?, web_searches = ?, cost = ?
    WHERE id = ?)";

constexpr char kAddTotal[] = R"(
    INSERT INTO usage_total (session_ref, agent_id, model, day, messages, unpriced, input, output,
        cache_write_5m, cache_write_1h, cache_read, web_searches, cost)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session_ref, agent_id, model, day) DO UPDATE SET
        messages = messages + excluded.messages, unpriced = unpriced + excluded.unpriced,
        input = input + excluded.input, output = output + excluded.output,
        cache_write_5m = cache_write_5m + excluded.cache_write_5m,
        cache_write_1h = cache_write_1h + excluded.cache_write_1h,
        cache_read = cache_read + excluded.cache_read,
        web_searches = web_searches + excluded.web_searches, cost = cost + excluded.cost)";

constexpr char kDropEmptyTotal[] = R"(
    DELETE FROM usage_total
    WHERE session_ref = ? AND agent_id = ? AND model = ? AND day = ? AND messages = 0)";

constexpr char kPage[] = R"(
    SELECT id, model, at, flags, input, output, cache_write_5m, cache_write_1h, cache_read,
        web_searches, cost
    FROM usage_message WHERE id > ? ORDER BY id LIMIT ?)";

constexpr char kSetCost[] = "UPDATE usage_message SET cost = ? WHERE id = ?";

constexpr char kSumAll[] = R"(
    INSERT INTO usage_total (session_ref, agent_id, model, day, messages, unpriced, input, output,
        cache_write_5m, cache_write_1h, cache_read, web_searches, cost)
    SELECT session_ref, agent_id, model, at / 86400000, count(*), sum(cost IS NULL), sum(input),
        sum(output), sum(cache_write_5m), sum(cache_write_1h), sum(cache_read), sum(web_searches),
        ifnull(sum(cost), 0)
    FROM usage_message WHERE counted = 1
    GROUP BY session_ref, agent_id, model, at / 86400000)";

constexpr qint64 kDayMs = 24 * 60 * 60 * 1000;
constexpr qint64 kPageRows = 2000;

// The bits of usage_message.flags. Durable: never to be given another meaning.
constexpr qint64 kSidechain = 1;
constexpr qint64 kTellsSpeed = 2;
constexpr qint64 kCopied = 4;
constexpr qint64 kFast = 8;
constexpr qint64 kBatch = 16;
constexpr qint64 kDomestic = 32;
constexpr qint64 kImplausible = 64;

qint64 flagsOf(const UsageRecord &record)
{
    return (record.sidechain ? kSidechain : 0) | (record.tellsSpeed ? kTellsSpeed : 0)
        | (record.copied ? kCopied : 0) | (record.terms.fast ? kFast : 0)
        | (record.terms.batch ? kBatch : 0) | (record.terms.domestic ? kDomestic : 0)
        | (record.implausible ? kImplausible : 0);
}

void setFlags(UsageRecord &record, qint64 flags)
{
    record.sidechain = (flags & kSidechain) != 0;
    record.tellsSpeed = (flags & kTellsSpeed) != 0;
    record.copied = (flags & kCopied) != 0;
    record.terms.fast = (flags & kFast) != 0;
    record.terms.batch = (flags & kBatch) != 0;
    record.terms.domestic = (flags & kDomestic) != 0;
    record.implausible = (flags & kImplausible) != 0;
}

TokenCounts readTokens(const Statement &row, int c)
{
    return {row.integer(c),     row.integer(c + 1), row.integer(c + 2),
            row.integer(c + 3), row.integer(c + 4), row.integer(c + 5)};
}

void bindTokens(Statement &query, const TokenCounts &t, int sign)
{
    query.bind(sign * t.input).bind(sign * t.output).bind(sign * t.cacheWrite5m);
    query.bind(sign * t.cacheWrite1h).bind(sign * t.cacheRead).bind(sign * t.webSearches);
}

void add(TokenCounts &sum, const TokenCounts &t, int sign)
{
    sum.input += sign * t.input;
    sum.output += sign * t.output;
    sum.cacheWrite5m += sign * t.cacheWrite5m;
    sum.cacheWrite1h += sign * t.cacheWrite1h;
    sum.cacheRead += sign * t.cacheRead;
    sum.webSearches += sign * t.webSearches;
}

} // namespace

UsageTable::UsageTable(Database &database, const PriceList &prices)
    : m_database(database)
    , m_prices(prices)
{ }

Result<std::vector<UsageTable::Row>> UsageTable::rowsOf(const QByteArray &messageId)
{
    std::vector<Row> rows;
    Statement select(m_database, kSelect);
    select.bindUtf8(messageId);
    while (true) {
        const Result<bool> more = select.next();
        if (!more)
            return more.error();
        if (!*more)
            return rows;
        Row &row = rows.emplace_back();
        row.id = select.integer(0);
        row.record.messageId = messageId;
        row.record.requestId = select.blob(2);
        row.session = SessionRef{select.integer(3)};
        row.record.sessionId = select.blob(4);
        row.record.agentId = select.blob(5);
        row.record.model = select.blob(6);
        row.record.atMs = select.integer(7);
        setFlags(row.record, select.integer(8));
        row.counted = select.integer(9) != 0;
        row.record.tokens = readTokens(select, 10);
        row.cost = select.optionalInteger(16);
    }
}

Result<void> UsageTable::merge(const UsageRecord &record, SessionRef session)
{
    Result<std::vector<Row>> found = rowsOf(record.messageId);
    if (!found)
        return found.error();
    std::vector<Row> &rows = *found;
    const auto same = std::find_if(rows.begin(), rows.end(), [&record](const Row &row) {
        return row.record.requestId == record.requestId;
    });
    if (same != rows.end() && !isBetterCopy(record, same->record))
        return {};
    for (const Row &row : rows)
        count(row, -1);
    Row &row = same != rows.end() ? *same : rows.emplace_back();
    row.record = record;
    row.session = session;
    row.cost = m_prices.cost(record);
    row.changed = true;

    std::vector<UsageRecord> records;
    records.reserve(rows.size());
    for (const Row &each : rows)
        records.push_back(each.record);
    const std::vector<bool> counted = countedOf(records);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].changed = rows[i].changed || rows[i].counted != counted[i];
        rows[i].counted = counted[i];
        count(rows[i], +1);
        if (!rows[i].changed)
            continue;
        if (Result<void> written = write(rows[i]); !written)
            return written;
    }
    return {};
}

void UsageTable::count(const Row &row, int sign)
{
    if (!row.counted)
        return;
    Sums &sums =
        m_sums[{row.session, row.record.atMs / kDayMs, row.record.agentId, row.record.model}];
    sums.messages += sign;
    sums.unpriced += row.cost ? 0 : sign;
    sums.cost += sign * row.cost.value_or(0);
    add(sums.tokens, row.record.tokens, sign);
}

Result<void> UsageTable::write(const Row &row)
{
    Statement query(m_database, row.id == 0 ? kInsert : kUpdate);
    query.bindUtf8(row.record.messageId).bindUtf8(row.record.requestId);
    query.bind(static_cast<qint64>(row.session)).bindUtf8(row.record.agentId);
    query.bindUtf8(row.record.model);
    query.bind(row.record.atMs).bind(flagsOf(row.record)).bind(row.counted);
    bindTokens(query, row.record.tokens, +1);
    query.bind(row.cost);
    if (row.id != 0)
        query.bind(row.id);
    return query.run();
}

Result<void> UsageTable::finish()
{
    for (auto it = m_sums.cbegin(); it != m_sums.cend(); ++it) {
        const TotalKey &key = it.key();
        const auto ref = static_cast<qint64>(key.session);
        Statement addTotal(m_database, kAddTotal);
        addTotal.bind(ref).bindUtf8(key.agentId).bindUtf8(key.model).bind(key.day);
        addTotal.bind(it->messages).bind(it->unpriced);
        bindTokens(addTotal, it->tokens, +1);
        if (Result<void> added = addTotal.bind(it->cost).run(); !added)
            return added;
        if (it->messages > 0)
            continue;
        Statement drop(m_database, kDropEmptyTotal);
        drop.bind(ref).bindUtf8(key.agentId).bindUtf8(key.model).bind(key.day);
        if (Result<void> dropped = drop.run(); !dropped)
            return dropped;
    }
    m_sums.clear();
    return {};
}

// A page at a time, because what is read must not be written under the reading.
Result<qint64> UsageTable::repricePage(qint64 afterId)
{
    struct Repriced
    {
        qint64 id = 0;
        std::optional<qint64> cost;
    };
    std::vector<Repriced> changed;
    qint64 last = afterId;
    {
        Statement page(m_database, kPage);
        page.bind(afterId).bind(kPageRows);
        while (true) {
            const Result<bool> more = page.next();
            if (!more)
                return more.error();
            if (!*more)
                break;
            last = page.integer(0);
            UsageRecord record;
            record.model = page.blob(1);
            record.atMs = page.integer(2);
            setFlags(record, page.integer(3));
            record.tokens = readTokens(page, 4);
            const std::optional<qint64> cost = m_prices.cost(record);
            if (cost != page.optionalInteger(10))
                changed.push_back({last, cost});
        }
    }
    for (const Repriced &row : changed) {
        Statement set(m_database, kSetCost);
        if (Result<void> done = set.bind(row.cost).bind(row.id).run(); !done)
            return done.error();
    }
    return last;
}

Result<void> UsageTable::reprice()
{
    qint64 last = 0;
    while (true) {
        const Result<qint64> next = repricePage(last);
        if (!next)
            return next.error();
        if (*next == last)
            break;
        last = *next;
    }
    if (Result<void> cleared = m_database.execute(u"DELETE FROM usage_total"_s); !cleared)
        return cleared;
    return Statement(m_database, kSumAll).run();
}

} // namespace dogwatch
