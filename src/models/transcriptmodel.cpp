// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/transcriptmodel.h"

#include "models/rolenames.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace dogwatch {

TranscriptModel::TranscriptModel(QObject *parent)
    : LiveListModel(parent)
{
    m_reread.setSingleShot(true);
    m_reread.setInterval(kRereadMs);
    connect(&m_reread, &QTimer::timeout, this, [this] {
        if (m_hasNewer)
            return;
        if (m_isReading)
            m_isBehind = true;
        else
            fetchNewer();
    });
}

TranscriptModel::~TranscriptModel() = default;

void TranscriptModel::open(std::shared_ptr<Readers> readers, SessionRef session)
{
    m_port = readers ? std::make_unique<ReadPort>(std::move(readers)) : nullptr;
    m_session = session;
    m_agent.clear();
    hideRaw();
    load(Purpose::Newest);
}

void TranscriptModel::setAgent(const QString &agentId)
{
    if (m_agent == agentId)
        return;
    m_agent = agentId;
    load(Purpose::Newest);
}

void TranscriptModel::advance()
{
    if (state() == ModelState::Ready && !m_reread.isActive())
        m_reread.start();
}

int TranscriptModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TranscriptModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
    const TranscriptRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KindRole:
        return static_cast<int>(row.kind);
    case HeadRole:
        return row.head;
    case WhatRole:
        return row.what;
    case TimeTextRole:
        return row.timeText;
    case NoteRole:
        return row.note;
    case ProseRole:
        return row.prose;
    case LinesRole:
        return row.lines;
    case BlockRole:
        return row.lines.join(u'\n');
    case DiffRole:
        return std::any_of(row.tones.cbegin(), row.tones.cend(),
                           [](int tone) { return tone != TranscriptRow::Plain; });
    case TonesRole:
        return QVariant::fromValue(row.tones);
    case HiddenLinesRole:
        return row.hiddenLines;
    case CanUnfoldRole:
        return row.canUnfold;
    case UnfoldedRole:
        return row.unfolded;
    case FailureRole:
        return row.failed;
    case ToolUseIdRole:
        return row.toolUseId;
    }
    return {};
}

QHash<int, QByteArray> TranscriptModel::roleNames() const
{
    return roleNamesOf<Role>();
}

void TranscriptModel::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    Q_EMIT followingChanged();
}

EntryQuery TranscriptModel::query() const
{
    EntryQuery query;
    query.session = m_session;
    query.agentId = m_agent;
    query.limit = kPage;
    return query;
}

// Other entries are wanted than those that are shown.
void TranscriptModel::load(Purpose purpose)
{
    ++m_generation;
    m_isReading = false;
    m_isBehind = false;
    setFollowing(purpose == Purpose::Newest);
    if (m_session == SessionRef{})
        return;
    if (!m_port)
        return setState(ModelState::Failed, tr("There is no store to read from."));
    setState(ModelState::Loading);
    EntryQuery wanted = query();
    wanted.newestFirst = purpose == Purpose::Newest;
    read(purpose, wanted);
}

void TranscriptModel::read(Purpose purpose, EntryQuery wanted)
{
    m_isReading = true;
    m_port->ask<Entries>(
        [wanted](Database &database) { return transcriptEntries(database, wanted); },
        [this, purpose, generation = m_generation](Result<Entries> entries) {
            if (generation != m_generation)
                return;
            m_isReading = false;
            if (!entries)
                return setState(ModelState::Failed, entries.error().text);
            take(purpose, std::move(entries).value());
        });
}

void TranscriptModel::take(Purpose purpose, Entries entries)
{
    const bool isFull = entries.size() == static_cast<std::size_t>(kPage);
    switch (purpose) {
    case Purpose::Newest:
        std::reverse(entries.begin(), entries.end());
        reset(entries);
        setEdges(isFull, false);
        break;
    case Purpose::Oldest:
        reset(entries);
        setEdges(false, isFull);
        break;
    case Purpose::Older:
        prepend(entries);
        setEdges(isFull, m_hasNewer);
        break;
    case Purpose::Newer:
        setEdges(m_hasOlder, isFull);
        append(entries);
        break;
    }
    setState(ModelState::Ready);
    // What came while it was read, or more than one page of it.
    if (!m_hasNewer && std::exchange(m_isBehind, false))
        fetchNewer();
    else if (m_hasNewer && m_following && purpose == Purpose::Newer)
        fetchNewer();
}

void TranscriptModel::fetchOlder()
{
    if (m_isReading || !m_hasOlder || m_rows.empty() || state() != ModelState::Ready)
        return;
    EntryQuery wanted = query();
    wanted.before = m_rows.front().key;
    wanted.newestFirst = true;
    read(Purpose::Older, wanted);
}

void TranscriptModel::fetchNewer()
{
    if (m_isReading || state() != ModelState::Ready)
        return;
    EntryQuery wanted = query();
    if (!m_rows.empty())
        wanted.after = m_rows.back().key;
    read(Purpose::Newer, wanted);
}

void TranscriptModel::toStart()
{
    if (m_hasOlder)
        load(Purpose::Oldest);
}

void TranscriptModel::toEnd()
{
    if (m_hasNewer)
        load(Purpose::Newest);
    else
        setFollowing(true);
}

void TranscriptModel::retry()
{
    load(Purpose::Newest);
}

TranscriptRow TranscriptModel::rowFrom(const TranscriptEntry &entry, bool unfolded)
{
    if (entry.kind == EntryKind::ToolCall)
        m_tools.insert(entry.toolUseId, entry.toolName);
    return makeTranscriptRow(entry, unfolded, m_tools.value(entry.toolUseId),
                             QDateTime::currentMSecsSinceEpoch());
}

void TranscriptModel::reset(const Entries &entries)
{
    beginResetModel();
    m_rows.clear();
    m_tools.clear();
    for (const TranscriptEntry &entry : entries)
        m_rows.push_back(rowFrom(entry, false));
    endResetModel();
}

void TranscriptModel::append(const Entries &entries)
{
    if (entries.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(entries.size()) - 1);
    for (const TranscriptEntry &entry : entries)
        m_rows.push_back(rowFrom(entry, false));
    endInsertRows();
    if (m_rows.size() > kWindow) {
        const auto excess = static_cast<int>(m_rows.size() - kWindow);
        beginRemoveRows({}, 0, excess - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + excess);
        endRemoveRows();
        setEdges(true, m_hasNewer);
    }
    Q_EMIT appended();
}

// `entries` come newest first.
void TranscriptModel::prepend(const Entries &entries)
{
    if (entries.empty())
        return;
    for (const TranscriptEntry &entry : entries) {
        if (entry.kind == EntryKind::ToolCall) // before the results are made into rows
            m_tools.insert(entry.toolUseId, entry.toolName);
    }
    beginInsertRows({}, 0, static_cast<int>(entries.size()) - 1);
    for (const TranscriptEntry &entry : entries)
        m_rows.push_front(rowFrom(entry, false));
    endInsertRows();
    if (m_rows.size() <= kWindow)
        return;
    beginRemoveRows({}, static_cast<int>(kWindow), rowCount() - 1);
    m_rows.erase(m_rows.begin() + static_cast<int>(kWindow), m_rows.end());
    endRemoveRows();
    setEdges(m_hasOlder, true);
}

void TranscriptModel::setEdges(bool hasOlder, bool hasNewer)
{
    if (m_hasOlder == hasOlder && m_hasNewer == hasNewer)
        return;
    m_hasOlder = hasOlder;
    m_hasNewer = hasNewer;
    Q_EMIT edgesChanged();
}

int TranscriptModel::rowOf(qint64 entryId) const
{
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(),
                     [entryId](const TranscriptRow &each) { return each.key.id == entryId; });
    return row == m_rows.end() ? -1 : static_cast<int>(row - m_rows.begin());
}

QString TranscriptModel::toolUseIdAt(int row) const
{
    return row < 0 || row >= rowCount() ? QString()
                                        : m_rows[static_cast<std::size_t>(row)].toolUseId;
}

QString TranscriptModel::textAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const TranscriptRow &shown = m_rows[static_cast<std::size_t>(row)];
    QStringList parts{shown.what, shown.prose, shown.lines.join(u'\n')};
    parts.removeAll(QString());
    return parts.join(u'\n');
}

} // namespace dogwatch
