// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionrow.h"

#include "core/times.h"
#include "graph/statuslook.h"
#include "models/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kLineLength = 240;
constexpr qint64 kShownAgeMs = 5000; // a shorter action's age would only flicker

void setAction(SessionRow &row, const Session &session, const AttentionItem *asks)
{
    switch (session.status) {
    case SessionStatus::NeedsInput:
        if (asks && isAsk(asks->kind)) {
            row.actionTool = displayLine(asks->toolName, kNameLength);
            row.actionText = displayLine(asks->summary, kLineLength);
        }
        break;
    case SessionStatus::Starting:
    case SessionStatus::Working:
        row.actionTool = displayLine(session.actionTool, kNameLength);
        row.actionText = displayLine(session.actionSummary, kLineLength);
        row.actionSinceMs = session.actionSinceMs;
        break;
    case SessionStatus::Failed:
        row.actionText = displayLine(session.failure, kLineLength);
        break;
    case SessionStatus::Waiting:
    case SessionStatus::Parked:
    case SessionStatus::Stalled:
    case SessionStatus::Ended:
    case SessionStatus::Lost:
    case SessionStatus::Unknown:
        break;
    }
    if (row.actionTool.isEmpty() && row.actionText.isEmpty())
        row.actionText = row.reason;
}

QString callsText(const Session &session)
{
    if (session.toolCalls == 0)
        return {};
    const auto calls = static_cast<int>(std::min<qint64>(session.toolCalls, 1'000'000'000));
    return QCoreApplication::translate("SessionRow", "%n call(s)", nullptr, calls);
}

} // namespace

QString projectName(const Session &session)
{
    const QString name = displayLine(session.project, kNameLength);
    if (!name.isEmpty())
        return name;
    const QString folder = session.cwd.section(u'/', -1, -1, QString::SectionSkipEmpty);
    return folder.isEmpty() ? QCoreApplication::translate("SessionRow", "(no folder)")
                            : displayLine(folder, kNameLength);
}

SessionRow makeRow(const Session &session, const AttentionItem *asks, qint64 nowMs)
{
    SessionRow row;
    row.ref = session.ref;
    row.status = session.status;
    row.statusSinceMs = session.statusSinceMs;
    row.lastEventMs = session.lastEventMs;
    row.hidden = !session.standsAlone();
    row.sessionId = session.key.id;
    row.source = sourceName(session.key.source);
    row.agentTitle = sourceTitle(session.key.source);
    row.project = projectName(session);
    row.branch = displayLine(session.branch, kNameLength);
    row.title = displayLine(session.title, kLineLength);
    row.model = displayLine(session.model, kNameLength);
    row.cwd = session.cwd;
    row.transcriptPath = session.transcriptPath;
    row.statusText = statusWord(session.status);
    row.reason = displayLine(session.statusReason, kLineLength);
    setAction(row, session, asks);
    if (session.agents > 1)
        row.subagents = u"%1/%2"_s.arg(session.runningSubagents).arg(session.agents - 1);
    row.calls = callsText(session);
    renewTimes(row, nowMs);
    return row;
}

bool renewTimes(SessionRow &row, qint64 nowMs)
{
    QString dwell = row.statusSinceMs > 0 ? shortDuration(nowMs - row.statusSinceMs) : QString();
    QString age;
    if (row.actionSinceMs && nowMs - *row.actionSinceMs >= kShownAgeMs)
        age = shortDuration(nowMs - *row.actionSinceMs);
    if (dwell == row.dwell && age == row.actionAge)
        return false;
    row.dwell = std::move(dwell);
    row.actionAge = std::move(age);
    return true;
}

bool matches(const SessionRow &row, const QStringList &words)
{
    return std::all_of(words.cbegin(), words.cend(), [&row](const QString &word) {
        for (const QString &text :
             {row.project, row.branch, row.title, row.actionTool, row.actionText, row.agentTitle,
              row.model, row.statusText, row.sessionId}) {
            if (text.contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

} // namespace dogwatch
