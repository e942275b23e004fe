// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/eventsmodel.h"

#include "core/texts.h"
#include "models/clocktexts.h"
#include "models/rolenames.h"

#include <QDateTime>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;

} // namespace

EventsModel::EventsModel(QObject *parent)
    : LogRows(parent)
{ }

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    const EventLine &line = rowAt(index);
    switch (role) {
    case SeqRole:
        return line.key.seq;
    case SeqTextRole:
        return line.seqText;
    case TimeTextRole:
        return line.timeText;
    case TimeDetailRole:
        return line.timeDetail;
    case TypeRole:
        return line.type;
    case AgentRole:
        return agentNameFor(line.agentId);
    case ToolNameRole:
        return line.toolName;
    case ToolUseIdRole:
        return line.toolUseId;
    case FailureRole:
        return line.type.contains("fail"_L1, Qt::CaseInsensitive)
            || line.type.contains("error"_L1, Qt::CaseInsensitive);
    }
    return {};
}

QHash<int, QByteArray> EventsModel::roleNames() const
{
    return roleNamesOf<Role>();
}

double EventsModel::seqAt(int row) const
{
    if (row < 0 || row >= count())
        return 0;
    return static_cast<double>(rows()[static_cast<std::size_t>(row)].key.seq);
}

QString EventsModel::toolUseIdAt(int row) const
{
    if (row < 0 || row >= count())
        return {};
    return rows()[static_cast<std::size_t>(row)].toolUseIdFull;
}

int EventsModel::rowOfSeq(double seq) const
{
    return rowOf({static_cast<qint64>(seq), {}});
}

EventsModel::Query EventsModel::pageOf(const LogFilter &filter, const LogPage &page) const
{
    return [filter, page](Database &database) { return eventPage(database, filter, page); };
}

EventLine EventsModel::rowFrom(const EventRow &event) const
{
    EventLine line;
    line.key.seq = event.seq;
    line.seqText = QString::number(event.seq);
    line.timeText = clockText(event.occurredAtMs, QDateTime::currentMSecsSinceEpoch());
    line.timeDetail = fullTimeText(event.occurredAtMs);
    line.type = oneLine(event.type, kNameLength);
    line.agentId = event.agentId;
    line.toolName = oneLine(event.toolName, kNameLength);
    line.toolUseId = oneLine(event.toolUseId, kNameLength);
    line.toolUseIdFull = event.toolUseId;
    return line;
}

} // namespace dogwatch
