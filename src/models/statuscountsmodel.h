// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"
#include "models/livelistmodel.h"

#include <QPointer>

#include <array>

namespace dogwatch {

class SessionsModel;

// The chips: how many sessions there are of each status, in order of need. Also the legend and,
// through the board, the filter. GUI thread.
class StatusCountsModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window")
    // Of the chips shown: how many, and the characters of their words and numbers.
    Q_PROPERTY(int shownCount READ shownCount NOTIFY shownChanged FINAL)
    Q_PROPERTY(int textLength READ textLength NOTIFY shownChanged FINAL)

public:
    enum Role {
        StatusRole = Qt::UserRole,
        WordRole,
        NumberRole,
        MeaningRole,
        SelectedRole, // it is filtered by
        ShownRole, // has sessions, is filtered by, or is always told
    };
    Q_ENUM(Role)

    StatusCountsModel(LiveFeed *feed, SessionsModel *board, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // Only this one, or all again if it already is the only one; `added`: switches this one.
    Q_INVOKABLE void choose(int status, bool added);

    [[nodiscard]] int shownCount() const;
    [[nodiscard]] int textLength() const;

Q_SIGNALS:
    void shownChanged();

private:
    static constexpr int kStatuses = 10;

    void countAgain();
    [[nodiscard]] bool isShown(SessionStatus status) const;
    [[nodiscard]] bool isSelected(SessionStatus status) const;

    const QPointer<LiveFeed> m_feed;
    const QPointer<SessionsModel> m_board;
    std::array<int, kStatuses> m_numbers{}; // by status
};

} // namespace dogwatch
