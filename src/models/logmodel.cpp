// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logmodel.h"

#include "models/displaytext.h"
#include "store/readport.h"

#include <algorithm>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

LogModel::LogModel(QObject *parent)
    : LiveListModel(parent)
{ }

LogModel::~LogModel() = default;

void LogModel::open(std::shared_ptr<Readers> readers, SessionRef session)
{
    m_port = readers ? std::make_unique<ReadPort>(std::move(readers)) : nullptr;
    m_opened = true;
    m_filter = LogFilter{.session = session, .agentId = {}, .text = {}, .failedOnly = false};
    m_targetSeq = 0;
    m_seenSeq = 0;
    clear();
    setEdges(false, false);
    setFollowing(true);
    setState(ModelState::Loading);
    Q_EMIT filterChanged();
    load();
}

void LogModel::setAgentNames(const QHash<QString, QString> &names)
{
    if (m_agentNames == names)
        return;
    m_agentNames = names;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {agentRole()});
}

QString LogModel::agentNameFor(const QString &agentId) const
{
    constexpr qsizetype kNameLength = 80;
    return agentId.isEmpty() ? tr("main")
                             : displayLine(m_agentNames.value(agentId, agentId), kNameLength);
}

void LogModel::setAgent(const std::optional<QString> &agentId)
{
    if (m_filter.agentId == agentId)
        return;
    m_filter.agentId = agentId;
    askAnew();
}

void LogModel::setFilter(const QString &filter)
{
    if (m_filter.text == filter)
        return;
    m_filter.text = filter;
    Q_EMIT filterChanged();
    askAnew();
}

void LogModel::setFailedOnly(bool failedOnly)
{
    if (m_filter.failedOnly == failedOnly)
        return;
    m_filter.failedOnly = failedOnly;
    Q_EMIT filterChanged();
    askAnew();
}

void LogModel::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    Q_EMIT followingChanged();
}

// Other rows are wanted: the newest of them first.
void LogModel::askAnew()
{
    setFollowing(true);
    load();
}

void LogModel::retry()
{
    setState(ModelState::Loading);
    load();
}

void LogModel::toEnd()
{
    setFollowing(true);
    // A row may be on its way that was wanted before, with the window around it.
    if (m_hasNewer || !m_loaded)
        load();
}

// From the newest row on. What stands in the window stays until the answer is there.
void LogModel::load()
{
    if (!m_opened)
        return;
    ++m_generation;
    m_fetching = false;
    m_appending = false;
    m_again = false;
    m_loaded = false;
    if (!m_port) {
        setState(ModelState::Failed, tr("There is no store to read from."));
        return;
    }
    Request request;
    request.purpose = Purpose::Newest;
    request.page = {.after = {}, .before = {}, .newestFirst = true, .limit = kPage};
    send(std::move(request));
}

void LogModel::fetchOlder()
{
    if (!m_loaded || m_fetching || !m_hasOlder)
        return;
    m_fetching = true;
    Request request;
    request.purpose = Purpose::Older;
    request.page = {.after = {}, .before = firstKey(), .newestFirst = true, .limit = kPage};
    send(std::move(request));
}

void LogModel::fetchNewer()
{
    if (!m_loaded || m_fetching || !m_hasNewer)
        return;
    m_fetching = true;
    Request request;
    request.purpose = Purpose::Newer;
    request.page = {.after = lastKey(), .before = {}, .newestFirst = false, .limit = kPage};
    send(std::move(request));
}

void LogModel::advance(qint64 lastSeq)
{
    m_targetSeq = std::max(m_targetSeq, lastSeq);
    if (m_loaded && m_targetSeq > m_seenSeq)
        append();
}

void LogModel::append()
{
    if (m_hasNewer && !rowsChange()) {
        m_seenSeq = m_targetSeq;
        return;
    }
    if (m_appending) {
        m_again = true;
        return;
    }
    m_appending = true;
    Request request;
    request.purpose = Purpose::Append;
    // Up to m_seenSeq nothing can have come in since, even where the last row is far older.
    const LogKey last = lastKey();
    const LogKey seen{m_seenSeq, QString::fromUcs4(U"\U0010ffff", 1)};
    request.page = {.after = last < seen ? seen : last,
                    .before = {},
                    .newestFirst = false,
                    .limit = m_hasNewer ? 0 : kPage};
    request.touchedSince = m_seenSeq;
    send(std::move(request));
}

void LogModel::reveal(qint64 seq, const QString &id)
{
    const LogKey key{seq, id};
    if (const int row = rowOf(key); m_loaded && row >= 0) {
        Q_EMIT revealed(row);
        return;
    }
    if (!m_port || !m_opened)
        return;
    // Takes the place of whatever else was being read.
    ++m_generation;
    m_fetching = true;
    m_appending = false;
    m_loaded = false;
    Request request;
    request.purpose = Purpose::Around;
    request.key = key;
    request.page.limit = kPage / 2;
    send(std::move(request));
}

void LogModel::send(Request request)
{
    request.generation = m_generation;
    request.filter = m_filter;
    request.targetSeq = m_targetSeq;
    request.epoch = m_epoch;
    ask(*m_port, request);
}

bool LogModel::isCurrent(const Request &request) const
{
    return request.generation == m_generation;
}

void LogModel::failed(const Request &request, const Error &error)
{
    if (!isCurrent(request))
        return;
    m_fetching = false;
    m_appending = false;
    m_again = false;
    m_loaded = false;
    setState(ModelState::Failed, error.text);
}

void LogModel::answered(const Request &request, bool moreBefore, bool moreAfter)
{
    const qint64 covered = std::max(request.targetSeq, lastKey().seq);
    switch (request.purpose) {
    case Purpose::Newest:
        m_seenSeq = covered;
        setEdges(moreBefore, false);
        break;
    case Purpose::Older:
        m_fetching = false;
        setEdges(moreBefore, m_hasNewer);
        break;
    case Purpose::Newer:
        m_fetching = false;
        // Its snapshot may be older than what an append has seen meanwhile.
        if (!moreAfter)
            m_seenSeq = std::min(m_seenSeq, covered);
        setEdges(m_hasOlder, moreAfter);
        break;
    case Purpose::Append:
        m_appending = false;
        if (!endMoved(request))
            m_seenSeq = std::max(m_seenSeq, moreAfter ? lastKey().seq : covered);
        break;
    case Purpose::Around:
        m_fetching = false;
        m_seenSeq = covered;
        setEdges(moreBefore, moreAfter);
        break;
    }
    m_loaded = true;
    setState(ModelState::Ready);
    const bool again = std::exchange(m_again, false) || moreAfter;
    if (m_targetSeq > m_seenSeq || (again && request.purpose == Purpose::Append))
        append();
    if (request.purpose == Purpose::Around)
        Q_EMIT revealed(rowOf(request.key));
}

void LogModel::setEdges(bool hasOlder, bool hasNewer)
{
    if (m_hasOlder == hasOlder && m_hasNewer == hasNewer)
        return;
    if (m_hasNewer != hasNewer)
        ++m_epoch;
    m_hasOlder = hasOlder;
    m_hasNewer = hasNewer;
    Q_EMIT edgesChanged();
}

} // namespace dogwatch
