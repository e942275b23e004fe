// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livefeed.h"
#include "models/livelistmodel.h"
#include "models/rowmoves.h"
#include "models/sessionrow.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <unordered_map>
#include <vector>

namespace dogwatch {

// Consecutive rows of one group, where the board is grouped.
struct BoardGroup
{
    QString name;
    int first = 0;
    int count = 0;

    friend bool operator==(const BoardGroup &, const BoardGroup &) = default;
};

// The tiles of the board: sessions that pass the filter, sorted by need, then by who is in that
// state longest. Rows move, and change at most once per tick of the feed. While the order is held
// (the pointer is over the tiles) nothing moves or goes away, and what is new comes last.
//
// GUI thread. Roles: see the table in sessionsmodel.cpp.
class SessionsModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window")
    // Bit n is the status of value n; 0: all but those that ended more than kEndedShownMs ago.
    Q_PROPERTY(int statusFilter READ statusFilter WRITE setStatusFilter NOTIFY filterChanged FINAL)
    Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY filterChanged FINAL)
    Q_PROPERTY(Grouping grouping READ grouping WRITE setGrouping NOTIFY groupingChanged FINAL)
    Q_PROPERTY(bool held READ held NOTIFY heldChanged FINAL)
    // The selected row, -1 for none; it stays with its session when rows move.
    Q_PROPERTY(int currentRow READ currentRow WRITE setCurrentRow NOTIFY currentRowChanged FINAL)
    // How many there are, shown or not.
    Q_PROPERTY(int total READ total NOTIFY totalChanged FINAL)

public:
    enum Role {
        RefRole = Qt::UserRole,
        StatusRole,
        ActivityRole,
        GroupRole,
        SessionIdRole,
        SourceRole,
        AgentTitleRole,
        ProjectRole,
        BranchRole,
        TitleRole,
        ModelRole,
        CwdRole,
        TranscriptPathRole,
        StatusTextRole,
        DwellRole,
        ReasonRole,
        ActionToolRole,
        ActionTextRole,
        ActionAgeRole,
        SubagentsRole,
        CallsRole,
    };
    Q_ENUM(Role)
    enum Grouping {
        NoGroups,
        ByProject,
        ByAgent,
    };
    Q_ENUM(Grouping)

    explicit SessionsModel(LiveFeed *feed, QObject *parent = nullptr);
    ~SessionsModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    // For what has no delegate: menus, tooltips. -1 or a row that is gone yields nothing.
    Q_INVOKABLE [[nodiscard]] QString text(int row, int role) const;
    Q_INVOKABLE [[nodiscard]] QString tooltip(int row) const;
    Q_INVOKABLE [[nodiscard]] double refAt(int row) const;
    // -1 where it is not shown.
    Q_INVOKABLE [[nodiscard]] int rowOf(double ref) const;
    // Drops filter and search if the session is hidden by them.
    Q_INVOKABLE void reveal(double ref);
    Q_INVOKABLE void clearFilter();
    // Holds the order from now on: until a while after the pointer has left, and no longer than
    // kRestingMs after it last moved, so that a forgotten pointer does not hold it for ever.
    Q_INVOKABLE void pointerMoved();
    Q_INVOKABLE void pointerLeft();
    Q_INVOKABLE void retry();

    [[nodiscard]] int statusFilter() const { return m_statusFilter; }
    void setStatusFilter(int mask);
    [[nodiscard]] const QString &search() const { return m_search; }
    void setSearch(const QString &text);
    [[nodiscard]] Grouping grouping() const { return m_grouping; }
    void setGrouping(Grouping grouping);
    [[nodiscard]] bool held() const { return m_held; }
    void setHeld(bool held);
    [[nodiscard]] int currentRow() const { return m_currentRow; }
    void setCurrentRow(int row);
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] const std::vector<BoardGroup> &groups() const { return m_groups; }

    static constexpr qint64 kEndedShownMs = 60LL * 60 * 1000;
    // What changes with each tool call is shown at most this often: faster can't be read.
    static constexpr int kFastMs = 250;
    static constexpr int kRestingMs = 30'000;
    static constexpr int kLeftMs = 1'500;

Q_SIGNALS:
    void filterChanged();
    void groupingChanged();
    void heldChanged();
    void currentRowChanged();
    void totalChanged();
    // Rows or groups are at other places than before.
    void arranged();

private:
    struct Entry
    {
        SessionRow row;
        int position = -1; // among the shown
        qint64 shownMs = 0; // monotonic: when fast roles were last shown
        quint32 dirty = 0; // roles to be told of, as bits from RefRole
        bool activityDirty = false;
    };

    void reload();
    void accept(const ChangeSet &changes);
    void drop(const QList<SessionRef> &sessions);
    void renew(qint64 nowMs);
    void put(const Session &session, bool evenIfFast);
    void indexAttention();
    void flushDeferred();
    void emitDirty();
    void rearrange();
    void rearrangeIfNeeded();
    [[nodiscard]] bool shows(const SessionRow &row) const;
    [[nodiscard]] std::vector<SessionRef> wantedOrder() const;
    [[nodiscard]] QString groupOf(const SessionRow &row) const;
    void removeUnwanted(const QSet<SessionRef> &wanted);
    void insertNew(const std::vector<SessionRef> &target);
    void move(int from, int to);
    void renumber();
    void followCurrent();
    void findGroups();
    [[nodiscard]] const Entry &at(int row) const;
    [[nodiscard]] Entry *find(SessionRef ref);
    void setTotal();

    const QPointer<LiveFeed> m_feed;
    std::unordered_map<qint64, Entry> m_entries; // by ref
    std::vector<SessionRef> m_order; // the shown
    QHash<SessionRef, AttentionItem> m_asks; // of each session the most urgent
    QSet<SessionRef> m_deferred;
    std::vector<Entry *> m_dirtyEntries; // each once
    std::vector<BoardGroup> m_groups;
    QTimer m_deferTimer;
    QTimer m_holdTimer;
    QElapsedTimer m_clock;

    int m_statusFilter = 0;
    QString m_search;
    QStringList m_words;
    Grouping m_grouping = NoGroups;
    bool m_held = false;
    bool m_arrangeNeeded = false;
    bool m_rowsMoved = false; // since arranged() was last sent
    std::optional<SessionRef> m_current;
    int m_currentRow = -1;
    int m_total = 0;
    qint64 m_slot = 0; // of the activity last told of
};

} // namespace dogwatch
