// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/digest.h"

#include "core/texts.h"
#include "core/times.h"
#include "core/zoneoffsets.h"

#include <QDateTime>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostLines = 20;
constexpr qsizetype kLongestText = 160;

using Lines = DigestPart<std::vector<DigestLine>>;

QString money(double dollars)
{
    constexpr double kCent = 0.01;
    return dollars > 0 && dollars < kCent / 2 ? u"< $0.01"_s : u"$%1"_s.arg(dollars, 0, 'f', 2);
}

QString moneyOr(const std::optional<double> &dollars)
{
    return dollars ? money(*dollars) : u"not known"_s;
}

QString counted(qint64 count, const QString &one, const QString &many)
{
    return count == 1 ? u"1 "_s + one : u"%1 %2"_s.arg(QString::number(count), many);
}

QString moment(qint64 ms, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(localOf(zone, ms), Qt::UTC)
        .toString(u"yyyy-MM-dd HH:mm"_s);
}

// Both forms of the same text, line by line. What came from outside is escaped in the one with
// marks, so that a title can't become a heading or a link.
class Writing
{
public:
    void title(const QString &text)
    {
        m_plain.append(text);
        m_marked.append(u"# "_s + text);
    }
    void heading(const QString &text)
    {
        m_plain.append({QString(), text});
        m_marked.append({QString(), u"## "_s + text, QString()});
    }
    void sentence(const QString &text)
    {
        m_plain.append(text);
        m_marked.append(escaped(text));
    }
    void item(const QString &text)
    {
        m_plain.append(u"- "_s + text);
        m_marked.append(u"- "_s + escaped(text));
    }
    [[nodiscard]] QString plain() const { return m_plain.join(u'\n') + u'\n'; }
    [[nodiscard]] QString markdown() const { return m_marked.join(u'\n') + u'\n'; }

private:
    static QString escaped(const QString &text)
    {
        QString safe;
        for (const QChar c : text) {
            if (u"\\`*_[]<>#|~!&"_s.contains(c))
                safe += u'\\';
            safe += c;
        }
        return safe;
    }

    QStringList m_plain;
    QStringList m_marked;
};

QString nameOf(const DigestLine &line)
{
    const QString project = oneLine(line.project, kLongestText);
    const QString branch = oneLine(line.branch, kLongestText);
    if (project.isEmpty())
        return u"(no project)"_s;
    return branch.isEmpty() ? project : u"%1 (%2)"_s.arg(project, branch);
}

QString told(const DigestLine &line, const QStringList &more)
{
    const QString text = oneLine(line.text, kLongestText);
    QStringList parts{text.isEmpty() ? nameOf(line) : u"%1: %2"_s.arg(nameOf(line), text)};
    parts += more;
    return parts.join(u" · "_s);
}

QString costOf(const DigestLine &line)
{
    return line.dollars ? money(*line.dollars) : u"cost not known"_s;
}

class DigestWriter
{
public:
    DigestWriter(const DigestData &data, const QTimeZone &zone)
        : m_data(data)
        , m_zone(zone)
    { }

    Digest write()
    {
        m_out.title(u"Dogwatch digest"_s);
        m_out.sentence(u"%1 to %2, %3"_s.arg(moment(m_data.fromMs, m_zone),
                                             moment(m_data.untilMs, m_zone),
                                             QString::fromUtf8(m_zone.id())));
        list(u"What needs you"_s, m_data.needsYou, u"Nothing waits for you."_s,
             [this](const DigestLine &line) {
                 return QStringList{u"for "_s + shortDuration(m_data.untilMs - line.atMs)};
             });
        list(u"What failed"_s, m_data.failed, u"Nothing failed."_s, [this](const DigestLine &line) {
            return QStringList{moment(line.atMs, m_zone),
                               line.isOver ? u"it went on after that"_s : u"and it stands"_s};
        });
        list(u"Scheduled jobs that did not work"_s, m_data.jobs, {},
             [this](const DigestLine &line) { return QStringList{moment(line.atMs, m_zone)}; });
        list(u"What was stuck"_s, m_data.stuck, u"Nothing was stuck."_s,
             [](const DigestLine &line) {
                 return QStringList{(line.isOver ? u"for "_s : u"still, for "_s)
                                    + shortDuration(line.durationMs.value_or(0))};
             });
        list(u"What finished"_s, m_data.finished, u"Nothing finished."_s,
             [](const DigestLine &line) { return QStringList{costOf(line)}; });
        spend();
        gaps();
        return {headline(), m_out.plain(), m_out.markdown(), m_unread};
    }

private:
    // Nothing to say where it is empty and `none` is.
    template<class Details>
    void list(const QString &heading, const Lines &lines, const QString &none, Details details)
    {
        if (isUnread(heading, lines.unread))
            return;
        if (lines.value.empty() && none.isEmpty())
            return;
        m_out.heading(heading);
        if (lines.value.empty())
            m_out.sentence(none);
        for (std::size_t i = 0; i < lines.value.size() && i < kMostLines; ++i)
            m_out.item(told(lines.value.at(i), details(lines.value.at(i))));
        if (lines.value.size() > kMostLines)
            m_out.item(u"and %1 more"_s.arg(lines.value.size() - kMostLines));
    }

    bool isUnread(const QString &heading, const QString &why)
    {
        if (why.isEmpty())
            return false;
        m_unread.append(heading);
        m_out.heading(heading);
        m_out.sentence(u"This could not be read, so nothing can be said of it: "_s
                       + oneLine(why, kLongestText));
        return true;
    }

    void spend()
    {
        const QString heading = u"What it cost"_s;
        if (isUnread(heading, m_data.spend.unread))
            return;
        const DigestSpend &spend = m_data.spend.value;
        m_out.heading(heading);
        m_out.sentence(u"Yesterday: %1. This week: %2. Last week: %3."_s.arg(
            moneyOr(spend.yesterday), moneyOr(spend.thisWeek), moneyOr(spend.lastWeek)));
        if (spend.unpriced > 0)
            m_out.sentence(u"Not in these sums: %1 whose model has no known price."_s.arg(
                counted(spend.unpriced, u"message"_s, u"messages"_s)));
        if (spend.sessionsRead < spend.sessions)
            m_out.sentence(
                u"Read were the transcripts of %1 of %2 sessions."_s.arg(spend.sessionsRead)
                    .arg(spend.sessions));
    }

    void gaps()
    {
        const QString heading = u"What Dogwatch missed"_s;
        if (isUnread(heading, m_data.gaps.unread))
            return;
        const DigestGaps &gaps = m_data.gaps.value;
        if (gaps.deadLetters == 0 && gaps.lostEvents == 0)
            return;
        m_out.heading(heading);
        if (gaps.deadLetters > 0)
            m_out.sentence(u"%1 could not be processed; see dogwatchctl dead-letters."_s.arg(
                counted(gaps.deadLetters, u"event"_s, u"events"_s)));
        if (gaps.lostEvents > 0)
            m_out.sentence(u"%1 lost before Dogwatch had them."_s.arg(
                counted(gaps.lostEvents, u"event was"_s, u"events were"_s)));
    }

    [[nodiscard]] QString headline() const
    {
        QStringList parts;
        const auto add = [&parts](const Lines &lines, const QString &words) {
            if (lines.unread.isEmpty() && !lines.value.empty())
                parts.append(u"%1 %2"_s.arg(QString::number(lines.value.size()), words));
        };
        add(m_data.needsYou, m_data.needsYou.value.size() == 1 ? u"needs you"_s : u"need you"_s);
        add(m_data.failed, u"failed"_s);
        add(m_data.jobs,
            m_data.jobs.value.size() == 1 ? u"job did not work"_s : u"jobs did not work"_s);
        add(m_data.stuck, u"stuck"_s);
        add(m_data.finished, u"finished"_s);
        if (m_data.spend.unread.isEmpty() && m_data.spend.value.yesterday.value_or(0) > 0)
            parts.append(u"%1 yesterday"_s.arg(money(*m_data.spend.value.yesterday)));
        if (parts.isEmpty() && m_unread.isEmpty())
            parts.append(u"Nothing to report"_s);
        if (!m_unread.isEmpty())
            parts.append(u"part of it could not be read"_s);
        return parts.join(u" · "_s);
    }

    const DigestData &m_data;
    const QTimeZone m_zone;
    Writing m_out;
    QStringList m_unread;
};

} // namespace

Digest makeDigest(const DigestData &data, const QTimeZone &zone)
{
    return DigestWriter(data, zone).write();
}

} // namespace dogwatch
