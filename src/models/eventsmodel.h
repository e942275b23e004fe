// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/logrows.h"

#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// One event in the table, its texts ready to be shown.
struct EventLine
{
    LogKey key; // seq, no id
    QString seqText;
    QString timeText;
    QString timeDetail;
    QString type;
    QString agentId; // empty: the main one
    QString toolName;
    QString toolUseId;
    QString toolUseIdFull; // as the log has it, to find its call

    friend bool operator==(const EventLine &, const EventLine &) = default;
};

// The events of one session. GUI thread.
#ifdef Q_MOC_RUN // the template between has no meta object, and QML's tools must not look for one
class EventsModel : public dogwatch::LogModel
#else
class EventsModel : public LogRows<EventRow, EventLine>
#endif
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to SessionDetails")

public:
    enum Role {
        SeqRole = Qt::UserRole, // number
        SeqTextRole,
        TimeTextRole,
        TimeDetailRole,
        TypeRole,
        AgentRole,
        ToolNameRole,
        ToolUseIdRole, // shortened; toolUseIdAt() gives it whole
        FailureRole, // the event tells of a failure
    };
    Q_ENUM(Role)

    explicit EventsModel(QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // 0 and empty outside of the rows.
    Q_INVOKABLE [[nodiscard]] double seqAt(int row) const;
    Q_INVOKABLE [[nodiscard]] QString toolUseIdAt(int row) const;
    // The row of that event, -1 where it is not in the window.
    Q_INVOKABLE [[nodiscard]] int rowOfSeq(double seq) const;

protected:
    [[nodiscard]] int agentRole() const override { return AgentRole; }
    [[nodiscard]] Query pageOf(const LogFilter &filter, const LogPage &page) const override;
    [[nodiscard]] EventLine rowFrom(const EventRow &event) const override;
};

} // namespace dogwatch
