// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/logmodel.h"
#include "store/readport.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <iterator>
#include <vector>

namespace dogwatch {

// The rows of a LogModel. A subclass says how an entry of the store becomes a Row, which has its
// texts ready to be shown and a `key`.
//
// GUI thread; `pageOf` and `touchedOf` give functions that run on a reader's thread.
template<class Entry, class Row>
class LogRows : public LogModel
{
public:
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

protected:
    using Entries = std::vector<Entry>;
    using Query = std::function<Result<Entries>(Database &)>;

    explicit LogRows(QObject *parent)
        : LogModel(parent)
    { }

    [[nodiscard]] virtual Query pageOf(const LogFilter &filter, const LogPage &page) const = 0;
    // Entries that may have changed since; null where none ever do.
    [[nodiscard]] virtual Query touchedOf(const LogFilter &, qint64) const { return {}; }
    // A changed entry that was not in the window has become one that passes the filter.
    [[nodiscard]] virtual bool joins(const Entry &, const LogFilter &) const { return false; }
    [[nodiscard]] virtual Row rowFrom(const Entry &entry) const = 0;

    [[nodiscard]] const std::deque<Row> &rows() const { return m_rows; }
    [[nodiscard]] const Row &rowAt(const QModelIndex &index) const
    {
        Q_ASSERT(
            checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid));
        return m_rows[static_cast<std::size_t>(index.row())];
    }

    [[nodiscard]] LogKey firstKey() const final
    {
        return m_rows.empty() ? LogKey() : m_rows.front().key;
    }
    [[nodiscard]] LogKey lastKey() const final
    {
        return m_rows.empty() ? LogKey() : m_rows.back().key;
    }

    // Ids are ordered otherwise by the store than by QString, so only the seq is searched for.
    [[nodiscard]] int rowOf(const LogKey &key) const final
    {
        auto row = std::lower_bound(m_rows.begin(), m_rows.end(), key.seq,
                                    [](const Row &a, qint64 seq) { return a.key.seq < seq; });
        for (; row != m_rows.end() && row->key.seq == key.seq; ++row) {
            if (row->key.id == key.id)
                return static_cast<int>(row - m_rows.begin());
        }
        return -1;
    }

    void clear() final { reset({}); }

    void ask(ReadPort &port, const Request &request) final
    {
        port.ask<Answer>(queryOf(request), [this, request](Result<Answer> answer) {
            if (!isCurrent(request))
                return;
            if (answer)
                take(request, std::move(answer).value());
            else
                failed(request, answer.error());
        });
    }

private:
    struct Answer
    {
        Entries page; // oldest first
        Entries touched;
        bool moreBefore = false;
        bool moreAfter = false;
    };

    [[nodiscard]] std::function<Result<Answer>(Database &)> queryOf(const Request &request) const
    {
        switch (request.purpose) {
        case Purpose::Newest:
        case Purpose::Older:
            return [page = pageOf(request.filter, request.page), limit = request.page.limit](
                       Database &database) { return backward(database, page, limit); };
        case Purpose::Newer:
        case Purpose::Append:
            return [page = request.page.limit > 0 ? pageOf(request.filter, request.page) : Query(),
                    touched = request.purpose == Purpose::Append
                        ? touchedOf(request.filter, request.touchedSince)
                        : Query(),
                    limit = request.page.limit](Database &database) {
                return forward(database, page, touched, limit);
            };
        case Purpose::Around:
            return around(request);
        }
        Q_UNREACHABLE();
    }

    static Result<Answer> backward(Database &database, const Query &page, int limit)
    {
        Result<Entries> entries = page(database);
        if (!entries)
            return entries.error();
        std::reverse(entries->begin(), entries->end());
        Answer answer;
        answer.page = std::move(entries).value();
        answer.moreBefore = static_cast<int>(answer.page.size()) == limit;
        return answer;
    }

    static Result<Answer> forward(Database &database, const Query &page, const Query &touched,
                                  int limit)
    {
        Answer answer;
        if (page) {
            Result<Entries> entries = page(database);
            if (!entries)
                return entries.error();
            answer.page = std::move(entries).value();
            answer.moreAfter = static_cast<int>(answer.page.size()) == limit;
        }
        if (touched) {
            Result<Entries> entries = touched(database);
            if (!entries)
                return entries.error();
            answer.touched = std::move(entries).value();
        }
        return answer;
    }

    // The row that is wanted is the last one of the older half.
    [[nodiscard]] std::function<Result<Answer>(Database &)> around(const Request &request) const
    {
        const LogKey next{request.key.seq + 1, {}};
        LogPage older = request.page;
        older.before = next;
        older.newestFirst = true;
        LogPage newer = request.page;
        newer.after = {request.key.seq, QString::fromUcs4(U"\U0010ffff", 1)};
        return [older = pageOf(request.filter, older), newer = pageOf(request.filter, newer),
                limit = request.page.limit](Database &database) -> Result<Answer> {
            Result<Answer> before = backward(database, older, limit);
            if (!before)
                return before;
            Result<Answer> after = forward(database, newer, {}, limit);
            if (!after)
                return after;
            before->page.insert(before->page.end(), std::make_move_iterator(after->page.begin()),
                                std::make_move_iterator(after->page.end()));
            before->moreAfter = after->moreAfter;
            return before;
        };
    }

    void take(const Request &request, Answer answer)
    {
        const bool following = request.purpose == Purpose::Append && !endMoved(request);
        switch (request.purpose) {
        case Purpose::Newest:
        case Purpose::Around:
            reset(std::move(answer.page));
            break;
        case Purpose::Older:
            if (request.page.before == firstKey())
                prepend(answer.page);
            else
                answer.moreBefore = true; // the first rows went meanwhile
            break;
        case Purpose::Newer:
            if (request.page.after == lastKey())
                insertAtEnd(answer.page, answer.page.size());
            else
                answer.moreAfter = true;
            trimFront(0);
            break;
        case Purpose::Append:
            if (following)
                grow(answer.page);
            replace(answer.touched, request.touchedSince);
            break;
        }
        answered(request, answer.moreBefore, answer.moreAfter);
        if (following && !answer.page.empty())
            Q_EMIT appended();
    }

    void reset(Entries entries)
    {
        beginResetModel();
        m_rows.clear();
        for (const Entry &entry : entries)
            m_rows.push_back(rowFrom(entry));
        endResetModel();
    }

    void prepend(const Entries &entries)
    {
        if (entries.empty())
            return;
        beginInsertRows({}, 0, static_cast<int>(entries.size()) - 1);
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
            m_rows.push_front(rowFrom(*entry));
        endInsertRows();
        if (m_rows.size() <= kWindow)
            return;
        beginRemoveRows({}, kWindow, static_cast<int>(m_rows.size()) - 1);
        m_rows.erase(m_rows.begin() + kWindow, m_rows.end());
        endRemoveRows();
        setEdges(hasOlder(), true);
    }

    // New rows while the window stands at the end of the log.
    void grow(const Entries &entries)
    {
        if (following()) {
            insertAtEnd(entries, entries.size());
            trimFront(kSlack);
            return;
        }
        const std::size_t room = m_rows.size() < kWindow ? kWindow - m_rows.size() : 0;
        insertAtEnd(entries, std::min(room, entries.size()));
        if (entries.size() > room)
            setEdges(hasOlder(), true);
    }

    void insertAtEnd(const Entries &entries, std::size_t count)
    {
        if (count == 0)
            return;
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(count) - 1);
        for (std::size_t i = 0; i < count; ++i)
            m_rows.push_back(rowFrom(entries[i]));
        endInsertRows();
    }

    void trimFront(int slack)
    {
        const int excess = static_cast<int>(m_rows.size()) - kWindow;
        if (excess <= slack)
            return;
        beginRemoveRows({}, 0, excess - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + excess);
        endRemoveRows();
        setEdges(true, hasNewer());
    }

    // Rows of the window as they are now; neighbours are told in one go. What joins was passed by
    // before: it is not after `seenSeq`.
    void replace(const Entries &entries, qint64 seenSeq)
    {
        int first = -1;
        int last = -2;
        const auto flush = [this, &first, &last] {
            if (first >= 0)
                Q_EMIT dataChanged(index(first), index(last));
        };
        for (const Entry &entry : entries) {
            Row changed = rowFrom(entry);
            const int row = rowOf(changed.key);
            if (row < 0 && changed.key.seq <= seenSeq && joins(entry, logFilter())) {
                flush();
                first = -1;
                last = -2;
                insertBetween(std::move(changed));
                continue;
            }
            if (row < 0 || m_rows[static_cast<std::size_t>(row)] == changed)
                continue;
            m_rows[static_cast<std::size_t>(row)] = std::move(changed);
            if (row != last + 1) {
                flush();
                first = row;
            }
            last = row;
        }
        flush();
    }

    void insertBetween(Row row)
    {
        const auto place =
            std::lower_bound(m_rows.begin(), m_rows.end(), row.key,
                             [](const Row &a, const LogKey &key) { return a.key < key; });
        const bool outside =
            (place == m_rows.begin() && hasOlder()) || (place == m_rows.end() && hasNewer());
        if (outside)
            return;
        const int at = static_cast<int>(place - m_rows.begin());
        beginInsertRows({}, at, at);
        m_rows.insert(place, std::move(row));
        endInsertRows();
    }

    std::deque<Row> m_rows;
};

} // namespace dogwatch
