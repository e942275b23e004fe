// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livelistmodel.h"
#include "store/readport.h"
#include "store/searchmodel.h"

#include <QtQml/qqmlregistration.h>

#include <memory>

namespace dogwatch {

// What a full-text search has found, the newest first, read on as one scrolls. GUI thread; reads on
// the readers' threads, and answers to what is no longer asked are dropped.
class HitsModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to HistoryModel")
    // How far the index is behind what is stored, in words; empty: it is not.
    Q_PROPERTY(QString behind READ behind NOTIFY behindChanged FINAL)
    // The count, with a "+" where there are more than were read.
    Q_PROPERTY(QString countText READ countText NOTIFY countChanged FINAL)

public:
    enum Role {
        WhereRole = Qt::UserRole, // project and session
        KindTextRole, // prompt, answer, …
        TimeTextRole,
        PiecesRole, // the text: what stands before a word that was found, the word, and so on
        DetailRole,
    };
    Q_ENUM(Role)

    static constexpr int kPage = 50;

    explicit HitsModel(QObject *parent = nullptr);
    ~HitsModel() override;

    // Null: a failed read.
    void open(std::shared_ptr<Readers> readers);
    void look(const Filter &filter);
    // Nothing is looked for.
    void clear();
    Q_INVOKABLE void retry();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] const QString &behind() const { return m_behind; }
    [[nodiscard]] QString countText() const;

    // Of a row; -1 or 0 outside of them, and where it has none.
    Q_INVOKABLE [[nodiscard]] double refAt(int row) const;
    Q_INVOKABLE [[nodiscard]] double seqAt(int row) const;
    Q_INVOKABLE [[nodiscard]] double entryAt(int row) const;

Q_SIGNALS:
    void behindChanged();

private:
    struct Line
    {
        SearchHit hit;
        QString where;
        QString kind;
        QString time;
        QStringList pieces;
    };

    void read();
    void take(SearchPage page);
    [[nodiscard]] static Line lineFrom(SearchHit hit);
    [[nodiscard]] const SearchHit *hitAt(int row) const;

    std::unique_ptr<ReadPort> m_port;
    Filter m_filter;
    quint64 m_generation = 0;
    bool m_isReading = false;
    std::optional<qint64> m_next;
    std::vector<Line> m_lines;
    QString m_behind;
};

} // namespace dogwatch
