// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/livelistmodel.h"
#include "models/transcriptrow.h"
#include "store/readport.h"

#include <QHash>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <deque>
#include <memory>

namespace dogwatch {

// A window on the transcript of one agent of a session, the oldest entry first: begins at the end,
// reads on at both sides when asked, grows while the session lives, and keeps at most kWindow
// entries, with long texts cut.
//
// GUI thread; reads on the readers' threads. Answers to what is no longer asked are dropped.
class TranscriptModel : public dogwatch::LiveListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("belongs to SessionDetails")
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY edgesChanged FINAL)
    Q_PROPERTY(bool hasNewer READ hasNewer NOTIFY edgesChanged FINAL)
    // The view stands at the end and stays there. Default true.
    Q_PROPERTY(bool following READ following WRITE setFollowing NOTIFY followingChanged FINAL)
    // The lines of the entry whose own words are shown; empty: none.
    Q_PROPERTY(QStringList raw READ raw NOTIFY rawChanged FINAL)

public:
    enum Role {
        KindRole = Qt::UserRole, // EntryKind
        HeadRole,
        WhatRole,
        TimeTextRole,
        NoteRole,
        ProseRole,
        LinesRole,
        BlockRole, // the lines as one text
        DiffRole, // the lines have tones
        TonesRole,
        HiddenLinesRole,
        CanUnfoldRole,
        UnfoldedRole,
        FailureRole,
        ToolUseIdRole,
    };
    Q_ENUM(Role)

    static constexpr std::size_t kWindow = 2000;
    static constexpr int kPage = 200;
    static constexpr int kRereadMs = 1000;

    explicit TranscriptModel(QObject *parent = nullptr);
    ~TranscriptModel() override;

    // Null readers: a failed read.
    void open(std::shared_ptr<Readers> readers, SessionRef session);
    // Only entries of this agent; empty: the main one.
    void setAgent(const QString &agentId);
    // Something of the session was committed: its agent may have written on, too.
    void advance();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }
    [[nodiscard]] bool hasNewer() const { return m_hasNewer; }
    [[nodiscard]] bool following() const { return m_following; }
    void setFollowing(bool following);
    [[nodiscard]] const QStringList &raw() const { return m_raw; }

    Q_INVOKABLE void fetchOlder();
    Q_INVOKABLE void fetchNewer();
    // The other end of the log; following() with the newer one.
    Q_INVOKABLE void toStart();
    Q_INVOKABLE void toEnd();
    Q_INVOKABLE void retry();
    // Folds, or reads the whole entry and unfolds.
    Q_INVOKABLE void toggle(int row);
    // Reads the entry's own words into raw().
    Q_INVOKABLE void showRaw(int row);
    Q_INVOKABLE void hideRaw();
    // Brings the call, the entry, or the answer by its number in the usage, into the window; then
    // revealed().
    Q_INVOKABLE void revealCall(const QString &toolUseId);
    Q_INVOKABLE void revealEntry(double id);
    Q_INVOKABLE void revealMessage(double id);
    Q_INVOKABLE [[nodiscard]] QString toolUseIdAt(int row) const;
    // All that is shown of a row, for the clipboard.
    Q_INVOKABLE [[nodiscard]] QString textAt(int row) const;

Q_SIGNALS:
    void edgesChanged();
    void followingChanged();
    void rawChanged();
    // -1: there is no such entry.
    void revealed(int row);
    void appended();
    // The entry asked for is another agent's; empty: the main one's.
    void agentWanted(const QString &agentId);

private:
    enum class Purpose {
        Newest,
        Oldest,
        Older,
        Newer,
    };
    using Entries = std::vector<TranscriptEntry>;

    void load(Purpose purpose);
    void read(Purpose purpose, EntryQuery query);
    void take(Purpose purpose, Entries entries);
    void reset(const Entries &entries);
    void append(const Entries &entries);
    void prepend(const Entries &entries);
    void setEdges(bool hasOlder, bool hasNewer);
    void around(const TranscriptEntry &entry);
    void revealFound(const Result<TranscriptEntry> &entry);
    [[nodiscard]] EntryQuery query() const;
    [[nodiscard]] TranscriptRow rowFrom(const TranscriptEntry &entry, bool unfolded);
    [[nodiscard]] int rowOf(qint64 entryId) const;

    std::unique_ptr<ReadPort> m_port;
    SessionRef m_session{};
    QString m_agent;
    quint64 m_generation = 0;
    bool m_isReading = false;
    bool m_isBehind = false; // something was committed while it read
    bool m_hasOlder = false;
    bool m_hasNewer = false;
    bool m_following = true;
    QTimer m_reread;
    std::deque<TranscriptRow> m_rows;
    QHash<QString, QString> m_tools; // of the calls in the window, by their id
    QStringList m_raw;
};

} // namespace dogwatch
