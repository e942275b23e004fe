// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/livefeed.h"

#include "store/readport.h"

#include <mutex>

namespace dogwatch {

namespace {

constexpr qint64 kForgettingEveryMs = 10LL * 60 * 1000;

} // namespace

// The writer's thread may publish while we are being destroyed; through this it either reaches us
// whole or not at all.
struct LiveFeed::Address
{
    std::mutex mutex;
    LiveFeed *feed = nullptr; // guarded by mutex
};

LiveFeed::LiveFeed(ChangeFeed &feed, std::shared_ptr<Readers> readers, const Clock &clock,
                   QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_readers(std::move(readers))
    , m_port(std::make_unique<ReadPort>(m_readers))
    , m_loader(storeSnapshotLoader(m_port.get()))
    , m_address(std::make_shared<Address>())
{
    subscribe(feed);
}

LiveFeed::LiveFeed(ChangeFeed &feed, SnapshotLoader loader, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_loader(std::move(loader))
    , m_address(std::make_shared<Address>())
{
    subscribe(feed);
}

LiveFeed::~LiveFeed()
{
    const std::lock_guard lock(m_address->mutex);
    m_address->feed = nullptr;
}

void LiveFeed::subscribe(ChangeFeed &feed)
{
    m_tick.setSingleShot(true);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &LiveFeed::tick);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] { Q_EMIT secondPassed(m_clock.nowMs()); });

    m_address->feed = this;
    m_mailbox = feed.subscribe([address = m_address] {
        const std::lock_guard lock(address->mutex);
        if (LiveFeed *live = address->feed)
            QMetaObject::invokeMethod(
                live, [live] { live->arm(); }, Qt::QueuedConnection);
    });
}

void LiveFeed::load()
{
    const quint64 generation = ++m_generation;
    m_loading = true;
    if (m_state == ModelState::Failed)
        setState(ModelState::Loading, {});
    const qint64 nowMs = m_clock.nowMs();
    const SnapshotQuery query{nowMs - kKeptMs, nowMs - ActivityTable::kSpanMs,
                              ActivityTable::kSlotMs};
    m_loader(query, [this, generation](const Result<LiveSnapshot> &snapshot) {
        if (generation != m_generation)
            return;
        m_loading = false;
        if (snapshot)
            accept(*snapshot);
        else
            setState(ModelState::Failed, snapshot.error().text);
    });
}

void LiveFeed::setWatched(bool watched)
{
    if (watched == m_second.isActive())
        return;
    if (!watched) {
        m_second.stop();
        return;
    }
    m_second.start();
    Q_EMIT secondPassed(m_clock.nowMs());
}

QList<qreal> LiveFeed::activity() const
{
    return m_activity.ofAll(m_clock.nowMs());
}

QList<qreal> LiveFeed::activityOf(SessionRef session) const
{
    return m_activity.of(session, m_clock.nowMs());
}

void LiveFeed::arm()
{
    if (m_tick.isActive())
        return;
    const qint64 sinceLast = m_clock.monotonicMs() - m_lastTickMs;
    m_tick.start(static_cast<int>(std::clamp<qint64>(kTickMs - sinceLast, 0, kTickMs)));
}

void LiveFeed::tick()
{
    // Until the snapshot is here the mailbox holds what comes, merged.
    if (m_loading || m_state != ModelState::Ready)
        return;
    m_lastTickMs = m_clock.monotonicMs();
    const ChangeSet changes = m_mailbox->take();
    if (changes.rebuilt) {
        // What this set holds was committed before, so the snapshot will have it.
        load();
        return;
    }
    apply(changes);
    if (m_lastTickMs >= m_nextForgettingMs)
        forgetOld();
}

void LiveFeed::accept(const LiveSnapshot &snapshot)
{
    m_sessions.clear();
    m_attention.clear();
    m_activity.clear();
    for (const Session &session : snapshot.sessions)
        m_sessions.insert(session.ref, session);
    for (const AttentionItem &item : snapshot.attention)
        m_attention.insert(item.id, item);
    m_marks = snapshot.marks;
    m_muted = snapshot.muted;
    m_activity.add(snapshot.activity);

    const ChangeSet changes = m_mailbox->take();
    if (changes.rebuilt) {
        load();
        return;
    }
    mergeStart(changes);
    m_lastTickMs = m_clock.monotonicMs();
    m_nextForgettingMs = m_lastTickMs + kForgettingEveryMs;
    // The rows first: ready and without rows would be taken for "there are none".
    Q_EMIT loaded();
    setState(ModelState::Ready, {});
}

// What came while the snapshot was read may be older or newer than it. An observation changes a
// session without a new seq, so equal counts as newer; should it be older after all, the newer row
// is committed and about to be published.
void LiveFeed::mergeStart(const ChangeSet &changes)
{
    for (const Session &session : changes.sessions) {
        const auto known = m_sessions.constFind(session.ref);
        if (known == m_sessions.cend() || session.lastSeq >= known->lastSeq)
            put(session);
    }
    for (const AttentionItem &item : changes.attention)
        put(item);
    putSaid(changes);
}

void LiveFeed::apply(const ChangeSet &changes)
{
    if (changes.isEmpty())
        return;
    for (const Session &session : changes.sessions)
        put(session);
    for (const AttentionItem &item : changes.attention)
        put(item);
    putSaid(changes);
    Q_EMIT changed(changes);
}

void LiveFeed::put(const Session &session)
{
    const qint64 nowMs = m_clock.nowMs();
    const auto known = m_sessions.find(session.ref);
    if (known != m_sessions.end()) {
        m_activity.add(session.ref, nowMs, session.events - known->events);
        *known = session;
        return;
    }
    // An old session that speaks again was not loaded: how many of its events are new is not known.
    const bool isNew = session.firstEventMs >= nowMs - ActivityTable::kSpanMs;
    m_activity.add(session.ref, nowMs, isNew ? session.events : 1);
    m_sessions.insert(session.ref, session);
}

void LiveFeed::put(const AttentionItem &item)
{
    if (!item.resolvedAtMs) {
        m_attention.insert(item.id, item);
        return;
    }
    m_attention.remove(item.id);
    m_marks.remove(item.id);
}

// After the items: a mark of one that is not open says nothing.
void LiveFeed::putSaid(const ChangeSet &changes)
{
    for (auto it = changes.marks.cbegin(); it != changes.marks.cend(); ++it) {
        if (m_attention.contains(it.key()))
            m_marks.insert(it.key(), it.value());
    }
    for (auto it = changes.mutes.cbegin(); it != changes.mutes.cend(); ++it) {
        if (it.value())
            m_muted.insert(it.key());
        else
            m_muted.remove(it.key());
    }
}

void LiveFeed::forgetOld()
{
    m_nextForgettingMs = m_lastTickMs + kForgettingEveryMs;
    const qint64 keptSinceMs = m_clock.nowMs() - kKeptMs;
    QList<SessionRef> old;
    for (const Session &session : std::as_const(m_sessions)) {
        if (!isLive(session.status) && session.lastEventMs < keptSinceMs)
            old.append(session.ref);
    }
    if (old.isEmpty())
        return;
    for (const SessionRef ref : std::as_const(old)) {
        m_sessions.remove(ref);
        m_activity.forget(ref);
    }
    Q_EMIT forgotten(old);
}

void LiveFeed::setState(ModelState::Value state, const QString &errorText)
{
    if (m_state == state && m_errorText == errorText)
        return;
    m_state = state;
    m_errorText = errorText;
    Q_EMIT stateChanged();
}

} // namespace dogwatch
