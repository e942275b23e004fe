// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/usagereportmodel.h"

#include <QDateTime>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

UsageFigure figureOf(UsageReportModel::Figure figure)
{
    switch (figure) {
    case UsageReportModel::Slot:
        return UsageFigure::Slot;
    case UsageReportModel::Project:
        return UsageFigure::Project;
    case UsageReportModel::Model:
        return UsageFigure::Model;
    case UsageReportModel::Source:
    case UsageReportModel::All:
    case UsageReportModel::Window:
        return UsageFigure::Source;
    }
    Q_UNREACHABLE();
}

} // namespace

UsageReportModel::UsageReportModel(QObject *parent)
    : QObject(parent)
{
    m_reread.setSingleShot(true);
    m_reread.setInterval(kRereadMs);
    connect(&m_reread, &QTimer::timeout, this, &UsageReportModel::read);
    m_sessions.setOrder(2, true);
}

UsageReportModel::~UsageReportModel()
{
    if (m_cancelled)
        m_cancelled->store(true);
}

void UsageReportModel::setFeed(LiveFeed *feed)
{
    if (m_feed == feed)
        return;
    if (m_feed)
        disconnect(m_feed, nullptr, this, nullptr);
    m_feed = feed;
    m_port.reset();
    if (m_feed) {
        m_port = m_feed->readers() ? std::make_unique<ReadPort>(m_feed->readers()) : nullptr;
        m_messages.open(m_feed->readers());
        connect(m_feed, &LiveFeed::loaded, this, &UsageReportModel::askAnew);
        connect(m_feed, &LiveFeed::changed, this, [this] {
            m_isOld = true;
            if (m_active && !m_reread.isActive())
                m_reread.start();
        });
    }
    Q_EMIT feedChanged();
    askAnew();
}

void UsageReportModel::setActive(bool active)
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

void UsageReportModel::setRange(Range range)
{
    if (m_range == range)
        return;
    if (range == Own && !m_ownFirst.isValid()) {
        const UsageRange before = asked();
        m_ownLast = before.last;
        m_ownFirst = before.first.isValid() ? before.first : before.last.addDays(-29);
    }
    m_range = range;
    Q_EMIT rangeChanged();
    closeFigure();
    askAnew();
}

void UsageReportModel::setOwnFirst(const QString &day)
{
    const QDate date = QDate::fromString(day, Qt::ISODate);
    if (!date.isValid() || date == m_ownFirst)
        return;
    m_ownFirst = date;
    m_ownLast = std::max(m_ownLast, date);
    Q_EMIT rangeChanged();
    askAnew();
}

void UsageReportModel::setOwnLast(const QString &day)
{
    const QDate date = QDate::fromString(day, Qt::ISODate);
    if (!date.isValid() || date == m_ownLast)
        return;
    m_ownLast = date;
    m_ownFirst = m_ownFirst.isValid() ? std::min(m_ownFirst, date) : date;
    Q_EMIT rangeChanged();
    askAnew();
}

void UsageReportModel::setByTokens(bool byTokens)
{
    if (this->byTokens() == byTokens)
        return;
    m_measure = byTokens ? UsageMeasure::Tokens : UsageMeasure::Cost;
    work();
}

void UsageReportModel::setPartsByProject(bool byProject)
{
    if (partsByProject() == byProject)
        return;
    m_parts = byProject ? UsageFigure::Project : UsageFigure::Model;
    work();
}

UsageRange UsageReportModel::asked() const
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const QDate today = QDateTime::fromMSecsSinceEpoch(m_feed ? m_feed->nowMs() : 0, zone).date();
    switch (m_range) {
    case Today:
        return {today, today, zone};
    case Week:
        return {today.addDays(-6), today, zone};
    case ThirtyDays:
        return {today.addDays(-29), today, zone};
    case Month:
        return {QDate(today.year(), today.month(), 1), today, zone};
    case Ever:
        return {{}, today, zone};
    case Own:
        return {m_ownFirst, m_ownLast, zone};
    }
    Q_UNREACHABLE();
}

// What is shown belongs to another question.
void UsageReportModel::askAnew()
{
    m_isOld = true;
    if (!m_active || !m_feed)
        return;
    m_state = ModelState::Loading;
    Q_EMIT changed();
    read();
}

void UsageReportModel::retry()
{
    askAnew();
}

void UsageReportModel::read()
{
    m_reread.stop();
    if (m_cancelled)
        m_cancelled->store(true);
    m_cancelled.reset();
    if (!m_port) {
        m_state = ModelState::Failed;
        m_errorText = tr("There is no store to read from.");
        Q_EMIT changed();
        return;
    }
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    m_cancelled = cancelled;
    m_isOld = false;
    m_port->ask<UsageReport>(
        [range = asked(), now = m_feed->nowMs(), cancelled](Database &database) {
            return usageReport(database, range, now, cancelled);
        },
        [this, cancelled](Result<UsageReport> report) {
            if (m_cancelled != cancelled)
                return;
            m_cancelled.reset();
            if (report)
                return accept(std::move(report).value());
            m_isOld = true;
            m_state = ModelState::Failed;
            m_errorText = report.error().text;
            Q_EMIT changed();
        });
}

void UsageReportModel::accept(UsageReport report)
{
    m_report = std::move(report);
    m_sums = sumOf(m_report);
    m_state = ModelState::Ready;
    m_errorText.clear();
    work();
}

void UsageReportModel::work()
{
    m_chart = chartOf(m_report, m_parts, m_measure);
    m_waitSlots.setRows(waitSlotRows(m_report));
    m_waitProjects.setRows(waitProjectRows(m_report));
    m_days.setRows(figureRows(m_report, UsageFigure::Slot, m_measure, {}));
    m_models.setRows(figureRows(m_report, UsageFigure::Model, m_measure, {}));
    m_projects.setRows(figureRows(m_report, UsageFigure::Project, m_measure, {}));
    m_sources.setRows(figureRows(m_report, UsageFigure::Source, m_measure, {}));
    // A legend's mark beside the rows that have a part of their own.
    CellsModel &parted = m_parts == UsageFigure::Model ? m_models : m_projects;
    std::vector<CellRow> marked = parted.rows();
    for (CellRow &row : marked)
        row.series = m_chart.keys.contains(row.key)
            ? static_cast<int>(m_chart.keys.indexOf(row.key))
            : UsageChart::kParts - 1;
    parted.setRows(std::move(marked));
    if (m_opened)
        workFigure();
    Q_EMIT changed();
}

bool UsageReportModel::counts(const UsageSlice &slice) const
{
    if (m_opened->figure == All)
        return true;
    if (m_opened->figure == Slot)
        return slice.slot >= 0
            && m_report.starts[static_cast<std::size_t>(slice.slot)] == m_opened->startMs;
    return figureKey(m_report, slice, figureOf(m_opened->figure)) == m_opened->key;
}

void UsageReportModel::openFigure(Figure figure, const QString &key)
{
    Opened opened{figure, key, 0, {}};
    const auto slot = static_cast<std::size_t>(std::max(0, key.toInt()));
    if (figure == Slot) {
        if (slot + 1 >= m_report.starts.size())
            return;
        opened.startMs = m_report.starts[slot];
    }
    if (figure == Window) {
        if (!m_report.window)
            return;
        opened.startMs = m_report.window->startMs;
        opened.title = windowSpan();
    }
    m_opened = opened;
    m_sessions.setReading();
    workFigure();
    UsageMessageFilter filter;
    filter.fromMs = m_report.fromMs;
    filter.beforeMs = m_report.beforeMs;
    if (figure == Slot) {
        filter.fromMs = opened.startMs;
        filter.beforeMs = m_report.starts[slot + 1];
    } else if (figure == Model) {
        filter.model = key;
    } else if (figure == Project) {
        filter.project = key;
    } else if (figure == Source) {
        filter.source = sourceFromName(key);
    } else if (figure == Window) {
        filter.fromMs = m_report.window->startMs;
        filter.beforeMs = m_report.window->endMs;
    }
    m_messages.show(filter, m_report.owners);
    Q_EMIT figureChanged();
}

void UsageReportModel::workFigure()
{
    if (m_opened->figure == Window) {
        if (!m_report.window || m_report.window->startMs != m_opened->startMs)
            return; // it is over; what it came to stays
        UsageReport ofWindow;
        ofWindow.slices = m_report.window->slices;
        ofWindow.owners = m_report.owners;
        m_sessions.setRows(figureRows(ofWindow, UsageFigure::Session, m_measure, {}));
        return;
    }
    m_sessions.setRows(figureRows(m_report, UsageFigure::Session, m_measure,
                                  [this](const UsageSlice &slice) { return counts(slice); }));
}

void UsageReportModel::closeFigure()
{
    if (!m_opened)
        return;
    m_opened.reset();
    m_messages.close();
    Q_EMIT figureChanged();
}

QString UsageReportModel::figure() const
{
    if (!m_opened)
        return {};
    if (m_opened->figure == All)
        return rangeText();
    if (m_opened->figure == Window)
        return m_opened->title;
    const QString title = figureTitle(m_report, figureOf(m_opened->figure), m_opened->key);
    //: A project, model or day, and the range of days that it is looked at in.
    return m_opened->figure == Slot && !m_report.hourly ? title
                                                        : tr("%1, %2").arg(title, rangeText());
}

bool UsageReportModel::isEmpty() const
{
    return m_state == ModelState::Ready && m_sums.messages == 0 && waited().isEmpty();
}

} // namespace dogwatch
