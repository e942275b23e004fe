// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/toolcallsmodel.h"

#include "core/texts.h"
#include "core/times.h"
#include "models/clocktexts.h"
#include "models/rolenames.h"

#include <QDateTime>

namespace dogwatch {

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kLineLength = 300;
// So many running calls are asked for by their id; more than that never run at once.
constexpr qsizetype kMaxRunning = 500;

SessionStatus glyphOf(CallStatus status)
{
    switch (status) {
    case CallStatus::Running:
        return SessionStatus::Working;
    case CallStatus::Completed:
        return SessionStatus::Ended;
    case CallStatus::Failed:
    case CallStatus::Denied:
        return SessionStatus::Failed;
    case CallStatus::Abandoned:
        return SessionStatus::Lost;
    }
    Q_UNREACHABLE();
}

QString wordOf(CallStatus status)
{
    switch (status) {
    case CallStatus::Running:
        return ToolCallsModel::tr("running");
    case CallStatus::Completed:
        return ToolCallsModel::tr("done");
    case CallStatus::Failed:
        return ToolCallsModel::tr("failed");
    case CallStatus::Denied:
        return ToolCallsModel::tr("denied");
    case CallStatus::Abandoned:
        //: A tool call whose agent or session ended before it did.
        return ToolCallsModel::tr("abandoned");
    }
    Q_UNREACHABLE();
}

} // namespace

ToolCallsModel::ToolCallsModel(QObject *parent)
    : LogRows(parent)
{ }

QVariant ToolCallsModel::data(const QModelIndex &index, int role) const
{
    const CallLine &line = rowAt(index);
    switch (role) {
    case StatusRole:
        return static_cast<int>(line.status);
    case GlyphRole:
        return static_cast<int>(isAwaited(line) ? SessionStatus::NeedsInput : glyphOf(line.status));
    case StatusTextRole:
        return isAwaited(line) ? tr("waits for you") : line.statusText;
    case ToolRole:
        return line.tool;
    case WhatRole:
        return line.what;
    case AgentRole:
        return agentNameFor(line.agentId);
    case RunningRole:
        return line.status == CallStatus::Running;
    case FailureRole:
        return line.status == CallStatus::Failed || line.status == CallStatus::Denied;
    case StartedTextRole:
        return line.startedText;
    case DetailRole:
        return line.detail;
    case DurationTextRole:
        return durationOf(line);
    case ErrorRole:
        return line.error;
    case ToolUseIdRole:
        return line.key.id;
    }
    return {};
}

QHash<int, QByteArray> ToolCallsModel::roleNames() const
{
    return roleNamesOf<Role>();
}

void ToolCallsModel::setAwaited(const QSet<QString> &ids)
{
    if (ids == m_awaited)
        return;
    m_awaited = ids;
    for (int row = 0; row < count(); ++row) {
        if (rows()[static_cast<std::size_t>(row)].status == CallStatus::Running)
            Q_EMIT dataChanged(index(row), index(row), {GlyphRole, StatusTextRole});
    }
}

void ToolCallsModel::passSecond(qint64 nowMs)
{
    m_nowMs = nowMs;
    for (int row = 0; row < count(); ++row) {
        if (rows()[static_cast<std::size_t>(row)].status == CallStatus::Running)
            Q_EMIT dataChanged(index(row), index(row), {DurationTextRole});
    }
}

QString ToolCallsModel::durationOf(const CallLine &line) const
{
    if (line.status != CallStatus::Running)
        return line.durationText;
    const bool known = line.startedAtMs > 0 && m_nowMs > 0;
    return known ? shortDuration(m_nowMs - line.startedAtMs) : QString();
}

QString ToolCallsModel::idAt(int row) const
{
    return row < 0 || row >= count() ? QString() : rows()[static_cast<std::size_t>(row)].key.id;
}

QString ToolCallsModel::whatAt(int row) const
{
    return row < 0 || row >= count() ? QString() : rows()[static_cast<std::size_t>(row)].what;
}

double ToolCallsModel::seqAt(int row) const
{
    if (row < 0 || row >= count())
        return 0;
    return static_cast<double>(rows()[static_cast<std::size_t>(row)].key.seq);
}

int ToolCallsModel::rowOfId(const QString &id) const
{
    const auto row = std::find_if(rows().begin(), rows().end(),
                                  [&id](const CallLine &line) { return line.key.id == id; });
    return row == rows().end() ? -1 : static_cast<int>(row - rows().begin());
}

ToolCallsModel::Query ToolCallsModel::pageOf(const LogFilter &filter, const LogPage &page) const
{
    return [filter, page](Database &database) { return callPage(database, filter, page); };
}

// The end of a session or an agent changes calls that no event names: those that run.
ToolCallsModel::Query ToolCallsModel::touchedOf(const LogFilter &filter, qint64 afterSeq) const
{
    QStringList running;
    for (auto row = rows().rbegin(); row != rows().rend() && running.size() < kMaxRunning; ++row) {
        if (row->status == CallStatus::Running)
            running.append(row->key.id);
    }
    return [session = filter.session, afterSeq, running](Database &database) {
        return callsTouched(database, session, afterSeq, running);
    };
}

bool ToolCallsModel::joins(const ToolCall &call, const LogFilter &filter) const
{
    const bool failed = call.status == CallStatus::Failed || call.status == CallStatus::Denied;
    return filter.failedOnly && failed && filter.text.isEmpty()
        && (!filter.agentId || *filter.agentId == call.agentId);
}

CallLine ToolCallsModel::rowFrom(const ToolCall &call) const
{
    CallLine line;
    line.key = {call.seq, call.id};
    line.status = call.status;
    line.startedAtMs = call.startedAtMs.value_or(0);
    line.statusText = wordOf(call.status);
    line.tool = oneLine(call.name, kNameLength);
    line.what = oneLine(call.summary, kLineLength);
    line.agentId = call.agentId;
    line.startedText = clockText(line.startedAtMs, QDateTime::currentMSecsSinceEpoch());
    if (call.durationMs)
        line.durationText = callDurationText(*call.durationMs);
    else if (call.startedAtMs && call.endedAtMs)
        line.durationText = callDurationText(*call.endedAtMs - *call.startedAtMs);
    line.error = oneLine(call.error, kLineLength);
    QStringList detail{line.what, fullTimeText(line.startedAtMs), line.error};
    detail.removeAll(QString());
    line.detail = detail.join(u'\n');
    return line;
}

} // namespace dogwatch
