// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/commandsmodel.h"

#include "models/displaytext.h"
#include "models/sessionrow.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

CommandsModel::CommandsModel(LiveFeed *feed, QObject *parent)
    : QAbstractListModel(parent)
    , m_feed(feed)
{ }

int CommandsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant CommandsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    switch (role) {
    case Qt::DisplayRole:
    case TextRole:
        return row.text;
    case DetailRole:
        return row.detail;
    case KeysRole:
        return row.keys;
    case StatusRole:
        return row.status;
    default:
        return {};
    }
}

QHash<int, QByteArray> CommandsModel::roleNames() const
{
    return {{TextRole, "name"}, {DetailRole, "detail"}, {KeysRole, "keys"}, {StatusRole, "status"}};
}

void CommandsModel::addAction(const QString &id, const QString &text, const QString &keys)
{
    const auto known = std::find_if(m_actions.begin(), m_actions.end(),
                                    [&id](const Row &row) { return row.actionId == id; });
    Row &row = known == m_actions.end() ? m_actions.emplace_back() : *known;
    row.actionId = id;
    row.text = text;
    row.keys = keys;
}

void CommandsModel::setSearch(const QString &search)
{
    if (search == m_search)
        return;
    m_search = search;
    m_words = search.simplified().split(u' ', Qt::SkipEmptyParts);
    refresh();
    Q_EMIT searchChanged();
}

void CommandsModel::choose(int row)
{
    if (row < 0 || row >= count())
        return;
    // Taken by value: what is done with it may change the list.
    const Row chosen = m_rows.at(static_cast<std::size_t>(row));
    if (chosen.actionId.isEmpty())
        Q_EMIT sessionChosen(static_cast<double>(chosen.session));
    else
        Q_EMIT actionChosen(chosen.actionId);
}

std::vector<CommandsModel::Row> CommandsModel::sessionRows() const
{
    std::vector<const Session *> sessions;
    for (const Session &session : m_feed->sessions()) {
        if (!session.provisional)
            sessions.push_back(&session);
    }
    std::sort(sessions.begin(), sessions.end(), [](const Session *a, const Session *b) {
        return std::pair(statusRank(a->status), a->statusSinceMs)
            < std::pair(statusRank(b->status), b->statusSinceMs);
    });
    std::vector<Row> rows;
    for (const Session *session : sessions) {
        Row row;
        row.session = session->ref;
        row.text = projectName(*session);
        if (!session->branch.isEmpty())
            row.text += u" · "_s + displayLine(session->branch, 60);
        row.detail = displayLine(session->title.isEmpty() ? session->key.id : session->title, 120);
        if (session->parent)
            //: A session that another one has started: that one's project, and its own title.
            row.detail =
                tr("run of %1: %2")
                    .arg(projectName(m_feed->sessions().value(*session->parent)), row.detail);
        row.status = static_cast<int>(session->status);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<int> CommandsModel::fit(const Row &row) const
{
    int rank = 0;
    for (const QString &word : m_words) {
        if (row.text.startsWith(word, Qt::CaseInsensitive))
            continue;
        if (row.text.contains(word, Qt::CaseInsensitive))
            rank += 1;
        else if (row.detail.contains(word, Qt::CaseInsensitive))
            rank += 2;
        else
            return std::nullopt;
    }
    return rank;
}

void CommandsModel::refresh()
{
    std::vector<Row> rows;
    for (std::vector<Row> part : {m_actions, m_feed ? sessionRows() : std::vector<Row>{}}) {
        for (Row &row : part) {
            if (const std::optional<int> rank = fit(row)) {
                row.rank = *rank;
                rows.push_back(std::move(row));
            }
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row &a, const Row &b) { return a.rank < b.rank; });
    if (rows.size() > kMostRows)
        rows.resize(kMostRows);
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
    Q_EMIT countChanged();
}

} // namespace dogwatch
