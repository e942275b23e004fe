// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sessionsmodel.h"

#include "models/displaytext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

// The texts among the roles: name, where it stands, and whether it changes with every tool call.
struct TextRole
{
    SessionsModel::Role role;
    const char *name;
    QString SessionRow::*text;
    bool fast;
};

constexpr std::array<TextRole, 17> kTexts{{
    {SessionsModel::SessionIdRole, "sessionId", &SessionRow::sessionId, false},
    {SessionsModel::SourceRole, "source", &SessionRow::source, false},
    {SessionsModel::AgentTitleRole, "agentTitle", &SessionRow::agentTitle, false},
    {SessionsModel::ProjectRole, "project", &SessionRow::project, false},
    {SessionsModel::BranchRole, "branch", &SessionRow::branch, false},
    {SessionsModel::TitleRole, "title", &SessionRow::title, false},
    {SessionsModel::ModelRole, "model", &SessionRow::model, false},
    {SessionsModel::CwdRole, "cwd", &SessionRow::cwd, false},
    {SessionsModel::TranscriptPathRole, "transcriptPath", &SessionRow::transcriptPath, false},
    {SessionsModel::StatusTextRole, "statusText", &SessionRow::statusText, false},
    {SessionsModel::DwellRole, "dwell", &SessionRow::dwell, false},
    {SessionsModel::ReasonRole, "reason", &SessionRow::reason, true},
    {SessionsModel::ActionToolRole, "actionTool", &SessionRow::actionTool, true},
    {SessionsModel::ActionTextRole, "actionText", &SessionRow::actionText, true},
    {SessionsModel::ActionAgeRole, "actionAge", &SessionRow::actionAge, true},
    {SessionsModel::SubagentsRole, "subagents", &SessionRow::subagents, false},
    {SessionsModel::CallsRole, "calls", &SessionRow::calls, true},
}};

constexpr quint32 bitOf(SessionsModel::Role role)
{
    return 1U << static_cast<unsigned>(role - SessionsModel::RefRole);
}

QList<int> rolesOf(quint32 bits)
{
    QList<int> roles;
    for (int role = SessionsModel::RefRole; role <= SessionsModel::CallsRole; ++role) {
        if (bits & bitOf(static_cast<SessionsModel::Role>(role)))
            roles.append(role);
    }
    return roles;
}

} // namespace

SessionsModel::SessionsModel(LiveFeed *feed, QObject *parent)
    : LiveListModel(parent)
    , m_feed(feed)
{
    m_clock.start();
    m_deferTimer.setSingleShot(true);
    m_deferTimer.setInterval(kFastMs);
    connect(&m_deferTimer, &QTimer::timeout, this, &SessionsModel::flushDeferred);
    m_holdTimer.setSingleShot(true);
    connect(&m_holdTimer, &QTimer::timeout, this, [this] { setHeld(false); });
    connect(feed, &LiveFeed::loaded, this, &SessionsModel::reload);
    connect(feed, &LiveFeed::changed, this, &SessionsModel::accept);
    connect(feed, &LiveFeed::forgotten, this, &SessionsModel::drop);
    connect(feed, &LiveFeed::secondPassed, this, &SessionsModel::renew);
    connect(feed, &LiveFeed::stateChanged, this,
            [this] { setState(m_feed->state(), m_feed->errorText()); });
    if (feed->state() == ModelState::Ready)
        reload();
    setState(feed->state(), feed->errorText());
}

SessionsModel::~SessionsModel() = default;

int SessionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

QVariant SessionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SessionRow &row = at(index.row()).row;
    switch (role) {
    case RefRole:
        return static_cast<double>(row.ref);
    case StatusRole:
        return static_cast<int>(row.status);
    case ActivityRole:
        return m_feed ? QVariant::fromValue(m_feed->activityOf(row.ref)) : QVariant();
    case GroupRole:
        return groupOf(row);
    case Qt::DisplayRole:
        return row.project;
    default:
        break;
    }
    for (const TextRole &text : kTexts) {
        if (text.role == role)
            return row.*text.text;
    }
    return {};
}

QHash<int, QByteArray> SessionsModel::roleNames() const
{
    QHash<int, QByteArray> names{
        {RefRole, "ref"}, {StatusRole, "status"}, {ActivityRole, "activity"}, {GroupRole, "group"}};
    for (const TextRole &text : kTexts)
        names.insert(text.role, QByteArray(text.name));
    return names;
}

QString SessionsModel::text(int row, int role) const
{
    if (row < 0 || row >= rowCount())
        return {};
    return data(index(row), role).toString();
}

QString SessionsModel::tooltip(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const SessionRow &shown = at(row).row;
    const auto clock = [](qint64 ms) {
        return QLocale().toString(QDateTime::fromMSecsSinceEpoch(ms), QLocale::ShortFormat);
    };
    QStringList lines{shown.branch.isEmpty() ? shown.project
                                             : shown.project + u" · "_s + shown.branch};
    if (!shown.title.isEmpty())
        lines.append(shown.title);
    //: %1 a status, %2 a time
    lines.append(tr("%1 since %2").arg(shown.statusText, clock(shown.statusSinceMs)));
    if (!shown.reason.isEmpty())
        lines.append(shown.reason);
    lines.append(tr("Last event %1").arg(clock(shown.lastEventMs)));
    if (!shown.cwd.isEmpty())
        lines.append(displayLine(shown.cwd, 120));
    return lines.join(u'\n');
}

double SessionsModel::refAt(int row) const
{
    return row < 0 || row >= rowCount() ? -1 : static_cast<double>(m_order.at(std::size_t(row)));
}

int SessionsModel::rowOf(double ref) const
{
    const auto found = m_entries.find(static_cast<qint64>(ref));
    return found == m_entries.end() ? -1 : found->second.position;
}

void SessionsModel::retry()
{
    if (m_feed)
        m_feed->load();
}

void SessionsModel::setCurrentRow(int row)
{
    const bool valid = row >= 0 && row < rowCount();
    m_current = valid ? std::optional(m_order.at(std::size_t(row))) : std::nullopt;
    const int now = valid ? row : -1;
    if (now == m_currentRow)
        return;
    m_currentRow = now;
    Q_EMIT currentRowChanged();
}

const SessionsModel::Entry &SessionsModel::at(int row) const
{
    return m_entries.at(static_cast<qint64>(m_order.at(std::size_t(row))));
}

SessionsModel::Entry *SessionsModel::find(SessionRef ref)
{
    const auto found = m_entries.find(static_cast<qint64>(ref));
    return found == m_entries.end() ? nullptr : &found->second;
}

void SessionsModel::indexAttention()
{
    m_asks.clear();
    for (const AttentionItem &item : m_feed->attention()) {
        const auto known = m_asks.constFind(item.session);
        if (known == m_asks.cend()
            || std::pair(item.kind, item.sinceMs) < std::pair(known->kind, known->sinceMs))
            m_asks.insert(item.session, item);
    }
}

void SessionsModel::reload()
{
    indexAttention();
    m_deferred.clear();
    std::erase_if(m_entries, [this](const auto &entry) {
        return entry.second.position < 0 && !m_feed->sessions().contains(entry.second.row.ref);
    });
    QSet<SessionRef> gone;
    for (const SessionRef ref : m_order) {
        if (!m_feed->sessions().contains(ref))
            gone.insert(ref);
    }
    drop(gone.values());
    for (const Session &session : m_feed->sessions())
        put(session, true);
    rearrange();
    emitDirty();
    setTotal();
}

void SessionsModel::accept(const ChangeSet &changes)
{
    if (!changes.attention.isEmpty())
        indexAttention();
    for (const Session &session : changes.sessions)
        put(session, false);
    rearrangeIfNeeded();
    emitDirty();
    setTotal();
}

void SessionsModel::drop(const QList<SessionRef> &sessions)
{
    if (sessions.isEmpty())
        return;
    QSet<SessionRef> kept(m_order.cbegin(), m_order.cend());
    for (const SessionRef ref : sessions)
        kept.remove(ref);
    removeUnwanted(kept);
    for (const SessionRef ref : sessions) {
        m_entries.erase(static_cast<qint64>(ref));
        m_deferred.remove(ref);
    }
    findGroups();
    setTotal();
}

void SessionsModel::put(const Session &session, bool evenIfFast)
{
    const auto asks = m_asks.constFind(session.ref);
    SessionRow row = makeRow(session, asks == m_asks.cend() ? nullptr : &*asks, m_feed->nowMs());
    Entry *entry = find(session.ref);
    if (!entry) {
        entry = &m_entries[static_cast<qint64>(session.ref)];
        entry->row = std::move(row);
        entry->shownMs = m_clock.elapsed();
        m_arrangeNeeded = m_arrangeNeeded || shows(entry->row);
        return;
    }
    entry->activityDirty = true;
    quint32 dirty = 0;
    bool slow = false;
    for (const TextRole &text : kTexts) {
        if (row.*text.text == entry->row.*text.text)
            continue;
        dirty |= bitOf(text.role);
        slow = slow || !text.fast;
    }
    if (row.status != entry->row.status || row.statusSinceMs != entry->row.statusSinceMs
        || row.hidden != entry->row.hidden) {
        dirty |= bitOf(StatusRole);
        slow = true;
    }
    if (dirty == 0) {
        entry->row.lastEventMs = row.lastEventMs;
        return;
    }
    const qint64 nowMs = m_clock.elapsed();
    if (!slow && !evenIfFast && nowMs - entry->shownMs < kFastMs) {
        m_deferred.insert(session.ref);
        if (!m_deferTimer.isActive())
            m_deferTimer.start();
        return;
    }
    m_deferred.remove(session.ref);
    entry->shownMs = nowMs;
    if (dirty & (bitOf(ProjectRole) | bitOf(AgentTitleRole)))
        dirty |= bitOf(GroupRole);
    const bool wasShown = entry->position >= 0;
    if (slow || !m_words.isEmpty())
        m_arrangeNeeded = true;
    entry->row = std::move(row);
    if (wasShown) {
        if (entry->dirty == 0)
            m_dirtyEntries.push_back(entry);
        entry->dirty |= dirty;
    }
}

void SessionsModel::flushDeferred()
{
    const QSet<SessionRef> deferred = std::exchange(m_deferred, {});
    for (const SessionRef ref : deferred) {
        const auto session = m_feed->sessions().constFind(ref);
        if (session != m_feed->sessions().cend())
            put(*session, true);
    }
    rearrangeIfNeeded();
    emitDirty();
}

void SessionsModel::renew(qint64 nowMs)
{
    const qint64 slot = nowMs / ActivityTable::kSlotMs;
    const bool newSlot = std::exchange(m_slot, slot) != slot;
    for (const SessionRef ref : m_order) {
        Entry *entry = find(ref);
        quint32 dirty = 0;
        if (renewTimes(entry->row, nowMs))
            dirty |= bitOf(DwellRole) | bitOf(ActionAgeRole);
        if (newSlot || std::exchange(entry->activityDirty, false))
            dirty |= bitOf(ActivityRole);
        if (dirty != 0 && entry->dirty == 0)
            m_dirtyEntries.push_back(entry);
        entry->dirty |= dirty;
    }
    // What ended long enough ago leaves the board.
    if (newSlot)
        rearrange();
    emitDirty();
}

void SessionsModel::emitDirty()
{
    std::erase_if(m_dirtyEntries, [](Entry *entry) {
        const bool hidden = entry->position < 0;
        if (hidden)
            entry->dirty = 0;
        return hidden;
    });
    std::sort(m_dirtyEntries.begin(), m_dirtyEntries.end(),
              [](const Entry *a, const Entry *b) { return a->position < b->position; });
    const auto end = m_dirtyEntries.cend();
    for (auto first = m_dirtyEntries.cbegin(); first != end;) {
        auto last = first;
        while (std::next(last) != end && (*std::next(last))->dirty == (*first)->dirty
               && (*std::next(last))->position == (*last)->position + 1)
            ++last;
        Q_EMIT dataChanged(index((*first)->position), index((*last)->position),
                           rolesOf((*first)->dirty));
        first = std::next(last);
    }
    for (Entry *entry : m_dirtyEntries)
        entry->dirty = 0;
    m_dirtyEntries.clear();
}

void SessionsModel::setTotal()
{
    const auto total =
        static_cast<int>(std::count_if(m_entries.cbegin(), m_entries.cend(),
                                       [](const auto &entry) { return !entry.second.row.hidden; }));
    if (total == m_total)
        return;
    m_total = total;
    Q_EMIT totalChanged();
}

} // namespace dogwatch
