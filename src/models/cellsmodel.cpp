// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/cellsmodel.h"

#include "core/csv.h"
#include "models/rolenames.h"

#include <algorithm>
#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// Negative, 0 or positive, as strcmp() has it. What has no figure comes after what has one.
int compareCells(const CellRow &a, const CellRow &b, int column)
{
    const double left = a.orders.value(column, std::nan(""));
    const double right = b.orders.value(column, std::nan(""));
    if (std::isnan(left) && std::isnan(right))
        return a.texts.value(column).localeAwareCompare(b.texts.value(column));
    if (std::isnan(left) || std::isnan(right))
        return std::isnan(left) ? -1 : 1;
    return left < right ? -1 : left > right ? 1 : 0;
}

bool sameThings(const std::vector<CellRow> &a, const std::vector<CellRow> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const CellRow &x, const CellRow &y) { return x.key == y.key; });
}

} // namespace

CellsModel::CellsModel(QObject *parent)
    : LiveListModel(parent)
{ }

int CellsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CellsModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const CellRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case CellsRole:
        return row.texts;
    case ShareRole:
        return row.share;
    case SeriesRole:
        return row.series;
    case ToneRole:
        return static_cast<int>(row.tone);
    case DetailRole:
        return row.detail;
    case SpokenRole:
        return row.texts.join(u", "_s);
    case RefRole:
        return row.ref;
    }
    return {};
}

QHash<int, QByteArray> CellsModel::roleNames() const
{
    return roleNamesOf<Role>();
}

void CellsModel::setRows(std::vector<CellRow> rows)
{
    arrange(rows);
    if (!m_rows.empty() && sameThings(m_rows, rows)) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (m_rows[i] == rows[i])
                continue;
            m_rows[i] = std::move(rows[i]);
            const QModelIndex changed = index(static_cast<int>(i));
            Q_EMIT dataChanged(changed, changed);
        }
    } else {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    setState(ModelState::Ready);
}

void CellsModel::addRows(std::vector<CellRow> rows)
{
    if (rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

void CellsModel::setReading()
{
    if (!m_rows.empty()) {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }
    setState(ModelState::Loading);
}

void CellsModel::fail(const QString &errorText)
{
    setState(ModelState::Failed, errorText);
}

void CellsModel::sortBy(int column)
{
    setOrder(column, column == m_sortColumn ? !m_descending : m_descending);
}

void CellsModel::setOrder(int column, bool descending)
{
    if (m_sortColumn == column && m_descending == descending)
        return;
    m_sortColumn = column;
    m_descending = descending;
    Q_EMIT sortChanged();
    if (m_rows.empty())
        return;
    beginResetModel();
    arrange(m_rows);
    endResetModel();
}

void CellsModel::arrange(std::vector<CellRow> &rows) const
{
    if (m_sortColumn < 0)
        return;
    std::stable_sort(rows.begin(), rows.end(), [this](const CellRow &a, const CellRow &b) {
        const int order = compareCells(a, b, m_sortColumn);
        return m_descending ? order > 0 : order < 0;
    });
}

QString CellsModel::keyAt(int row) const
{
    return isRow(row) ? m_rows[static_cast<std::size_t>(row)].key : QString();
}

double CellsModel::refAt(int row) const
{
    return isRow(row) ? m_rows[static_cast<std::size_t>(row)].ref : -1;
}

QString CellsModel::textAt(int row, int column) const
{
    return isRow(row) ? m_rows[static_cast<std::size_t>(row)].texts.value(column) : QString();
}

int CellsModel::rowOf(const QString &key) const
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [&key](const CellRow &each) { return each.key == key; });
    return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
}

QString CellsModel::csv(const QStringList &titles) const
{
    QString text = csvRecord(titles);
    for (const CellRow &row : m_rows)
        text += csvRecord(row.raws.isEmpty() ? row.texts : row.raws);
    return text;
}

} // namespace dogwatch
