// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace dogwatch {

// What the command palette offers: the actions that QML has registered and the sessions by name,
// those first that begin with what was typed. Filled when it is asked for, not while sessions
// change. GUI thread.
class CommandsModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window")
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    enum Role {
        TextRole = Qt::UserRole,
        DetailRole, // a session's title, or empty
        KeysRole, // "Ctrl+K", or empty
        StatusRole, // of a session; -1: an action
    };
    Q_ENUM(Role)

    explicit CommandsModel(LiveFeed *feed, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // `id` comes back with actionChosen(). Registering one again changes its text.
    Q_INVOKABLE void addAction(const QString &id, const QString &text, const QString &keys);
    // Takes the sessions as they are now.
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void choose(int row);

    [[nodiscard]] const QString &search() const { return m_search; }
    void setSearch(const QString &search);
    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }

    static constexpr std::size_t kMostRows = 60;

Q_SIGNALS:
    void searchChanged();
    void countChanged();
    void actionChosen(const QString &id);
    void sessionChosen(double ref);

private:
    struct Row
    {
        QString actionId; // empty: a session
        SessionRef session{};
        QString text;
        QString detail;
        QString keys;
        int status = -1;
        int rank = 0; // how well it fits; less is better
    };

    [[nodiscard]] std::vector<Row> sessionRows() const;
    [[nodiscard]] std::optional<int> fit(const Row &row) const;

    const QPointer<LiveFeed> m_feed;
    std::vector<Row> m_actions;
    std::vector<Row> m_rows;
    QString m_search;
    QStringList m_words;
};

} // namespace dogwatch
