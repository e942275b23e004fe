// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/clock.h"
#include "net/responder.h"
#include "net/streamrequest.h"
#include "store/readport.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>

namespace dogwatch {

struct LiveReader;

// Milliseconds.
struct LiveTimes
{
    qint64 longPoll = 30'000; // a poll without news is answered after that
    qint64 events = 60'000; // a connection of events ends after that; its client comes again
};

// Those who wait for what a stream will get: long polls and server-sent events. A reader is here
// before the store is looked at for it, and is looked up again when its stream grew meanwhile, so
// that nothing falls between the two. Those who stand at the same place share one look.
//
// A client that takes its events too slowly is left alone until it has caught up with what it was
// sent: never is more than a page held for one.
//
// Lives in the network thread.
class LiveReaders : public QObject
{
    Q_OBJECT

public:
    using Look = std::function<Result<StreamPage>(Database &, const StreamQuery &)>;
    // What must be done before somebody who begins to read that page is answered; at once or later
    // `done` says how it went.
    using Done = std::function<void(const Result<void> &)>;
    using Begin = std::function<void(const StreamPage &, const Done &done)>;

    // `look` runs on reader threads, `begin` in ours; the clock outlives this.
    LiveReaders(std::shared_ptr<Readers> readers, Look look, Begin begin, const Clock &clock,
                LiveTimes times, QObject *parent = nullptr);
    ~LiveReaders() override;

    // False: too many wait; the responder is as it was.
    [[nodiscard]] bool add(const StreamReadRequest &request, Responder &responder);
    // The stream has changed, and the change is committed.
    void wake(const QByteArray &path);
    // Answers all of them as if their time were over.
    void endAll();

    [[nodiscard]] int count() const { return static_cast<int>(m_readers.size()); }

private:
    using Ids = std::vector<quint64>;

    void look(const StreamQuery &query, Ids ids);
    void take(quint64 id, const Result<StreamPage> &page);
    void show(quint64 id, const StreamPage &page);
    void refuse(quint64 id, HttpResponse response);
    [[nodiscard]] bool answerPoll(LiveReader &reader, const StreamPage &page);
    [[nodiscard]] bool sendEvents(LiveReader &reader, const StreamPage &page);
    void goOn(LiveReader &reader, const StreamPage &page);
    void onChanged(quint64 id);
    void expire(LiveReader &reader);
    void onTick();
    void remove(quint64 id);
    [[nodiscard]] qint64 cursorFor(const LiveReader &reader) const;

    ReadPort m_port;
    const Look m_look;
    const Begin m_begin;
    const Clock &m_clock;
    const LiveTimes m_times;
    std::unordered_map<quint64, std::unique_ptr<LiveReader>> m_readers;
    QHash<QByteArray, QList<quint64>> m_byPath;
    quint64 m_lastId = 0;
    bool m_isEnding = false;
    QTimer m_timer;
};

} // namespace dogwatch
