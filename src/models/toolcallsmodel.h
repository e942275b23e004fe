// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/logrows.h"

#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// One call in the table, its texts ready to be shown.
struct CallLine
{
    LogKey key; // of the event that first named it, and the call's own id
    CallStatus status = CallStatus::Running;
    qint64 startedAtMs = 0; // 0: not known
    QString statusText;
    QString tool;
    QString what;
    QString agentId; // empty: the main one
    QString startedText;
    QString detail;
    QString durationText; // empty while it runs
    QString error;

    friend bool operator==(const CallLine &, const CallLine &) = default;
};

// The tool calls of one session. Those that run are read again when the session's log grows.
// GUI thread.
#ifdef Q_MOC_RUN // the template between has no meta object, and QML's tools must not look for one
class ToolCallsModel : public dogwatch::LogModel
#else
class ToolCallsModel : public LogRows<ToolCall, CallLine>
#endif
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to SessionDetails")
    // Only calls that failed or were denied. Default false.
    Q_PROPERTY(bool failedOnly READ failedOnly WRITE setOnlyFailed NOTIFY filterChanged FINAL)

public:
    enum Role {
        StatusRole = Qt::UserRole, // CallStatus
        GlyphRole, // the SessionStatus whose glyph stands for it
        StatusTextRole,
        ToolRole,
        WhatRole,
        AgentRole,
        RunningRole,
        FailureRole, // failed or denied
        StartedTextRole,
        DetailRole, // for the tooltip: what, when and why it failed, a line each
        DurationTextRole, // of one that runs: so far
        ErrorRole,
        ToolUseIdRole, // whole; not for showing
    };
    Q_ENUM(Role)

    explicit ToolCallsModel(QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool failedOnly() const { return logFilter().failedOnly; }
    void setOnlyFailed(bool failedOnly) { setFailedOnly(failedOnly); }

    // Which calls wait for a person's answer.
    void setAwaited(const QSet<QString> &ids);

    // Renews how long those have run that run.
    void passSecond(qint64 nowMs);

    // Empty and 0 outside of the rows.
    Q_INVOKABLE [[nodiscard]] QString idAt(int row) const;
    Q_INVOKABLE [[nodiscard]] QString whatAt(int row) const;
    Q_INVOKABLE [[nodiscard]] double seqAt(int row) const;
    // The row of that call, -1 where it is not in the window.
    Q_INVOKABLE [[nodiscard]] int rowOfId(const QString &id) const;

protected:
    [[nodiscard]] int agentRole() const override { return AgentRole; }
    [[nodiscard]] Query pageOf(const LogFilter &filter, const LogPage &page) const override;
    [[nodiscard]] Query touchedOf(const LogFilter &filter, qint64 afterSeq) const override;
    [[nodiscard]] bool joins(const ToolCall &call, const LogFilter &filter) const override;
    [[nodiscard]] CallLine rowFrom(const ToolCall &call) const override;
    [[nodiscard]] bool rowsChange() const override { return true; }

private:
    [[nodiscard]] QString durationOf(const CallLine &line) const;

    [[nodiscard]] bool isAwaited(const CallLine &line) const
    {
        return line.status == CallStatus::Running && m_awaited.contains(line.key.id);
    }

    qint64 m_nowMs = 0;
    QSet<QString> m_awaited;
};

} // namespace dogwatch
