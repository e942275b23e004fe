// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/texts.h"
#include "core/times.h"
#include "graph/statuslook.h"
#include "models/clocktexts.h"
#include "models/sessiondetails.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace dogwatch {

using namespace Qt::StringLiterals;

// What the head of a session's page says.

namespace {

constexpr qsizetype kNameLength = 80;

int plural(qint64 count)
{
    return static_cast<int>(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

} // namespace

QString SessionDetails::statusSentence() const
{
    if (m_row.statusText.isEmpty())
        return {};
    //: A status and for how long: "needs input for 2 m".
    const QString status = m_row.dwell.isEmpty()
        ? m_row.statusText
        : tr("%1 for %2").arg(m_row.statusText, m_row.dwell);
    //: The status and the evidence for it.
    return m_row.reason.isEmpty() ? status : tr("%1: %2").arg(status, m_row.reason);
}

// The sessions that this one has started: each in a line.
QStringList SessionDetails::runs() const
{
    QStringList lines;
    if (!m_feed)
        return lines;
    for (const Session &session : m_feed->sessions()) {
        if (session.parent == m_ref)
            lines.append(u"%1 · %2 · %3"_s.arg(statusWord(session.status),
                                               sourceTitle(session.key.source),
                                               oneLine(session.title, kNameLength)));
    }
    lines.sort();
    return lines;
}

QString SessionDetails::facts() const
{
    QStringList facts{m_row.agentTitle, m_row.model};
    if (m_session.process.pid && isLiveSession())
        facts.append(tr("pid %1").arg(*m_session.process.pid));
    if (m_session.firstEventMs > 0) {
        const qint64 start = m_session.startedAtMs.value_or(m_session.firstEventMs);
        const qint64 end =
            isLiveSession() ? nowMs() : m_session.endedAtMs.value_or(m_session.lastEventMs);
        facts.append(shortDuration(end - start));
    }
    if (m_session.agents > 1)
        facts.append(tr("%n subagent(s)", nullptr, plural(m_session.agents - 1)));
    facts.append(m_row.calls);
    if (m_session.failedCalls > 0)
        facts.append(tr("%n failed", nullptr, plural(m_session.failedCalls)));
    if (m_session.events > 0)
        facts.append(tr("%n event(s)", nullptr, plural(m_session.events)));
    if (const QStringList own = runs(); !own.isEmpty())
        facts.append(tr("%n run(s) of its own", nullptr, static_cast<int>(own.size())));
    if (m_session.parent && m_feed)
        facts.append(
            tr("started by %1").arg(projectName(m_feed->sessions().value(*m_session.parent))));
    facts.removeAll(QString());
    return facts.join(u" · "_s);
}

QString SessionDetails::callsText() const
{
    return m_session.events == 0 ? QString() : QLocale().toString(m_session.toolCalls);
}

QString SessionDetails::eventsText() const
{
    return m_session.events == 0 ? QString() : QLocale().toString(m_session.events);
}

QString SessionDetails::tooltip() const
{
    QStringList lines;
    if (m_session.firstEventMs > 0)
        lines.append(
            tr("since %1")
                .arg(fullTimeText(m_session.startedAtMs.value_or(m_session.firstEventMs))));
    lines.append(oneLine(m_row.cwd, 240));
    lines.append(oneLine(m_row.sessionId, kNameLength));
    lines.append(runs());
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace dogwatch
