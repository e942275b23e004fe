// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Of UsageReportModel: what it says in words.

#include "core/times.h"
#include "models/usagereportmodel.h"
#include "models/usagetexts.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

double share(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 1;
}

// Models of which messages have no cost, and not for what these tell.
QStringList unpricedModels(const UsageReport &report)
{
    QStringList models;
    for (const UsageSlice &slice : report.slices) {
        if (slice.sums.unpriced > slice.implausible && !models.contains(slice.model))
            models.append(slice.model);
    }
    return models;
}

qint64 implausibleIn(const UsageReport &report)
{
    return std::accumulate(
        report.slices.cbegin(), report.slices.cend(), qint64(0),
        [](qint64 sum, const UsageSlice &slice) { return sum + slice.implausible; });
}

} // namespace

QString UsageReportModel::rangeText() const
{
    if (m_report.starts.size() < 2)
        return {};
    const QDate first = QDateTime::fromMSecsSinceEpoch(m_report.starts.front()).date();
    const QDate last = QDateTime::fromMSecsSinceEpoch(m_report.beforeMs - 1).date();
    const QLocale locale;
    const QString lastText = locale.toString(last, u"d MMM yyyy"_s);
    //: The first and the last day of a range.
    return first == last ? lastText
                         : tr("%1 – %2").arg(locale.toString(first, u"d MMM yyyy"_s), lastText);
}

QString UsageReportModel::cost() const
{
    return m_sums.messages == 0 ? u"$0"_s : costText(m_sums);
}

QString UsageReportModel::tokens() const
{
    return amountText(static_cast<double>(m_sums.tokens.total()));
}

QString UsageReportModel::messageCount() const
{
    return QLocale().toString(m_sums.messages);
}

QString UsageReportModel::cacheHits() const
{
    return cacheHitText(m_sums.tokens);
}

QString UsageReportModel::coverage() const
{
    QStringList parts;
    const qint64 priced = m_sums.messages - m_sums.unpriced;
    if (m_sums.messages > 0)
        parts.append(tr("Cost known for %1 of the messages")
                         .arg(percentText(share(priced, m_sums.messages))));
    if (const QStringList models = unpricedModels(m_report); !models.isEmpty())
        parts.append(tr("%n model(s) without a price", nullptr, static_cast<int>(models.size())));
    if (const qint64 wrong = implausibleIn(m_report); wrong > 0)
        parts.append(
            tr("%n message(s) with a number that can't be", nullptr, static_cast<int>(wrong)));
    if (m_report.sessionsRead < m_report.sessions)
        parts.append(tr("transcripts read of %1 of %2 sessions")
                         .arg(QLocale().toString(m_report.sessionsRead),
                              QLocale().toString(m_report.sessions)));
    return parts.join(u" · "_s);
}

QString UsageReportModel::coverageDetail() const
{
    QStringList lines;
    for (const QString &model : unpricedModels(m_report))
        lines.append(modelText(model));
    lines.sort();
    if (!lines.isEmpty())
        lines.prepend(tr("Without a known price, and so not in the cost:"));
    if (implausibleIn(m_report) > 0)
        lines.append(
            tr("Numbers that can't be count as none, and their messages not in the cost."));
    lines.append(tr("Cost is what it would have been at list prices."));
    return lines.join(u'\n');
}

QString UsageReportModel::windowSpan() const
{
    const auto clock = [](qint64 ms) {
        return QDateTime::fromMSecsSinceEpoch(ms).toString(u"HH:mm"_s);
    };
    return tr("5 h window %1 – %2")
        .arg(clock(m_report.window->startMs), clock(m_report.window->endMs));
}

QString UsageReportModel::windowText() const
{
    if (!m_report.window)
        return {};
    const UsageSums &sums = m_report.window->sums;
    //: A span of five hours, what it cost and took.
    return tr("%1: %2, %3 tokens")
        .arg(windowSpan(), costText(sums), amountText(static_cast<double>(sums.tokens.total())));
}

QString UsageReportModel::windowPace() const
{
    const double gone = windowShare();
    if (!m_report.window || gone <= 0)
        return {};
    const UsageSums &sums = m_report.window->sums;
    const QString left = shortDuration(m_report.window->endMs - m_feed->nowMs());
    if (sums.cost == 0)
        return tr("%1 left").arg(left);
    //: What it comes to when the window ends, if it goes on like this.
    return tr("at this pace %1 in the end, %2 left")
        .arg(costText(std::optional(
                 static_cast<qint64>(static_cast<double>(sums.cost) / std::max(gone, 0.05)))),
             left);
}

double UsageReportModel::windowShare() const
{
    if (!m_report.window || !m_feed)
        return 0;
    const UsageWindow &window = *m_report.window;
    return std::clamp(share(m_feed->nowMs() - window.startMs, window.endMs - window.startMs), 0.0,
                      1.0);
}

} // namespace dogwatch
