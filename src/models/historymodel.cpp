// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/historymodel.h"

#include "core/texts.h"
#include "core/times.h"
#include "graph/statuslook.h"
#include "models/clocktexts.h"
#include "models/displaytext.h"
#include "models/sessionrow.h"
#include "models/usagetexts.h"
#include "store/filteredrows.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kNameLength = 80;
constexpr qsizetype kTitleLength = 300;

std::optional<FilterKey> keyOf(int column)
{
    switch (column) {
    case HistoryModel::Status:
        return FilterKey::Status;
    case HistoryModel::Project:
        return FilterKey::Project;
    case HistoryModel::Branch:
        return FilterKey::Branch;
    case HistoryModel::Title:
        return FilterKey::Title;
    case HistoryModel::Agent:
        return FilterKey::Agent;
    case HistoryModel::Model:
        return FilterKey::Model;
    case HistoryModel::Id:
        return FilterKey::Session;
    default:
        return std::nullopt;
    }
}

HistoryModel::Judgement judgementOf(FilterState state)
{
    switch (state) {
    case FilterState::Empty:
        return HistoryModel::Empty;
    case FilterState::Valid:
        return HistoryModel::Good;
    case FilterState::Incomplete:
    case FilterState::Unmatched:
        return HistoryModel::Doubtful;
    case FilterState::Invalid:
        return HistoryModel::Wrong;
    }
    Q_UNREACHABLE();
}

// "2026-11-02 14:05"
QString minuteText(qint64 ms)
{
    return ms == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm"_s);
}

} // namespace

HistoryModel::HistoryModel(QObject *parent)
    : QObject(parent)
{
    m_sessions.setOrder(Last, true);
    for (QTimer *timer : {&m_pause, &m_reread}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, &HistoryModel::read);
    }
    m_pause.setInterval(kPauseMs);
    m_reread.setInterval(kRereadMs);
}

HistoryModel::~HistoryModel() = default;

void HistoryModel::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = feed;
    m_port.reset();
    if (m_feed) {
        m_port = m_feed->readers() ? std::make_unique<ReadPort>(m_feed->readers()) : nullptr;
        m_hits.open(m_feed->readers());
        connect(m_feed, &LiveFeed::loaded, this, &HistoryModel::retry);
        connect(m_feed, &LiveFeed::changed, this, [this] {
            m_isOld = true;
            if (m_active && !m_reread.isActive())
                m_reread.start();
        });
    }
    Q_EMIT feedChanged();
    retry();
}

void HistoryModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    Q_EMIT activeChanged();
    if (!m_active)
        m_reread.stop();
    else if (m_isOld)
        read();
}

void HistoryModel::setFilter(const QString &filter)
{
    if (m_filter == filter)
        return;
    m_filter = filter;
    Q_EMIT filterChanged();
    judge();
    m_isOld = true;
    if (m_active)
        m_pause.start();
}

void HistoryModel::judge()
{
    const qint64 now = m_feed ? m_feed->nowMs() : 0;
    // What asks for texts alone is no mistake: it finds some.
    ParsedFilter parsed = parseFilter(m_filter, FilterScope::Sessions, now);
    if (ParsedFilter texts = parseFilter(m_filter, FilterScope::Docs, now);
        parsed.error && !texts.error)
        parsed = std::move(texts);
    m_judgement = judgementOf(filterState(parsed, m_known));
    m_problem = parsed.error ? parsed.error->text : QString();
    m_hasWords = parsed.filter.has(FilterKey::Text);
    Q_EMIT judged();
}

void HistoryModel::retry()
{
    m_isOld = true;
    if (!m_active || !m_feed)
        return;
    m_sessions.setReading();
    read();
}

void HistoryModel::read()
{
    m_pause.stop();
    m_reread.stop();
    if (!m_feed || !m_active)
        return;
    if (!m_port)
        return m_sessions.fail(tr("There is no store to read from."));
    m_isOld = false;
    const Filter sessions = parseFilter(m_filter, FilterScope::Sessions, m_feed->nowMs()).filter;
    const Filter texts = parseFilter(m_filter, FilterScope::Docs, m_feed->nowMs()).filter;
    if (texts.has(FilterKey::Text))
        m_hits.look(texts);
    else
        m_hits.clear();
    m_port->ask<Answer>(
        [sessions](Database &database) -> Result<Answer> {
            SessionQuery query;
            query.limit = kMost + 1;
            Result<std::vector<Session>> found = filteredSessions(database, query, sessions);
            if (!found)
                return found.error();
            Result<UsageBySession> usage = usageBySession(database);
            if (!usage)
                return usage.error();
            Result<Starters> starters = startersOf(database, *found);
            if (!starters)
                return starters.error();
            return Answer{std::move(found).value(), std::move(usage).value(),
                          std::move(starters).value()};
        },
        [this, generation = ++m_generation](const Result<Answer> &answer) {
            if (generation != m_generation)
                return;
            if (answer)
                return accept(*answer);
            m_isOld = true;
            m_sessions.fail(answer.error().text);
        });
}

void HistoryModel::accept(const Answer &answer)
{
    m_isCut = answer.sessions.size() > static_cast<std::size_t>(kMost);
    std::vector<CellRow> rows;
    m_values.clear();
    for (const Session &session : answer.sessions) {
        rows.push_back(rowFrom(session, answer));
        QStringList values(Id + 1);
        values[Status] = statusName(session.status);
        values[Project] = session.project;
        values[Branch] = session.branch;
        values[Title] = session.title;
        values[Agent] = sourceName(session.key.source);
        values[Model] = session.model;
        values[Id] = session.key.id;
        for (const int column : {Project, Branch, Agent, Model}) {
            QStringList &known = m_known[*keyOf(column)];
            if (!values.at(column).isEmpty() && known.size() < 2000
                && !known.contains(values.at(column)))
                known.append(values.at(column));
        }
        m_values.insert(session.ref, std::move(values));
    }
    m_sessions.setRows(std::move(rows));
    judge();
    Q_EMIT countChanged();
}

// What another session has started says so: it is no session of its own.
QString HistoryModel::titleOf(const Session &session, const Starters &starters)
{
    const auto starter = starters.constFind(session.ref);
    const QString title = displayLine(session.title, kTitleLength);
    if (starter == starters.cend())
        return title;
    const QString name =
        displayLine(starter->project.isEmpty() ? starter->id : starter->project, kNameLength);
    //: A session that another one has started: that one's project, and its own title.
    return title.isEmpty() ? tr("run of %1").arg(name) : tr("run of %1: %2").arg(name, title);
}

CellRow HistoryModel::rowFrom(const Session &session, const Answer &answer) const
{
    const double text = std::nan("");
    const std::optional<UsageSums> sums = answer.usage.of(session.ref);
    const QString title = titleOf(session, answer.starters);
    const bool isUsed = sums && sums->messages > 0;
    const qint64 start = session.startedAtMs.value_or(session.firstEventMs);
    const qint64 end = session.endedAtMs.value_or(session.lastEventMs);
    const auto figure = [](qint64 number) {
        return number == 0 ? QString() : QLocale().toString(number);
    };
    CellRow row;
    row.key = QString::number(static_cast<qint64>(session.ref));
    row.ref = static_cast<double>(session.ref);
    row.texts = {statusWord(session.status),
                 projectName(session),
                 displayLine(session.branch, kNameLength),
                 title,
                 sourceTitle(session.key.source),
                 modelText(session.model),
                 minuteText(start),
                 minuteText(session.lastEventMs),
                 shortDuration(std::max<qint64>(0, end - start)),
                 figure(session.toolCalls),
                 figure(session.failedCalls),
                 session.agents > 1 ? QLocale().toString(session.agents - 1) : QString(),
                 isUsed ? amountText(static_cast<double>(sums->tokens.total())) : QString(),
                 isUsed ? costText(*sums) : QString(),
                 displayLine(session.key.id, kNameLength)};
    if (session.model.isEmpty())
        row.texts[Model].clear();
    row.orders = {text,
                  text,
                  text,
                  text,
                  text,
                  text,
                  static_cast<double>(start),
                  static_cast<double>(session.lastEventMs),
                  static_cast<double>(end - start),
                  static_cast<double>(session.toolCalls),
                  static_cast<double>(session.failedCalls),
                  static_cast<double>(session.agents),
                  isUsed ? static_cast<double>(sums->tokens.total()) : -1,
                  isUsed ? sums->dollars().value_or(-1) : -1,
                  text};
    const bool isBad =
        session.status == SessionStatus::Failed || session.status == SessionStatus::Stalled;
    row.tone = isBad ? CellRow::Bad : CellRow::Plain;
    row.detail = u"%1\n%2"_s.arg(title, displayLine(session.statusReason, kTitleLength));
    return row;
}

QString HistoryModel::countText() const
{
    const int count = m_sessions.rowCount();
    return m_isCut ? tr("the newest %1 sessions").arg(QLocale().toString(count))
                   : tr("%n session(s)", nullptr, count);
}

QStringList HistoryModel::completions(int cursor) const
{
    return completeFilter(m_filter, cursor, FilterScope::Docs, m_known).candidates;
}

int HistoryModel::complete(int cursor, const QString &candidate)
{
    const FilterCompletion place = completeFilter(m_filter, cursor, FilterScope::Docs, m_known);
    QString text = m_filter;
    text.replace(place.position, place.length, candidate);
    setFilter(text);
    return static_cast<int>(place.position + candidate.size());
}

bool HistoryModel::canFilterBy(int column) const
{
    return keyOf(column).has_value();
}

void HistoryModel::filterBy(int row, int column, bool without)
{
    const SessionRef ref{static_cast<qint64>(m_sessions.refAt(row))};
    const QString value = m_values.value(ref).value(column);
    if (const auto key = keyOf(column); key && !value.isEmpty())
        setFilter(filterWith(m_filter, *key, value, without));
}

} // namespace dogwatch
