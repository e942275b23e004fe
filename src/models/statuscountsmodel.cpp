// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/statuscountsmodel.h"

#include "graph/statuslook.h"
#include "models/sessionsmodel.h"

#include <algorithm>

namespace dogwatch {

namespace {

// In order of need.
const std::array<SessionStatus, 10> &inOrder()
{
    static const auto kOrder = [] {
        std::array<SessionStatus, 10> order{};
        for (int value = 0; value < 10; ++value) {
            const auto status = static_cast<SessionStatus>(value);
            order.at(static_cast<std::size_t>(statusRank(status))) = status;
        }
        return order;
    }();
    return kOrder;
}

bool isAlwaysShown(SessionStatus status)
{
    return status == SessionStatus::NeedsInput || status == SessionStatus::Failed
        || status == SessionStatus::Stalled || status == SessionStatus::Waiting
        || status == SessionStatus::Working;
}

// What the word stands for, in one sentence.
QString meaningOf(SessionStatus status)
{
    switch (status) {
    case SessionStatus::Starting:
        return StatusCountsModel::tr("Started, and not asked for anything yet.");
    case SessionStatus::Working:
        return StatusCountsModel::tr("At work on a prompt.");
    case SessionStatus::Waiting:
        return StatusCountsModel::tr("Done with your last prompt, and free for the next.");
    case SessionStatus::NeedsInput:
        return StatusCountsModel::tr("Blocked until you answer a permission or a question.");
    case SessionStatus::Parked:
        return StatusCountsModel::tr("Its turn is over, but background work still runs.");
    case SessionStatus::Stalled:
        return StatusCountsModel::tr("A call has gone on for longer than such calls do.");
    case SessionStatus::Failed:
        return StatusCountsModel::tr("Its turn ended in an error.");
    case SessionStatus::Ended:
        return StatusCountsModel::tr("It has ended.");
    case SessionStatus::Lost:
        return StatusCountsModel::tr("Its process is gone, and it never said that it ended.");
    case SessionStatus::Unknown:
        return StatusCountsModel::tr("Nothing that is known says what it does.");
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

StatusCountsModel::StatusCountsModel(LiveFeed *feed, SessionsModel *board, QObject *parent)
    : LiveListModel(parent)
    , m_feed(feed)
    , m_board(board)
{
    connect(feed, &LiveFeed::loaded, this, &StatusCountsModel::countAgain);
    connect(feed, &LiveFeed::changed, this, &StatusCountsModel::countAgain);
    connect(feed, &LiveFeed::forgotten, this, &StatusCountsModel::countAgain);
    connect(feed, &LiveFeed::stateChanged, this,
            [this] { setState(m_feed->state(), m_feed->errorText()); });
    connect(board, &SessionsModel::filterChanged, this, [this] {
        Q_EMIT dataChanged(index(0), index(kStatuses - 1), {SelectedRole, ShownRole});
        Q_EMIT shownChanged();
    });
    setState(feed->state(), feed->errorText());
    countAgain();
}

int StatusCountsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kStatuses;
}

QVariant StatusCountsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SessionStatus status = inOrder().at(static_cast<std::size_t>(index.row()));
    const int number = m_numbers.at(static_cast<std::size_t>(status));
    switch (role) {
    case StatusRole:
        return static_cast<int>(status);
    case Qt::DisplayRole:
    case WordRole:
        return statusWord(status);
    case NumberRole:
        return number;
    case MeaningRole:
        return meaningOf(status);
    case SelectedRole:
        return isSelected(status);
    case ShownRole:
        return isShown(status);
    default:
        return {};
    }
}

QHash<int, QByteArray> StatusCountsModel::roleNames() const
{
    return {{StatusRole, "status"},   {WordRole, "word"},         {NumberRole, "number"},
            {MeaningRole, "meaning"}, {SelectedRole, "selected"}, {ShownRole, "shown"}};
}

void StatusCountsModel::choose(int status, bool added)
{
    if (!m_board || status < 0 || status >= kStatuses)
        return;
    const int bit = 1 << status;
    const int now = m_board->statusFilter();
    if (added)
        m_board->setStatusFilter(now ^ bit);
    else
        m_board->setStatusFilter(now == bit ? 0 : bit);
}

void StatusCountsModel::countAgain()
{
    std::array<int, kStatuses> numbers{};
    for (const Session &session : m_feed->sessions()) {
        if (session.standsAlone())
            ++numbers.at(static_cast<std::size_t>(session.status));
    }
    const std::array<int, kStatuses> before = std::exchange(m_numbers, numbers);
    for (int row = 0; row < kStatuses; ++row) {
        const auto status = static_cast<std::size_t>(inOrder().at(static_cast<std::size_t>(row)));
        if (before.at(status) != numbers.at(status))
            Q_EMIT dataChanged(index(row), index(row), {NumberRole, ShownRole});
    }
    if (before != numbers)
        Q_EMIT shownChanged();
}

int StatusCountsModel::shownCount() const
{
    return static_cast<int>(
        std::count_if(inOrder().cbegin(), inOrder().cend(),
                      [this](SessionStatus status) { return isShown(status); }));
}

int StatusCountsModel::textLength() const
{
    qsizetype length = 0;
    for (const SessionStatus status : inOrder()) {
        if (isShown(status))
            length += statusWord(status).size()
                + QString::number(m_numbers.at(static_cast<std::size_t>(status))).size();
    }
    return static_cast<int>(length);
}

bool StatusCountsModel::isShown(SessionStatus status) const
{
    return m_numbers.at(static_cast<std::size_t>(status)) > 0 || isSelected(status)
        || isAlwaysShown(status);
}

bool StatusCountsModel::isSelected(SessionStatus status) const
{
    return m_board && (m_board->statusFilter() & (1 << static_cast<int>(status))) != 0;
}

} // namespace dogwatch
