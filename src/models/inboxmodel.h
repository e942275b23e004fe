// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "models/cellsmodel.h"
#include "models/livefeed.h"
#include "store/readport.h"
#include "store/waits.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>
#include <optional>

namespace dogwatch {

// What happened while a person was away: what needs one now, and what did and is over, with how
// long it waited. Read when the page is looked at, and again when any of it changes while it is.
//
// GUI thread; reads on the readers' threads. The feed outlives it or is set to null before.
class InboxModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged FINAL)
    // When a person last looked, unix ms. Default 0: never, and a day is shown.
    Q_PROPERTY(double looked READ looked WRITE setLooked NOTIFY lookedChanged FINAL)
    // Default SinceLooked, without what was acknowledged and is over.
    Q_PROPERTY(Range range READ range WRITE setRange NOTIFY rangeChanged FINAL)

    Q_PROPERTY(dogwatch::CellsModel *items READ items CONSTANT FINAL)
    // Of when what is shown was read; 0: not yet.
    Q_PROPERTY(double readAt READ readAt NOTIFY readDone FINAL)
    // How many were not acknowledged.
    Q_PROPERTY(int unseen READ unseen NOTIFY readDone FINAL)
    // What waited on the person in that time, in a sentence; empty: nothing did, or it was not
    // read.
    Q_PROPERTY(QString waited READ waited NOTIFY readDone FINAL)

public:
    enum Range {
        SinceLooked,
        Day,
        Week,
    };
    Q_ENUM(Range)

    explicit InboxModel(QObject *parent = nullptr);
    ~InboxModel() override;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] double looked() const { return static_cast<double>(m_lookedMs); }
    void setLooked(double unixMs);
    [[nodiscard]] Range range() const { return m_range; }
    void setRange(Range range);
    [[nodiscard]] CellsModel *items() { return &m_items; }
    [[nodiscard]] double readAt() const { return static_cast<double>(m_readAtMs); }
    [[nodiscard]] int unseen() const { return static_cast<int>(m_unseen.size()); }
    [[nodiscard]] const QString &waited() const { return m_waited; }

    Q_INVOKABLE void read();
    // For GuiActions::acknowledgeItems().
    Q_INVOKABLE [[nodiscard]] QStringList unseenItems() const { return m_unseen; }

Q_SIGNALS:
    void feedChanged();
    void activeChanged();
    void lookedChanged();
    void rangeChanged();
    void readDone();

private:
    struct Snapshot
    {
        std::vector<AttentionItem> items;
        std::vector<Wait> waits;
        QSet<QString> acknowledged;
        QHash<SessionRef, QString> projects;
    };
    static Result<Snapshot> readAll(Database &database, qint64 sinceMs, qint64 nowMs);

    [[nodiscard]] qint64 sinceMs() const;
    void accept(Snapshot snapshot, qint64 sinceMs, qint64 readAtMs);
    void show();
    [[nodiscard]] CellRow rowOf(const AttentionItem &item, qint64 nowMs) const;
    [[nodiscard]] QString waitedText(qint64 nowMs) const;
    [[nodiscard]] static QStringList waitedByProject(const WaitReport &report);

    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    bool m_active = false;
    bool m_reading = false;
    bool m_again = false;
    qint64 m_lookedMs = 0;
    Range m_range = SinceLooked;
    Snapshot m_snapshot;
    qint64 m_shownSinceMs = 0;
    qint64 m_readAtMs = 0;
    QStringList m_unseen;
    QString m_waited;
    CellsModel m_items;
};

} // namespace dogwatch
