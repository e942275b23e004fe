// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/serverstate.h"

#include <QLocale>

namespace dogwatch {

void ServerState::setFigures(const ServerFigures &figures)
{
    if (m_figures == figures)
        return;
    m_figures = figures;
    Q_EMIT figuresChanged();
}

void ServerState::setStore(Store store, const QString &reason, bool canSetAside, bool canRestore)
{
    if (m_store == store && m_storeReason == reason && m_canSetAside == canSetAside
        && m_canRestore == canRestore)
        return;
    m_store = store;
    m_storeReason = reason;
    m_canSetAside = canSetAside;
    m_canRestore = canRestore;
    Q_EMIT storeChanged();
}

QString ServerState::rateText() const
{
    if (!m_figures.eventsPerMinute)
        return {};
    return tr("%1 events/min").arg(QLocale().toString(*m_figures.eventsPerMinute));
}

QString ServerState::commitText() const
{
    if (!m_figures.commitP99Ms)
        return {};
    const double ms = *m_figures.commitP99Ms;
    //: 99 of 100 commits were at least this fast; %1 is milliseconds
    return tr("commit p99 %1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

QString ServerState::droppedText() const
{
    //: acknowledged events that are not stored; promised to be 0
    return tr("dropped %1").arg(QLocale().toString(m_figures.dropped));
}

QString ServerState::spooledText() const
{
    //: events that wait on disk to be taken in
    return tr("spooled %1").arg(QLocale().toString(m_figures.spooled));
}

QString ServerState::deadLettersText() const
{
    if (m_figures.deadLetters == 0)
        return {};
    return tr("%n dead letter(s)", nullptr,
              static_cast<int>(std::min<qint64>(m_figures.deadLetters, 1'000'000)));
}

QString ServerState::storeText() const
{
    if (!m_figures.storeBytes)
        return {};
    return tr("store %1")
        .arg(QLocale().formattedDataSize(*m_figures.storeBytes, 1,
                                         QLocale::DataSizeTraditionalFormat));
}

QString ServerState::preparingText() const
{
    if (!m_figures.copiedPercent)
        return {};
    return tr("Before this version changes the store it is copied and the copy checked: %1 %. "
              "Agents' hooks keep their events on disk meanwhile; none is lost.")
        .arg(*m_figures.copiedPercent);
}

QString ServerState::jobsText() const
{
    return m_figures.jobsProblem.isEmpty() ? QString() : tr("jobs not seen to");
}

} // namespace dogwatch
