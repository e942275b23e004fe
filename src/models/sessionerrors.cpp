// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionerrors.h"

#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "store/readmodel.h"

#include <QDateTime>

#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kLineLength = 400;

QString wordOf(Trouble::Kind kind)
{
    switch (kind) {
    case Trouble::FailedCall:
        return SessionErrors::tr("call failed");
    case Trouble::DeniedCall:
        return SessionErrors::tr("call denied");
    case Trouble::AbandonedCall:
        return SessionErrors::tr("call never ended");
    case Trouble::FailedTurn:
        return SessionErrors::tr("turn failed");
    case Trouble::ApiError:
        return SessionErrors::tr("API error");
    case Trouble::ApiRetry:
        return SessionErrors::tr("API error, tried again");
    case Trouble::Interrupted:
        return SessionErrors::tr("interrupted by you");
    case Trouble::Refused:
        return SessionErrors::tr("refused by you");
    }
    Q_UNREACHABLE();
}

struct Answer
{
    std::vector<Trouble> troubles;
    QHash<QString, QString> agents; // their names by their ids
};

Result<Answer> answerFrom(Database &database, SessionRef session, int most)
{
    Result<std::vector<Trouble>> troubles = troublesOf(database, session, most);
    if (!troubles)
        return troubles.error();
    const Result<std::vector<Agent>> agents = agentsOf(database, session);
    if (!agents)
        return agents.error();
    Answer answer{std::move(troubles).value(), {}};
    for (const Agent &agent : *agents)
        answer.agents.insert(agent.id, agentNameOf(agent));
    return answer;
}

CellRow rowFrom(const Trouble &trouble, const QHash<QString, QString> &agents)
{
    const bool isBad = trouble.kind == Trouble::FailedCall || trouble.kind == Trouble::FailedTurn
        || trouble.kind == Trouble::ApiError;
    CellRow row;
    // What it is about: the call, and where a transcript told of it, its entry.
    row.key = u"%1 %2"_s.arg(trouble.entry).arg(trouble.toolUseId);
    row.texts = {clockText(trouble.atMs, QDateTime::currentMSecsSinceEpoch()),
                 wordOf(trouble.kind),
                 trouble.agentId.isEmpty()
                     ? SessionErrors::tr("main")
                     : displayLine(agents.value(trouble.agentId, trouble.agentId), kNameLength),
                 displayLine(trouble.tool, kNameLength),
                 displayLine(trouble.what, kLineLength),
                 displayLine(trouble.error, kLineLength)};
    const double text = std::nan("");
    row.orders = {static_cast<double>(trouble.atMs), text, text, text, text, text};
    row.detail = u"%1\n%2"_s.arg(fullTimeText(trouble.atMs), displayLine(trouble.error, 2000));
    row.tone = isBad ? CellRow::Bad : CellRow::Plain;
    return row;
}

} // namespace

SessionErrors::SessionErrors(QObject *parent)
    : CellsModel(parent)
{
    connect(&m_watch, &SessionWatch::due, this, &SessionErrors::read);
}

void SessionErrors::setFeed(LiveFeed *feed)
{
    m_watch.setFeed(feed);
    Q_EMIT sourceChanged();
}

void SessionErrors::setSession(double session)
{
    m_watch.setSession(SessionRef{std::max<qint64>(0, static_cast<qint64>(session))});
    Q_EMIT sourceChanged();
}

void SessionErrors::setActive(bool active)
{
    m_watch.setActive(active);
    Q_EMIT sourceChanged();
}

void SessionErrors::read(bool anew)
{
    if (anew)
        setReading();
    if (!m_watch.port())
        return fail(tr("There is no store to read from."));
    m_watch.port()->ask<Answer>(
        [session = m_watch.session()](Database &database) {
            return answerFrom(database, session, kMost);
        },
        [this, generation = ++m_generation](const Result<Answer> &answer) {
            if (generation != m_generation)
                return;
            if (!answer) {
                m_watch.noteFailure();
                return fail(answer.error().text);
            }
            std::vector<CellRow> rows;
            for (const Trouble &trouble : answer->troubles)
                rows.push_back(rowFrom(trouble, answer->agents));
            setRows(std::move(rows));
        });
}

QString SessionErrors::toolUseIdAt(int row) const
{
    return keyAt(row).section(u' ', 1);
}

double SessionErrors::entryAt(int row) const
{
    return keyAt(row).section(u' ', 0, 0).toDouble();
}

} // namespace dogwatch
