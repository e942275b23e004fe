// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/noticeroutes.h"
#include "app/storeline.h"
#include "core/noticeplan.h"
#include "platform/noticeserver.h"
#include "store/noticeclaim.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <vector>

namespace dogwatch {

class Clock;

// Shows what waits in the outbox to be shown, each cause at most once, and takes away what is over.
// A row is committed as sending before the server hears of it; what happens in between can't be
// known after a kill, and is not shown again.
//
// Main thread. Everything given to it outlives it; it goes while the writer still answers.
class Notifier : public QObject
{
    Q_OBJECT

public:
    Notifier(Writer &writer, const Clock &clock, QObject *parent = nullptr);
    ~Notifier() override;

    // The first that is available shows. Before start().
    void addServer(NoticeServer *server);
    // What a person has set, and where else all of it goes.
    void setRules(const NoticeRules &rules, const NoticeRoutes &routes = {});
    // Of which session's page a person looks at now, if at any.
    void setInFront(std::function<std::optional<SessionRef>()> inFront);

    // When the store can be written, and Courier has seen to what was sending before.
    void start();
    // Something may wait to be shown: to be called after the commit that queued it.
    void look();
    // Shows nothing more and takes away what is shown: its buttons would do nothing.
    void stop();
    // Why nothing would be shown now, in a sentence; empty: it would.
    [[nodiscard]] QString silence() const;

Q_SIGNALS:
    // A person wants to see that session, or, where the id is empty, the window.
    void openRequested(const QString &sessionId, const QString &activationToken);
    // A person wants to see the terminal of that session.
    void terminalRequested(const QString &sessionId, const QString &activationToken);
    // Something was queued for the other ways.
    void routed();

private:
    struct Shown
    {
        NoticeServer *server = nullptr;
        QSet<QString> causes; // that are not over
        SessionRef session{};
        QString sessionId; // empty: a summary
    };
    struct Sending
    {
        ClaimedNotice notice;
        QStringList causes;
        bool isSummary = false;
    };

    void accept(const ChangeSet &changes);
    [[nodiscard]] bool canTell() const;
    void lookSoon(qint64 dueMs);
    void claim();
    void onClaimed(const Result<NoticeClaim> &claimed);
    void show();
    void onShown(NoticeServer *server, qint64 ticket, quint32 id);
    void settle(qint64 ticket, NoticeEnd end, const QString &error = {});
    void finish(qint64 row, NoticeEnd end, const QString &error);
    void onAction(NoticeServer *server, quint32 id, const QString &action, const QString &token);
    void dropCauses(const QSet<QString> &over);
    void dropSession(SessionRef session);
    void forget(NoticeServer *server, quint32 id);
    [[nodiscard]] NoticeServer *server() const;
    [[nodiscard]] NoticeEnd endWithoutServer() const;

    const Clock &m_clock;
    const qint64 m_startedMs;
    NoticeRules m_rules;
    NoticeRoutes m_routes;
    std::function<std::optional<SessionRef>()> m_inFront;
    std::vector<NoticeServer *> m_servers;
    QTimer m_timer;
    bool m_started = false;
    bool m_busy = false; // from a claim until all of it is shown
    bool m_again = false; // something changed meanwhile
    NoticeClaim m_claim; // grows until it is whole
    QHash<qint64, Sending> m_sending; // by row, which is the ticket
    QSet<QString> m_over; // while busy
    QHash<quint32, Shown> m_shown; // by the server's id; one server shows at a time
    quint32 m_summaryId = 0; // of the summary that is shown
    StoreLine m_line;
};

} // namespace dogwatch
