// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livelistmodel.h"

#include <QtQml/qqmlregistration.h>

#include <vector>

namespace dogwatch {

// One row of a table that is held whole.
struct CellRow
{
    enum Tone {
        Plain,
        Dim,
        Bad,
    };

    QString key; // what it is, for its owner
    double ref = -1; // the session that it belongs to; -1: none
    QStringList texts; // a cell each, ready to be shown
    QList<double> orders; // a cell each: what it is sorted by; NaN: its text
    double share = -1; // of the largest, for a bar behind it; -1: none
    int series = -1; // its colour in a chart; -1: none
    Tone tone = Plain;
    QString detail; // for the tooltip
    QStringList raws; // for a file; empty: the texts

    friend bool operator==(const CellRow &a, const CellRow &b)
    {
        return a.key == b.key && a.ref == b.ref && a.texts == b.texts && a.share == b.share
            && a.series == b.series && a.tone == b.tone && a.detail == b.detail;
    }
};

// A table of texts that its owner fills, sorted as a person wants it. GUI thread.
class CellsModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to the model of a page")
    // -1: as its owner gave them. Default -1.
    Q_PROPERTY(int sortColumn READ sortColumn NOTIFY sortChanged FINAL)
    Q_PROPERTY(bool descending READ descending NOTIFY sortChanged FINAL)

public:
    enum Role {
        CellsRole = Qt::UserRole,
        ShareRole,
        SeriesRole,
        ToneRole,
        DetailRole,
        SpokenRole, // all cells, for a screen reader
        RefRole,
    };
    Q_ENUM(Role)

    explicit CellsModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // Ready with these. Where they are the same things as before, the rows stay.
    void setRows(std::vector<CellRow> rows);
    void addRows(std::vector<CellRow> rows);
    void setReading();
    void fail(const QString &errorText);
    [[nodiscard]] const std::vector<CellRow> &rows() const { return m_rows; }

    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] bool descending() const { return m_descending; }
    // The same column again turns the order round.
    Q_INVOKABLE void sortBy(int column);
    void setOrder(int column, bool descending);

    // Empty, or -1, outside of the rows.
    Q_INVOKABLE [[nodiscard]] QString keyAt(int row) const;
    Q_INVOKABLE [[nodiscard]] double refAt(int row) const;
    Q_INVOKABLE [[nodiscard]] QString textAt(int row, int column) const;
    Q_INVOKABLE [[nodiscard]] int rowOf(const QString &key) const;
    // All rows as comma-separated values, in the order shown.
    Q_INVOKABLE [[nodiscard]] QString csv(const QStringList &titles) const;

Q_SIGNALS:
    void sortChanged();

private:
    [[nodiscard]] bool isRow(int row) const { return row >= 0 && row < rowCount(); }
    void arrange(std::vector<CellRow> &rows) const;

    std::vector<CellRow> m_rows;
    int m_sortColumn = -1;
    bool m_descending = false;
};

} // namespace dogwatch
