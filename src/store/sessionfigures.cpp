// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/sessionfigures.h"

#include "agents/jsonfields.h"
#include "store/database.h"
#include "store/incomingevent.h"
#include "store/statement.h"

#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Bit 1 of the flags: told by a subagent.
constexpr char kLastAnswer[] = R"(
    SELECT at, input + cache_write_5m + cache_write_1h + cache_read FROM usage_message
    WHERE session_ref = ? AND agent_id = '' AND flags & 1 = 0 ORDER BY at DESC LIMIT 1)";

// 6 is a compaction; of its two entries one has the figures and one the summary.
constexpr char kCompactions[] = R"(
    SELECT body_encoding, body FROM transcript_entry
    WHERE session_ref = ? AND at >= ? AND agent_id = '' AND kind = 6
    ORDER BY at DESC, id DESC LIMIT 2)";

constexpr char kReportedCost[] =
    "SELECT reported_cost FROM transcript_session WHERE session_ref = ?";

constexpr double kTrillion = 1e12;

Result<std::optional<qint64>> contextOf(Database &database, SessionRef session)
{
    const auto ref = static_cast<qint64>(session);
    qint64 atMs = 0;
    std::optional<qint64> tokens;
    {
        Statement answer(database, kLastAnswer);
        Result<bool> row = answer.bind(ref).next();
        if (!row)
            return row.error();
        if (*row) {
            atMs = answer.integer(0);
            tokens = answer.integer(1);
        }
    }
    Statement compactions(database, kCompactions);
    compactions.bind(ref).bind(atMs);
    while (true) {
        Result<bool> row = compactions.next();
        if (!row)
            return row.error();
        if (!*row)
            return tokens;
        const Result<QByteArray> body = unpackPayload(
            static_cast<PayloadEncoding>(compactions.integer(0)), compactions.blob(1));
        if (!body)
            return body.error();
        // Without a figure nothing is known of what is left.
        tokens = integerField(QJsonDocument::fromJson(*body).object(), u"post_tokens");
        if (tokens)
            return tokens;
    }
}

QJsonValue dollars(std::optional<qint64> cost)
{
    return cost ? QJsonValue(static_cast<double>(*cost) / kTrillion) : QJsonValue();
}

} // namespace

Result<SessionFigures> sessionFigures(Database &database, SessionRef session)
{
    SessionFigures figures;
    Result<std::optional<qint64>> context = contextOf(database, session);
    if (!context)
        return context.error();
    figures.contextTokens = *context;
    Statement cost(database, kReportedCost);
    Result<bool> row = cost.bind(static_cast<qint64>(session)).next();
    if (!row)
        return row.error();
    if (*row)
        figures.reportedCost = cost.optionalInteger(0);
    return figures;
}

void addFigures(QJsonObject &object, const SessionFigures &figures,
                const std::optional<UsageSums> &usage)
{
    object.insert(u"context_tokens"_s,
                  figures.contextTokens ? QJsonValue(*figures.contextTokens) : QJsonValue());
    object.insert(u"reported_cost_usd"_s, dollars(figures.reportedCost));
    std::optional<qint64> difference;
    if (usage && usage->unpriced == 0 && figures.reportedCost)
        difference = *figures.reportedCost - usage->cost;
    object.insert(u"reported_cost_difference_usd"_s, dollars(difference));
}

} // namespace dogwatch
