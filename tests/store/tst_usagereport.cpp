// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read for the usage page: days of a person, the five-hour window, the messages behind.

#include "store/usagereport.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHour = 60LL * 60 * 1000;
const QTimeZone kBerlin("Europe/Berlin");

qint64 berlin(const QString &time)
{
    QDateTime local = QDateTime::fromString(time, u"yyyy-MM-dd HH:mm"_s);
    local.setTimeZone(kBerlin);
    return local.toMSecsSinceEpoch();
}

class MessageStore : public Store
{
public:
    // A session by its number, with the project p<number>.
    void addSession(int ref, qint64 firstMs, qint64 lastMs, bool read = true)
    {
        commit({request(u"e%1"_s.arg(ref), u"s%1"_s.arg(ref))});
        run(u"UPDATE session SET project = 'p%1', first_event_at = %2, last_event_at = %3,"
            " provisional = 0 WHERE ref = %1"_s.arg(ref)
                .arg(firstMs)
                .arg(lastMs));
        if (read)
            run(u"INSERT INTO transcript_session (session_ref, title_rank) VALUES (%1, 0)"_s.arg(
                ref));
    }
    void add(qint64 at, int session, const QString &model, qint64 input, qint64 cost,
             bool counted = true)
    {
        run(u"INSERT INTO usage_message (message_id, request_id, session_ref, agent_id, model, at,"
            " flags, counted, input, output, cache_write_5m, cache_write_1h, cache_read,"
            " web_searches, cost) VALUES ('m%1', '', %2, '', '%3', %4, 0, %5, %6, 1, 0, 0, 2, 0,"
            " %7)"_s.arg(++m_messages)
                .arg(session)
                .arg(model)
                .arg(at)
                .arg(counted ? 1 : 0)
                .arg(input)
                .arg(cost < 0 ? u"NULL"_s : QString::number(cost)));
    }
    [[nodiscard]] UsageReport report(QDate first, QDate last, qint64 nowMs = 0)
    {
        Result<UsageReport> report =
            usageReport(database(), {first, last, kBerlin}, nowMs, nullptr);
        if (!report)
            qFatal("%s", qPrintable(report.error().text));
        return std::move(report).value();
    }

private:
    void run(const QString &sql)
    {
        if (const Result<void> done = database().execute(sql); !done)
            qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().text));
    }
    int m_messages = 0;
};

// "slot session model messages input cost", in order.
QStringList told(const UsageReport &report)
{
    QStringList lines;
    for (const UsageSlice &slice : report.slices)
        lines.append(u"%1 %2 %3 %4 %5 %6"_s.arg(slice.slot)
                         .arg(static_cast<qint64>(slice.session))
                         .arg(slice.model)
                         .arg(slice.sums.messages)
                         .arg(slice.sums.tokens.input)
                         .arg(slice.sums.cost));
    lines.sort();
    return lines;
}

} // namespace

class TestUsageReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDayBeginsAtThePersonsMidnight();
    void theDayOfAChangedClockHasAllOfItsHours();
    void messagesWithoutATimeCountOnlyForEver();
    void aCopyThatDoesNotCountIsLeftOut();
    void sessionsWithoutATranscriptAreTold();
    void aWindowBeginsWithTheFullHourAndTheNextAfterItsEnd();
    void afterAPauseOfFiveHoursThereIsNoWindow();
    void theMessagesBehindAFigureAreReadPageByPage();
    void aReadThatNobodyWaitsForEnds();
};

void TestUsageReport::aDayBeginsAtThePersonsMidnight()
{
    MessageStore store;
    store.addSession(1, 0, berlin(u"2026-11-05 00:00"_s));
    store.add(berlin(u"2026-11-01 23:59"_s), 1, u"opus"_s, 1, 10);
    store.add(berlin(u"2026-11-02 00:00"_s), 1, u"opus"_s, 10, 100);
    store.add(berlin(u"2026-11-02 00:30"_s), 1, u"haiku"_s, 100, -1);
    store.add(berlin(u"2026-11-04 00:00"_s), 1, u"opus"_s, 1000, 1000);
    const UsageReport report = store.report({2026, 11, 1}, {2026, 11, 3});
    QCOMPARE(told(report),
             QStringList({u"0 1 opus 1 1 10"_s, u"1 1 haiku 1 100 0"_s, u"1 1 opus 1 10 100"_s}));
    QCOMPARE(report.starts.size(), std::size_t(4));
    QVERIFY(!report.hourly);
    QCOMPARE(report.owners.value(SessionRef{1}).project, u"p1"_s);
    QCOMPARE(report.owners.value(SessionRef{1}).id, u"s1"_s);
}

void TestUsageReport::theDayOfAChangedClockHasAllOfItsHours()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    const UsageReport longDay = store.report({2026, 10, 25}, {2026, 10, 25});
    QVERIFY(longDay.hourly);
    QCOMPARE(longDay.starts.size(), std::size_t(26));
    const UsageReport shortDay = store.report({2026, 3, 29}, {2026, 3, 29});
    QCOMPARE(shortDay.starts.size(), std::size_t(24));
    store.add(berlin(u"2026-10-25 23:30"_s), 1, u"opus"_s, 1, 1);
    QCOMPARE(told(store.report({2026, 10, 25}, {2026, 10, 25})), QStringList{u"24 1 opus 1 1 1"_s});
}

void TestUsageReport::messagesWithoutATimeCountOnlyForEver()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    store.add(0, 1, u"opus"_s, 1, 5);
    store.add(berlin(u"2026-11-02 12:00"_s), 1, u"opus"_s, 1, 7);
    QCOMPARE(told(store.report({2026, 11, 1}, {2026, 11, 3})), QStringList{u"1 1 opus 1 1 7"_s});
    const UsageReport ever = store.report({}, {2026, 11, 3});
    QCOMPARE(told(ever), QStringList({u"-1 1 opus 1 1 5"_s, u"0 1 opus 1 1 7"_s}));
    QCOMPARE(ever.starts.front(), berlin(u"2026-11-02 00:00"_s));
}

void TestUsageReport::aCopyThatDoesNotCountIsLeftOut()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    store.add(berlin(u"2026-11-02 12:00"_s), 1, u"opus"_s, 1, 7, false);
    QCOMPARE(told(store.report({2026, 11, 2}, {2026, 11, 2})), QStringList());
}

void TestUsageReport::sessionsWithoutATranscriptAreTold()
{
    MessageStore store;
    const qint64 day = berlin(u"2026-11-02 12:00"_s);
    store.addSession(1, day, day + 1);
    store.addSession(2, day - 40 * kHour, day + 40 * kHour, false);
    store.addSession(3, day + 40 * kHour, day + 41 * kHour);
    const UsageReport report = store.report({2026, 11, 2}, {2026, 11, 2});
    QCOMPARE(report.sessions, 2);
    QCOMPARE(report.sessionsRead, 1);
}

void TestUsageReport::aWindowBeginsWithTheFullHourAndTheNextAfterItsEnd()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    const qint64 ten = berlin(u"2026-11-02 10:00"_s);
    store.add(ten + 20 * 60'000, 1, u"opus"_s, 1, 1);
    store.add(ten + 4 * kHour, 1, u"opus"_s, 1, 2);
    store.add(ten + 5 * kHour - 1, 1, u"opus"_s, 1, 4);
    const QDate day(2026, 11, 2);
    UsageReport report = store.report(day, day, ten + 5 * kHour - 1);
    QVERIFY(report.window.has_value());
    QCOMPARE(report.window->startMs, ten);
    QCOMPARE(report.window->sums.cost, 7);
    // It is over, and nothing has begun another one.
    QVERIFY(!store.report(day, day, ten + 5 * kHour).window.has_value());
    store.add(ten + 5 * kHour + 10 * 60'000, 1, u"opus"_s, 1, 8);
    report = store.report(day, day, ten + 6 * kHour);
    QVERIFY(report.window.has_value());
    QCOMPARE(report.window->startMs, ten + 5 * kHour);
    QCOMPARE(report.window->sums.cost, 8);
}

void TestUsageReport::afterAPauseOfFiveHoursThereIsNoWindow()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    const qint64 ten = berlin(u"2026-11-02 10:00"_s);
    store.add(ten, 1, u"opus"_s, 1, 1);
    QVERIFY(!store.report({2026, 11, 2}, {2026, 11, 2}, ten + 5 * kHour).window.has_value());
}

void TestUsageReport::theMessagesBehindAFigureAreReadPageByPage()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    store.addSession(2, 0, 1);
    for (int i = 0; i < 5; ++i) {
        store.add(1000 + i / 2, 1, u"opus"_s, i, 1);
        store.add(1000 + i / 2, 2, u"haiku"_s, 100 + i, -1);
    }
    UsageMessageFilter filter{0, 5000, {}, u"opus"_s, u"p1"_s, Source::ClaudeCode};
    QList<qint64> inputs;
    std::optional<UsageMessage> last;
    for (int page = 0; page < 3; ++page) {
        const auto messages = usageMessages(store.database(), filter, last, 2, nullptr);
        QVERIFY(messages);
        QCOMPARE(messages->size(), page < 2 ? std::size_t(2) : std::size_t(1));
        for (const UsageMessage &message : *messages)
            inputs.append(message.tokens.input);
        last = messages->back();
    }
    QCOMPARE(inputs, QList<qint64>({4, 3, 2, 1, 0}));
    filter = {1001, 1002, SessionRef{2}, {}, {}, {}};
    const auto messages = usageMessages(store.database(), filter, {}, 10, nullptr);
    QVERIFY(messages);
    QCOMPARE(messages->size(), std::size_t(2));
    QVERIFY(!messages->front().cost.has_value());
    const auto all = usageMessagesOf(store.database(), SessionRef{1}, nullptr);
    QVERIFY(all);
    QCOMPARE(all->size(), std::size_t(5));
}

void TestUsageReport::aReadThatNobodyWaitsForEnds()
{
    MessageStore store;
    store.addSession(1, 0, 1);
    store.add(1000, 1, u"opus"_s, 1, 1);
    const auto cancelled = std::make_shared<std::atomic<bool>>(true);
    const auto report =
        usageReport(store.database(), {{}, {2026, 11, 3}, kBerlin}, 2000, cancelled);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestUsageReport)
#include "tst_usagereport.moc"
