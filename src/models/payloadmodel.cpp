// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/payloadmodel.h"

#include "models/rolenames.h"
#include "store/readmodel.h"
#include "store/readport.h"

#include <QLocale>

namespace dogwatch {

PayloadModel::PayloadModel(QObject *parent)
    : LiveListModel(parent)
{
    setState(ModelState::Ready);
}

PayloadModel::~PayloadModel() = default;

void PayloadModel::open(std::shared_ptr<Readers> readers)
{
    m_port = readers ? std::make_unique<ReadPort>(std::move(readers)) : nullptr;
    show(0);
}

int PayloadModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant PayloadModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const PayloadLine &line = m_lines.at(index.row());
    switch (role) {
    case LeadRole:
        return line.lead;
    case TextRole:
        return line.text;
    }
    return {};
}

QHash<int, QByteArray> PayloadModel::roleNames() const
{
    return roleNamesOf<Role>();
}

bool PayloadModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_changing && !m_formatter.atEnd();
}

void PayloadModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const QList<PayloadLine> lines = m_formatter.next(kChunk);
    if (lines.isEmpty())
        return;
    const int first = rowCount();
    m_changing = true;
    beginInsertRows({}, first, first + static_cast<int>(lines.size()) - 1);
    m_lines += lines;
    endInsertRows();
    // Only now: who hears of the rows and asks for more at once would begin within this insertion.
    m_changing = false;
}

QString PayloadModel::sizeText() const
{
    return m_payload.isEmpty() ? QString() : QLocale().formattedDataSize(m_payload.size());
}

void PayloadModel::setColumns(int columns)
{
    columns = std::max(columns, PayloadFormatter::kMinColumns);
    if (m_columns == columns)
        return;
    m_columns = columns;
    Q_EMIT columnsChanged();
    if (!m_payload.isEmpty())
        layOut();
}

void PayloadModel::show(double seq)
{
    if (m_seq == static_cast<qint64>(seq))
        return;
    m_seq = static_cast<qint64>(seq);
    Q_EMIT seqChanged();
    load();
}

void PayloadModel::retry()
{
    setState(ModelState::Loading);
    load();
}

QString PayloadModel::raw() const
{
    return QString::fromUtf8(m_payload);
}

QString PayloadModel::lineAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return m_lines.at(row).lead + m_lines.at(row).text;
}

// The payload shown stays until the next one is there, so that walking through events does not
// flicker.
void PayloadModel::load()
{
    const quint64 generation = ++m_generation;
    if (m_seq == 0 || !m_port) {
        m_payload.clear();
        layOut();
        setState(m_seq == 0 ? ModelState::Ready : ModelState::Failed,
                 m_seq == 0 ? QString() : tr("There is no store to read from."));
        return;
    }
    m_port->ask<QByteArray>(
        [seq = m_seq](Database &database) { return eventPayload(database, seq); },
        [this, generation](const Result<QByteArray> &payload) {
            if (generation != m_generation)
                return;
            m_payload = payload ? *payload : QByteArray();
            layOut();
            setState(payload ? ModelState::Ready : ModelState::Failed,
                     payload ? QString() : payload.error().text);
        });
}

void PayloadModel::layOut()
{
    m_changing = true;
    beginResetModel();
    m_formatter = PayloadFormatter(m_payload, m_columns);
    m_lines = m_formatter.next(kChunk);
    endResetModel();
    m_changing = false;
    Q_EMIT loaded();
}

} // namespace dogwatch
