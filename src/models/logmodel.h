// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livelistmodel.h"
#include "store/sessionlog.h"

#include <QtQml/qqmlregistration.h>

#include <QHash>

#include <memory>

namespace dogwatch {

class Readers;
class ReadPort;

// A window on a log of one session, oldest row first: it starts at the newest rows, reads older
// ones when asked, grows at the end while the session lives, and keeps at most kWindow rows in
// memory. This part knows when to read what; LogRows keeps the rows.
//
// GUI thread; reads on the readers' threads. Answers to what is no longer asked are dropped.
class LogModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("a base of models")
    // Whether the store has rows before the first, or after the last, of the window.
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY edgesChanged FINAL)
    Q_PROPERTY(bool hasNewer READ hasNewer NOTIFY edgesChanged FINAL)
    // The view stands at the end: old rows go when new ones come. Otherwise the rows in the window
    // stay, and what does not fit after them is left in the store. Default true.
    Q_PROPERTY(bool following READ following WRITE setFollowing NOTIFY followingChanged FINAL)
    // Only rows that contain this, in any of the columns; default empty: all.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)

public:
    static constexpr int kWindow = 5000;
    static constexpr int kPage = 500;
    // Old rows go in batches of at least this many.
    static constexpr int kSlack = 250;

    ~LogModel() override;

    // Reads `session` from `readers`, from the newest row on; null readers: a failed read.
    void open(std::shared_ptr<Readers> readers, SessionRef session);
    // The session has committed events up to `lastSeq`.
    void advance(qint64 lastSeq);
    // What a person calls the session's agents, by their ids; shown in their place.
    void setAgentNames(const QHash<QString, QString> &names);
    // Only rows of this agent (empty: the main one); nothing: of all.
    void setAgent(const std::optional<QString> &agentId);

    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    [[nodiscard]] bool following() const { return m_following; }
    void setFollowing(bool following);
    [[nodiscard]] const QString &filter() const { return m_filter.text; }
    void setFilter(const QString &filter);

    Q_INVOKABLE void fetchOlder();
    Q_INVOKABLE void fetchNewer();
    // Back to the newest rows.
    Q_INVOKABLE void toEnd();
    // After a failure: reads anew.
    Q_INVOKABLE void retry();
    // Makes sure that the row of this seq (and id) is in the window, then emits revealed().
    Q_INVOKABLE void reveal(qint64 seq, const QString &id = {});

Q_SIGNALS:
    void edgesChanged();
    void followingChanged();
    void filterChanged();
    // The row that was asked for; -1 where the filter hides it or there is none.
    void revealed(int row);
    // Rows came in at the end while the session lives.
    void appended();

protected:
    explicit LogModel(QObject *parent);

    enum class Purpose {
        Newest,
        Older,
        Newer,
        Append,
        Around,
    };
    struct Request
    {
        Purpose purpose = Purpose::Newest;
        quint64 generation = 0;
        LogFilter filter;
        LogPage page;
        qint64 touchedSince = 0; // for Append
        qint64 targetSeq = 0; // what was known to be committed when it was asked
        LogKey key; // for Around
        quint64 epoch = 0; // of the window's end, see endMoved
    };
    // Runs the query of `request` through `port` and hands the answer to the rows.
    virtual void ask(ReadPort &port, const Request &request) = 0;
    [[nodiscard]] virtual LogKey firstKey() const = 0;
    [[nodiscard]] virtual LogKey lastKey() const = 0;
    [[nodiscard]] virtual int rowOf(const LogKey &key) const = 0;
    virtual void clear() = 0;
    // Whether rows of the window can change, so that it has to be read even while not at its end.
    [[nodiscard]] virtual bool rowsChange() const { return false; }

    // For the answers. False: it answers what is no longer asked.
    [[nodiscard]] bool isCurrent(const Request &request) const;
    // The window's end was detached from the log's, or attached to it, since this was asked: rows
    // that were to follow the last one may leave a gap now.
    [[nodiscard]] bool endMoved(const Request &request) const { return request.epoch != m_epoch; }
    void failed(const Request &request, const Error &error);
    // The rows are in the window; the store may have more on either side of those in the answer.
    void answered(const Request &request, bool moreBefore, bool moreAfter);
    void setEdges(bool hasOlder, bool hasNewer);
    void setFailedOnly(bool failedOnly);
    [[nodiscard]] const LogFilter &logFilter() const { return m_filter; }
    [[nodiscard]] QString agentNameFor(const QString &agentId) const;
    [[nodiscard]] virtual int agentRole() const = 0;

private:
    void load();
    void askAnew();
    void send(Request request);
    void append();

    std::unique_ptr<ReadPort> m_port;
    LogFilter m_filter;
    QHash<QString, QString> m_agentNames;
    bool m_opened = false;
    bool m_loaded = false;
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_following = true;
    bool m_fetching = false; // a page in either direction
    bool m_appending = false;
    bool m_again = false; // more was committed while an append was under way
    qint64 m_targetSeq = 0; // known to be committed
    qint64 m_seenSeq = 0; // every row up to it that passes the filter was read
    quint64 m_generation = 0;
    quint64 m_epoch = 0; // counts the changes of m_hasNewer
};

} // namespace dogwatch
