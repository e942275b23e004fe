// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/waitsjson.h"
#include "storefixture.h"

#include <QJsonObject>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60LL * 1000;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kNow = 1'795'000'000'000;
const std::vector<qint64> kDays{0, kDay, 2 * kDay};

Wait wait(qint64 session, qint64 sinceMs, std::optional<qint64> untilMs, bool isAnswered = true)
{
    return {SessionRef{session}, u"p%1"_s.arg(session), sinceMs, untilMs,
            isAnswered && untilMs.has_value()};
}

WaitReport report(const std::vector<Wait> &waits, qint64 nowMs = 2 * kDay)
{
    return waitReport(waits, kDays, nowMs);
}

// A store in which a session asks and goes on.
class AskingStore : public Store
{
public:
    void tell(const QString &type, qint64 atMs, QJsonObject fields = {},
              const QString &session = u"s"_s)
    {
        if (!fields.contains(u"tool_name"_s)) {
            fields.insert(u"tool_name"_s, u"Bash"_s);
            fields.insert(u"tool_use_id"_s, u"t"_s);
        }
        const auto outcomes =
            commit({request(QString::number(++m_events), payload(session, type, fields), atMs)});
        QCOMPARE(told(outcomes).section(u' ', 0, 0), u"stored"_s);
    }
    void ask(qint64 atMs, const QString &session = u"s"_s)
    {
        tell(u"PreToolUse"_s, atMs - 1, {}, session);
        tell(u"PermissionRequest"_s, atMs, {}, session);
    }
    [[nodiscard]] WaitTable table(const QString &by = u"day"_s)
    {
        Result<WaitTable> table = waitTable(database(), by, kNow);
        if (!table)
            qFatal("%s", qPrintable(table.error().text));
        return std::move(table).value();
    }

private:
    int m_events = 0;
};

} // namespace

// How long agents stood blocked on a person.
class TestWaits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofOneSessionAllThatIsAskedAtOnceIsOneWait();
    void aWaitIsDividedAtMidnight();
    void whatIsOpenCountsUntilNow();
    void theMedianIsOfWhatWasAnswered();
    void nobodyWaitedIsNoMedian();
    void anAnswerIsDatedByTheCallThatItAllowed();
    void theEndOfASessionIsNoAnswer();
    void daysAndProjectsAreToldWithWhatTheyComeTo();
    void anotherKeyIsRefused();
};

void TestWaits::ofOneSessionAllThatIsAskedAtOnceIsOneWait()
{
    const Wait first = wait(1, kHour, 3 * kHour);
    QCOMPARE(report({first}).all.waitedMs, 2 * kHour);
    QCOMPARE(report({first, wait(1, 2 * kHour, 4 * kHour)}).all.waitedMs, 3 * kHour);
    QCOMPARE(report({first, wait(1, 3 * kHour, 4 * kHour)}).all.waitedMs, 3 * kHour);
    QCOMPARE(report({first, wait(1, 5 * kHour, 6 * kHour)}).all.waitedMs, 3 * kHour);
    // Of two sessions they are two.
    const WaitReport two = report({first, wait(2, 2 * kHour, 4 * kHour)});
    QCOMPARE(two.all.waitedMs, 4 * kHour);
    QCOMPARE(two.all.questions, 2);
    QCOMPARE(two.byProject.at(u"p2"_s).waitedMs, 2 * kHour);
}

void TestWaits::aWaitIsDividedAtMidnight()
{
    const WaitReport told = report({wait(1, kDay - kHour, kDay + 3 * kHour)});
    QCOMPARE(told.bySlot.at(0).waitedMs, kHour);
    QCOMPARE(told.bySlot.at(1).waitedMs, 3 * kHour);
    // The question is of the day on which it was asked.
    QCOMPARE(told.bySlot.at(0).questions, 1);
    QCOMPARE(told.bySlot.at(1).questions, 0);
    // What lies outside does not count, and what reaches in does.
    const WaitReport outside = report({wait(1, -5 * kHour, kHour), wait(2, 2 * kDay, 3 * kDay)});
    QCOMPARE(outside.all.waitedMs, kHour);
    QCOMPARE(outside.all.questions, 0);
}

void TestWaits::whatIsOpenCountsUntilNow()
{
    const WaitReport told = report({wait(1, kHour, std::nullopt)}, 3 * kHour);
    QCOMPARE(told.all.waitedMs, 2 * kHour);
    QCOMPARE(told.all.questions, 1);
    QCOMPARE(told.all.answered, 0);
}

void TestWaits::theMedianIsOfWhatWasAnswered()
{
    const std::vector<Wait> three{wait(1, 0, 10 * kMinute), wait(2, kHour, kHour + kMinute),
                                  wait(3, 2 * kHour, 2 * kHour + 2 * kMinute)};
    QCOMPARE(report(three).all.medianMs, std::optional(2 * kMinute));
    std::vector<Wait> four = three;
    four.push_back(wait(4, 3 * kHour, 3 * kHour + 4 * kMinute));
    QCOMPARE(report(four).all.medianMs, std::optional(3 * kMinute));
    four.push_back(wait(5, 4 * kHour, 9 * kHour, false));
    four.push_back(wait(6, 4 * kHour, std::nullopt));
    QCOMPARE(report(four).all.medianMs, std::optional(3 * kMinute));
    QCOMPARE(report(four).all.answered, 4);
    QCOMPARE(report(four).all.questions, 6);
}

void TestWaits::nobodyWaitedIsNoMedian()
{
    QCOMPARE(report({}).all.medianMs, std::nullopt);
    QCOMPARE(report({}).bySlot.size(), std::size_t(2));
    QVERIFY(waitReport({}, {}, kNow).bySlot.empty());
}

void TestWaits::anAnswerIsDatedByTheCallThatItAllowed()
{
    AskingStore store;
    store.ask(kNow - 20 * kMinute);
    // It ran for ten minutes when the answer had come.
    store.tell(u"PostToolUse"_s, kNow - 8 * kMinute,
               {{u"tool_name"_s, u"Bash"_s},
                {u"tool_use_id"_s, u"t"_s},
                {u"duration_ms"_s, 10 * kMinute}});
    QCOMPARE(store.table().all.medianMs, std::optional(2 * kMinute));
    QCOMPARE(store.table().all.waitedMs, 2 * kMinute);
    // Where the agent does not say how long, its end is all that is known.
    store.ask(kNow - 5 * kMinute, u"silent"_s);
    store.tell(u"PostToolUse"_s, kNow - kMinute, {}, u"silent"_s);
    QCOMPARE(store.table().all.waitedMs, 6 * kMinute);
    QCOMPARE(store.table().all.answered, 2);
}

void TestWaits::theEndOfASessionIsNoAnswer()
{
    AskingStore store;
    store.ask(kNow - 20 * kMinute);
    store.tell(u"SessionEnd"_s, kNow - 10 * kMinute, {{u"tool_name"_s, QString()}});
    QCOMPARE(store.table().all.waitedMs, 10 * kMinute);
    QCOMPARE(store.table().all.questions, 1);
    QCOMPARE(store.table().all.answered, 0);
}

void TestWaits::daysAndProjectsAreToldWithWhatTheyComeTo()
{
    AskingStore store;
    QVERIFY(store.table().rows.empty());
    store.ask(kNow - 3 * kDay);
    store.tell(u"PostToolUse"_s, kNow - 3 * kDay + kMinute);
    store.ask(kNow - kMinute, u"other"_s); // still waits
    const WaitTable days = store.table();
    QCOMPARE(days.rows.size(), std::size_t(2)); // and not the days between
    const QJsonArray json = toJsonArray(days, u"day"_s);
    QCOMPARE(json.at(0)[u"day"].toString(), u"2026-11-15"_s);
    QCOMPARE(json.at(0)[u"waited_ms"].toInteger(), kMinute);
    QCOMPARE(json.at(0)[u"median_answer_ms"].toInteger(), kMinute);
    QCOMPARE(json.at(1)[u"questions"].toInteger(), 1);
    QVERIFY(json.at(1)[u"median_answer_ms"].isNull());
    const WaitTable projects = store.table(u"project"_s);
    QCOMPARE(projects.rows.size(), std::size_t(1));
    QCOMPARE(projects.rows.front().sums.waitedMs, 2 * kMinute);
    QCOMPARE(days.all.waitedMs, 2 * kMinute);
}

void TestWaits::anotherKeyIsRefused()
{
    Store store;
    const Result<WaitTable> table = waitTable(store.database(), u"colour"_s, kNow);
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TestWaits)

#include "tst_waits.moc"
