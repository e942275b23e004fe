// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/notifier.h"

#include "app/noticewording.h"
#include "core/clock.h"
#include "core/fault.h"
#include "store/attentionmarks.h"
#include "store/outbox.h"

#include <QLoggingCategory>

#include <algorithm>
#include <memory>
#include <utility>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcNotices, "dogwatch.notices", QtInfoMsg)

constexpr qint64 kSnoozeMs = 15 * 60 * 1000;
constexpr int kAgainMs = 2000; // after the store could not be written
constexpr int kLongestWaitMs = 30'000; // the wall clock may jump, and others queue

} // namespace

Notifier::Notifier(Writer &writer, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_startedMs(clock.nowMs())
    , m_line(this, writer, [this](const ChangeSet &changes) { accept(changes); })
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Notifier::look);
}

Notifier::~Notifier()
{
    stop();
}

void Notifier::addServer(NoticeServer *server)
{
    m_servers.push_back(server);
    connect(server, &NoticeServer::availableChanged, this, &Notifier::look);
    connect(server, &NoticeServer::shown, this,
            [this, server](qint64 ticket, quint32 id) { onShown(server, ticket, id); });
    connect(server, &NoticeServer::refused, this,
            [this](qint64 ticket) { settle(ticket, endWithoutServer()); });
    connect(server, &NoticeServer::failed, this,
            [this](qint64 ticket, const QString &error, bool mayBeShown) {
                settle(ticket, mayBeShown ? NoticeEnd::Unknown : NoticeEnd::Failed, error);
            });
    connect(server, &NoticeServer::closed, this,
            [this, server](quint32 id) { forget(server, id); });
    connect(server, &NoticeServer::actionInvoked, this,
            [this, server](quint32 id, const QString &action, const QString &token) {
                onAction(server, id, action, token);
            });
    connect(server, &NoticeServer::lost, this, [this, server] {
        m_shown.removeIf([server](const auto &it) { return it->server == server; });
        m_summaryId = 0;
    });
}

void Notifier::setRules(const NoticeRules &rules, const NoticeRoutes &routes)
{
    m_rules = rules;
    m_routes = routes;
    look();
}

void Notifier::setInFront(std::function<std::optional<SessionRef>()> inFront)
{
    m_inFront = std::move(inFront);
}

NoticeServer *Notifier::server() const
{
    for (NoticeServer *server : m_servers) {
        if (server->isAvailable())
            return server;
        if (!server->isDecided())
            return nullptr;
    }
    return nullptr;
}

// A server that went between the claim and the call has shown nothing. What was told another way
// is told.
NoticeEnd Notifier::endWithoutServer() const
{
    return m_routes.empty() ? NoticeEnd::Waits : NoticeEnd::Done;
}

QString Notifier::silence() const
{
    if (!m_started) // the demo, or no store
        return tr("Nothing is told now.");
    const NoticeServer *shows = server();
    return silenceOf(m_rules, shows != nullptr, shows && shows->isInhibited(), m_clock.nowMs());
}

void Notifier::start()
{
    if (std::exchange(m_started, true))
        return;
    look();
}

void Notifier::stop()
{
    m_started = false;
    m_timer.stop();
    for (auto it = m_shown.cbegin(); it != m_shown.cend(); ++it)
        it->server->close(it.key());
    m_shown.clear();
}

// What came in between is merged, and a cause that was raised and is over again was withdrawn.
void Notifier::accept(const ChangeSet &changes)
{
    QSet<QString> over;
    for (const AttentionItem &item : changes.attention) {
        if (item.resolvedAtMs)
            over.insert(item.id);
    }
    if (over.size() < changes.attention.size())
        lookSoon(m_clock.nowMs() + kNoticeDelayMs + 1);
    // What a person has said elsewhere, in the window or over the API, is said of what is shown,
    // too.
    for (auto it = changes.marks.cbegin(); it != changes.marks.cend(); ++it) {
        if (it->isQuietAt(m_clock.nowMs()))
            over.insert(it.key());
        if (it->snoozedUntilMs)
            lookSoon(*it->snoozedUntilMs + 1);
    }
    if (m_busy)
        m_over.unite(over);
    dropCauses(over);
    for (auto it = changes.mutes.cbegin(); it != changes.mutes.cend(); ++it) {
        if (it.value())
            dropSession(it.key());
    }
}

// Where no screen will show it, the other ways go without one.
bool Notifier::canTell() const
{
    const NoticeServer *shows = server();
    if (shows)
        return !shows->isInhibited();
    const bool isDecided = std::all_of(m_servers.begin(), m_servers.end(),
                                       [](const NoticeServer *one) { return one->isDecided(); });
    return isDecided && !m_routes.empty();
}

void Notifier::lookSoon(qint64 dueMs)
{
    const auto waitMs =
        static_cast<int>(std::clamp<qint64>(dueMs - m_clock.nowMs(), 1, kLongestWaitMs));
    if (!m_timer.isActive() || m_timer.remainingTime() > waitMs)
        m_timer.start(waitMs);
}

void Notifier::look()
{
    if (!m_started || !canTell())
        return;
    if (m_busy) {
        m_again = true;
        return;
    }
    if (m_clock.nowMs() < m_rules.pausedUntilMs)
        return lookSoon(m_rules.pausedUntilMs);
    m_busy = true;
    m_claim = {};
    claim();
}

void Notifier::claim()
{
    NoticeMoment moment;
    moment.nowMs = m_clock.nowMs();
    moment.startedMs = m_startedMs;
    moment.inFront = m_inFront ? m_inFront() : std::nullopt;
    const auto claimed = std::make_shared<Result<NoticeClaim>>(NoticeClaim());
    m_line.post(
        [claimed, moment, rules = m_rules, routes = m_routes, summary = m_claim.summaryId,
         before = m_claim.summaryCauses.size()](Database &database, EventLog &,
                                                Projector &) -> Result<ChangeSet> {
            *claimed = claimNotices(database, rules, moment, summary);
            if (!*claimed)
                return claimed->error();
            const Result<void> queued =
                queueRouted(database, routes, **claimed, before + (*claimed)->summaryCauses.size(),
                            moment.nowMs);
            return queued ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(queued.error());
        },
        [this, claimed](const Result<ChangeSet> &done) {
            onClaimed(done ? *claimed : Result<NoticeClaim>(done.error()));
        });
}

void Notifier::onClaimed(const Result<NoticeClaim> &claimed)
{
    if (!claimed) {
        qCWarning(lcNotices).noquote() << "the outbox can't be used:" << claimed.error().text;
        m_busy = false;
        return lookSoon(m_clock.nowMs() + kLongestWaitMs);
    }
    m_claim.alone.insert(m_claim.alone.end(), claimed->alone.begin(), claimed->alone.end());
    m_claim.summaryCauses += claimed->summaryCauses;
    m_claim.summaryId = claimed->summaryId;
    m_claim.nextDueMs = claimed->nextDueMs;
    if (claimed->more)
        return claim();
    show();
}

void Notifier::show()
{
    lookSoon(m_claim.nextDueMs.value_or(m_clock.nowMs() + kLongestWaitMs));
    if (!m_routes.empty() && (!m_claim.alone.empty() || m_claim.summaryId != 0))
        Q_EMIT routed();
    struct Call
    {
        qint64 row;
        NoticeContent content;
        quint32 replaces;
    };
    std::vector<Call> calls;
    for (const ClaimedNotice &notice : m_claim.alone) {
        m_sending.insert(notice.id, {notice, {notice.cause}, false});
        NoticeContent content = wordingOf(notice);
        content.sound = soundOf(notice, m_rules);
        calls.push_back({notice.id, content, 0});
    }
    if (m_claim.summaryId != 0) {
        ClaimedNotice summary;
        summary.id = m_claim.summaryId;
        // What an earlier one told and still waits is told on: it takes that one's place.
        QStringList causes = m_claim.summaryCauses;
        causes += QStringList(m_shown.value(m_summaryId).causes.values());
        m_sending.insert(summary.id, {summary, causes, true});
        const bool besides = !m_claim.alone.empty() || m_shown.size() > (m_summaryId == 0 ? 0 : 1);
        NoticeContent content = summaryWording(causes.size(), besides);
        content.sound = soundOf(summary, m_rules);
        calls.push_back({summary.id, content, m_summaryId});
    }
    if (calls.empty())
        return settle(0, NoticeEnd::Done);
    NoticeServer *shows = server();
    for (const Call &call : calls) {
        (void)faultAt("notice.before_show");
        if (shows)
            shows->show(call.row, call.content, call.replaces);
        else
            settle(call.row, endWithoutServer());
    }
}

void Notifier::onShown(NoticeServer *server, qint64 ticket, quint32 id)
{
    (void)faultAt("notice.after_show");
    const auto it = m_sending.constFind(ticket);
    if (it == m_sending.cend())
        return;
    Shown shown{
        server, {it->causes.cbegin(), it->causes.cend()}, it->notice.session, it->notice.sessionId};
    if (it->isSummary) {
        if (m_summaryId != id)
            m_shown.remove(m_summaryId);
        m_summaryId = id;
    }
    m_shown.insert(id, shown);
    dropCauses(m_over);
    settle(ticket, NoticeEnd::Done);
}

// A row has gone its way; after the last one it is looked again for what came meanwhile.
void Notifier::settle(qint64 ticket, NoticeEnd end, const QString &error)
{
    if (m_sending.remove(ticket))
        finish(ticket, end, error);
    if (!m_sending.isEmpty())
        return;
    m_over.clear();
    m_busy = false;
    if (std::exchange(m_again, false))
        look();
}

void Notifier::finish(qint64 row, NoticeEnd end, const QString &error)
{
    if (!error.isEmpty())
        qCWarning(lcNotices).noquote() << "a notification could not be shown:" << error;
    const auto more = std::make_shared<bool>(false);
    m_line.post(
        [more, row, end, error](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            const Result<bool> finished = finishNotice(database, row, end, error);
            *more = finished && *finished;
            return finished ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(finished.error());
        },
        [this, more, row, end, error](const Result<ChangeSet> &done) {
            if (done && *more)
                finish(row, end, error);
            else if (!done)
                QTimer::singleShot(kAgainMs, this,
                                   [this, row, end, error] { finish(row, end, error); });
        });
}

void Notifier::onAction(NoticeServer *server, quint32 id, const QString &action,
                        const QString &token)
{
    const auto it = m_shown.constFind(id);
    if (it == m_shown.cend() || it->server != server)
        return; // another program's
    const Shown shown = *it;
    if (action == "open"_L1) {
        Q_EMIT openRequested(shown.sessionId, token);
    } else if (action == "terminal"_L1 && !shown.sessionId.isEmpty()) {
        Q_EMIT terminalRequested(shown.sessionId, token);
    } else if (action == "snooze"_L1 && !shown.sessionId.isEmpty()) {
        const qint64 untilMs = m_clock.nowMs() + kSnoozeMs;
        const QString cause = shown.causes.values().value(0);
        m_line.post([cause, untilMs](Database &database, EventLog &,
                                     Projector &) { return snoozeItem(database, cause, untilMs); },
                    [this](const Result<ChangeSet> &) { look(); });
    } else if (action == "mute"_L1 && !shown.sessionId.isEmpty()) {
        m_line.post([session = shown.session, nowMs = m_clock.nowMs()](
                        Database &database, EventLog &,
                        Projector &) { return muteSession(database, session, true, nowMs); },
                    {});
    } else {
        return;
    }
    forget(server, id);
    server->close(id);
}

void Notifier::dropCauses(const QSet<QString> &over)
{
    if (over.isEmpty())
        return;
    for (auto it = m_shown.begin(); it != m_shown.end();) {
        it->causes.subtract(over);
        if (!it->causes.isEmpty()) {
            ++it;
            continue;
        }
        it->server->close(it.key());
        if (it.key() == m_summaryId)
            m_summaryId = 0;
        it = m_shown.erase(it);
    }
}

void Notifier::dropSession(SessionRef session)
{
    QSet<QString> causes;
    for (const Shown &shown : std::as_const(m_shown)) {
        if (!shown.sessionId.isEmpty() && shown.session == session)
            causes.unite(shown.causes);
    }
    dropCauses(causes);
}

void Notifier::forget(NoticeServer *server, quint32 id)
{
    const auto it = m_shown.constFind(id);
    if (it == m_shown.cend() || it->server != server)
        return;
    m_shown.erase(it);
    if (id == m_summaryId)
        m_summaryId = 0;
}

} // namespace dogwatch
