// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "core/clock.h"
#include "models/activitytable.h"
#include "models/livesnapshot.h"
#include "models/modelstate.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace dogwatch {

class Readers;
class ReadPort;

// The living part of the store as the window sees it: read once at the start, then kept by what the
// writer commits, at most once per tick however many events there are. It subscribes before it
// reads, so that no commit falls between.
//
// GUI thread. Models listen to loaded() and changed() and take the rows from here; a model of one
// session asks the store itself through readers(). Times are unix ms.
class LiveFeed : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window")
    Q_PROPERTY(dogwatch::ModelState::Value state READ state NOTIFY stateChanged FINAL)
    // One sentence, empty unless Failed.
    Q_PROPERTY(QString errorText READ errorText NOTIFY stateChanged FINAL)
    // Events of all sessions, see ActivityTable; renewed with secondPassed().
    Q_PROPERTY(QList<qreal> activity READ activity NOTIFY secondPassed FINAL)

public:
    // Of the store behind `readers`; `feed` and `clock` must outlive it.
    LiveFeed(ChangeFeed &feed, std::shared_ptr<Readers> readers, const Clock &clock,
             QObject *parent = nullptr);
    // Of whatever `loader` reads.
    LiveFeed(ChangeFeed &feed, SnapshotLoader loader, const Clock &clock,
             QObject *parent = nullptr);
    ~LiveFeed() override;

    // Reads the snapshot; before it, or after a failure. Safe to repeat.
    Q_INVOKABLE void load();

    // Whether anybody looks: the second does not tick for a hidden window.
    void setWatched(bool watched);

    [[nodiscard]] ModelState::Value state() const { return m_state; }
    [[nodiscard]] const QString &errorText() const { return m_errorText; }
    [[nodiscard]] const QHash<SessionRef, Session> &sessions() const { return m_sessions; }
    [[nodiscard]] const QHash<QString, AttentionItem> &attention() const { return m_attention; }
    // What a person has said of an open item; nothing where nothing was said.
    [[nodiscard]] AttentionMark mark(const QString &item) const { return m_marks.value(item); }
    [[nodiscard]] bool isMuted(SessionRef session) const { return m_muted.contains(session); }
    [[nodiscard]] QList<qreal> activity() const;
    [[nodiscard]] QList<qreal> activityOf(SessionRef session) const;
    [[nodiscard]] qint64 nowMs() const { return m_clock.nowMs(); }
    // Null where there is no store behind it.
    [[nodiscard]] const std::shared_ptr<Readers> &readers() const { return m_readers; }

    // The shortest time between two takings.
    static constexpr int kTickMs = 33;
    // Sessions that are over are kept for this long after their last event.
    static constexpr qint64 kKeptMs = 24LL * 60 * 60 * 1000;

Q_SIGNALS:
    void stateChanged();
    // Everything may be different: take the rows from sessions() and attention().
    void loaded();
    // The rows named in `changes` are already in sessions() and attention(); agents are only here.
    void changed(const dogwatch::ChangeSet &changes);
    // Over for more than kKeptMs and no longer in sessions().
    void forgotten(const QList<dogwatch::SessionRef> &sessions);
    // For texts that tell how long something lasts; only while somebody looks.
    void secondPassed(qint64 nowMs);

private:
    struct Address;

    void subscribe(ChangeFeed &feed);
    void arm();
    void tick();
    void accept(const LiveSnapshot &snapshot);
    void mergeStart(const ChangeSet &changes);
    void apply(const ChangeSet &changes);
    void put(const Session &session);
    void put(const AttentionItem &item);
    void putSaid(const ChangeSet &changes);
    void forgetOld();
    void setState(ModelState::Value state, const QString &errorText);

    const Clock &m_clock;
    const std::shared_ptr<Readers> m_readers;
    std::unique_ptr<ReadPort> m_port; // null where a loader was given
    SnapshotLoader m_loader;
    std::shared_ptr<Address> m_address; // how other threads reach us while we live
    std::shared_ptr<ChangeFeed::Mailbox> m_mailbox;

    QTimer m_tick;
    QTimer m_second;
    qint64 m_lastTickMs = 0; // monotonic
    qint64 m_nextForgettingMs = 0; // monotonic
    ModelState::Value m_state = ModelState::Loading;
    QString m_errorText;
    bool m_loading = false;
    quint64 m_generation = 0; // of the load whose answer is awaited

    QHash<SessionRef, Session> m_sessions;
    QHash<QString, AttentionItem> m_attention;
    QHash<QString, AttentionMark> m_marks; // of those
    QSet<SessionRef> m_muted;
    ActivityTable m_activity;
};

} // namespace dogwatch
