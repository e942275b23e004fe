// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"
#include "models/livelistmodel.h"

#include <QPointer>
#include <QTimer>

#include <vector>

namespace dogwatch {

// What the banner, the tray and N go through: everything that waits for a person and was neither
// acknowledged nor snoozed, most urgent first, then longest waiting. GUI thread.
class AttentionModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window")

public:
    enum Role {
        RefRole = Qt::UserRole, // of its session
        ProjectRole,
        AskRole, // "wants to run", "asks": translated
        WhatRole, // what it is about, in one line; empty if not known
        SinceRole, // "2 m"
    };
    Q_ENUM(Role)

    explicit AttentionModel(LiveFeed *feed, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // The session that follows in this list after `ref`, round and round; -1 where nobody waits.
    Q_INVOKABLE [[nodiscard]] double nextAfter(double ref) const;
    // Whether anything of that session is in this list, and whether it was muted.
    Q_INVOKABLE [[nodiscard]] bool waits(double ref) const;
    Q_INVOKABLE [[nodiscard]] bool isMuted(double ref) const;

    // "wants to use Bash"
    [[nodiscard]] static QString askOf(const AttentionItem &item);

private:
    struct Row
    {
        QString id; // of the item
        SessionRef session{};
        QString project;
        QString ask;
        QString what;
        qint64 sinceMs = 0;
        QString since;

        friend bool operator==(const Row &, const Row &) = default;
    };

    void read();
    void accept(const ChangeSet &changes);
    void renew(qint64 nowMs);
    [[nodiscard]] std::vector<Row> rowsNow() const;
    void awaitSnoozes();

    const QPointer<LiveFeed> m_feed;
    std::vector<Row> m_rows;
    QTimer m_snoozeEnd; // of the item that is told again first
};

} // namespace dogwatch
