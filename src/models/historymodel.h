// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filterassist.h"
#include "models/cellsmodel.h"
#include "models/hitsmodel.h"
#include "models/livefeed.h"
#include "store/readport.h"
#include "store/sessionruns.h"
#include "store/usagemodel.h"

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// All sessions there ever were, as a filter takes them in, and what its words are found in. Read
// when the page is looked at, some moments after the filter was changed, and some seconds after a
// commit.
//
// GUI thread; reads on the readers' threads. The feed outlives it or is set to null before.
class HistoryModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(dogwatch::LiveFeed *feed READ feed WRITE setFeed NOTIFY feedChanged FINAL)
    // Somebody looks at it. Default false.
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged FINAL)
    // As a person writes it.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged FINAL)
    Q_PROPERTY(Judgement judgement READ judgement NOTIFY judged FINAL)
    // What is wrong with it, one sentence; empty: nothing.
    Q_PROPERTY(QString problem READ problem NOTIFY judged FINAL)
    // It has words to be looked for in all texts.
    Q_PROPERTY(bool hasWords READ hasWords NOTIFY judged FINAL)
    // Columns: see Column.
    Q_PROPERTY(dogwatch::CellsModel *sessions READ sessions CONSTANT FINAL)
    Q_PROPERTY(dogwatch::HitsModel *hits READ hits CONSTANT FINAL)
    // How many sessions are shown, and whether there are more.
    Q_PROPERTY(QString countText READ countText NOTIFY countChanged FINAL)

public:
    enum Judgement {
        Empty,
        Good,
        Doubtful,
        Wrong,
    };
    Q_ENUM(Judgement)
    enum Column {
        Status,
        Project,
        Branch,
        Title,
        Agent,
        Model,
        Started,
        Last,
        Duration,
        Calls,
        Failed,
        Agents,
        Tokens,
        Cost,
        Id,
    };
    Q_ENUM(Column)

    static constexpr int kMost = 20'000;
    static constexpr int kPauseMs = 150; // of typing
    static constexpr int kRereadMs = 5000;

    explicit HistoryModel(QObject *parent = nullptr);
    ~HistoryModel() override;

    [[nodiscard]] LiveFeed *feed() const { return m_feed; }
    void setFeed(LiveFeed *feed);
    [[nodiscard]] bool isActive() const { return m_active; }
    void setActive(bool active);
    [[nodiscard]] const QString &filter() const { return m_filter; }
    void setFilter(const QString &filter);
    [[nodiscard]] Judgement judgement() const { return m_judgement; }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] bool hasWords() const { return m_hasWords; }
    [[nodiscard]] CellsModel *sessions() { return &m_sessions; }
    [[nodiscard]] HitsModel *hits() { return &m_hits; }
    [[nodiscard]] QString countText() const;

    Q_INVOKABLE void retry();
    // What could stand at the cursor, best first.
    Q_INVOKABLE [[nodiscard]] QStringList completions(int cursor) const;
    // Takes one of them; returns where the cursor stands then.
    Q_INVOKABLE int complete(int cursor, const QString &candidate);
    // Whether sessions can be told apart by that column.
    Q_INVOKABLE [[nodiscard]] bool canFilterBy(int column) const;
    // Only sessions that have the row's value in the column; `without`: only others.
    Q_INVOKABLE void filterBy(int row, int column, bool without);

Q_SIGNALS:
    void feedChanged();
    void activeChanged();
    void filterChanged();
    void judged();
    void countChanged();

private:
    struct Answer
    {
        std::vector<Session> sessions;
        UsageBySession usage;
        Starters starters;
    };

    void judge();
    void read();
    void accept(const Answer &answer);
    [[nodiscard]] CellRow rowFrom(const Session &session, const Answer &answer) const;
    [[nodiscard]] static QString titleOf(const Session &session, const Starters &starters);

    QPointer<LiveFeed> m_feed;
    std::unique_ptr<ReadPort> m_port;
    QTimer m_pause;
    QTimer m_reread;
    bool m_active = false;
    bool m_isOld = true;
    bool m_isCut = false; // there are more than kMost
    quint64 m_generation = 0;
    QString m_filter;
    Judgement m_judgement = Empty;
    QString m_problem;
    bool m_hasWords = false;
    FilterKnown m_known; // of all sessions that were seen
    QHash<SessionRef, QStringList> m_values; // by column, as a filter wants them
    CellsModel m_sessions;
    HitsModel m_hits;
};

} // namespace dogwatch
