// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionspend.h"

#include "models/usagetexts.h"
#include "store/sessionfigures.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    std::optional<UsageSums> sums;
    SessionFigures figures;
};

Result<Answer> answerFrom(Database &database, SessionRef session)
{
    const Result<UsageBySession> usage = usageOfSession(database, session);
    if (!usage)
        return usage.error();
    const Result<SessionFigures> figures = sessionFigures(database, session);
    if (!figures)
        return figures.error();
    return Answer{usage->of(session), *figures};
}

QString textOf(const Answer &answer)
{
    QStringList parts;
    if (answer.sums && answer.sums->messages > 0) {
        parts.append(costText(*answer.sums));
        parts.append(SessionSpend::tr("%1 tokens")
                         .arg(amountText(static_cast<double>(answer.sums->tokens.total()))));
    }
    if (answer.figures.contextTokens)
        //: How many tokens the agent's last answer had before it.
        parts.append(SessionSpend::tr("context %1")
                         .arg(amountText(static_cast<double>(*answer.figures.contextTokens))));
    return parts.join(u" · "_s);
}

} // namespace

SessionSpend::SessionSpend(QObject *parent)
    : QObject(parent)
{
    connect(&m_watch, &SessionWatch::due, this, &SessionSpend::read);
}

void SessionSpend::setFeed(LiveFeed *feed)
{
    m_watch.setFeed(feed);
    Q_EMIT sourceChanged();
}

void SessionSpend::setSession(double session)
{
    m_watch.setSession(SessionRef{std::max<qint64>(0, static_cast<qint64>(session))});
    Q_EMIT sourceChanged();
}

void SessionSpend::setActive(bool active)
{
    m_watch.setActive(active);
    Q_EMIT sourceChanged();
}

void SessionSpend::read(bool anew)
{
    if (anew)
        setText({});
    // That the store can't be read is said by the rest of the page.
    if (!m_watch.port())
        return;
    m_watch.port()->ask<Answer>(
        [session = m_watch.session()](Database &database) { return answerFrom(database, session); },
        [this, generation = ++m_generation](const Result<Answer> &answer) {
            if (generation != m_generation)
                return;
            if (!answer)
                m_watch.noteFailure();
            setText(answer ? textOf(*answer) : QString());
        });
}

void SessionSpend::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    Q_EMIT changed();
}

} // namespace dogwatch
