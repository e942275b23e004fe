// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/price.h"
#include "core/times.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

Price priceOf(const QString &model, qint64 rate)
{
    Price price;
    price.model = model;
    price.rates = {rate, rate, rate, rate, rate};
    return price;
}

UsageRecord answerOf(const QByteArray &model, qint64 output, const QString &at = {})
{
    UsageRecord record;
    record.messageId = "m";
    record.model = model;
    record.tokens.output = output;
    record.atMs = at.isEmpty() ? 0 : fromRfc3339(at).value();
    return record;
}

PriceList listOf(std::vector<Price> prices)
{
    return PriceList(std::move(prices));
}

} // namespace

// What an answer costs, and which copy of it counts.
class TestPrices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aModelIsKnownByEachOfItsNames_data();
    void aModelIsKnownByEachOfItsNames();
    void aNewerModelDoesNotCostWhatItsForerunnerDid();
    void aPriceHoldsOnItsDays();
    void aLongPromptMakesTheWholeRequestDearer();
    void whatIsNotKnownIsUnknownAndNotNothing();
    void aPersonsOwnPriceGoesBeforeTheShippedOne();
    void theSameCopyIsKeptInWhateverOrderTheyCome();
    void aReplayOfASubagentCountsOnlyWhereNobodyElseTellsIt();
};

void TestPrices::aModelIsKnownByEachOfItsNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("canonical");
    const QList<std::pair<const char *, const char *>> names{
        {"claude-opus-5", "claude-opus-5"},
        {"claude-opus-4-1-20250805", "claude-opus-4-1"},
        {"us.anthropic.claude-opus-4-1-20250805-v1:0", "claude-opus-4-1"},
        {"eu.anthropic.claude-sonnet-5-5-v2", "claude-sonnet-5-5"},
        {"anthropic/claude-haiku-4-5@20250929", "claude-haiku-4-5"},
        {"claude-sonnet-4-5[1m]", "claude-sonnet-4-5"},
        {"gpt-5.3-codex", "gpt-5.3-codex"},
    };
    for (const auto &[name, canonical] : names)
        QTest::addRow("%s", name) << QString::fromLatin1(name) << QString::fromLatin1(canonical);
}

void TestPrices::aModelIsKnownByEachOfItsNames()
{
    QFETCH(QString, name);
    QFETCH(QString, canonical);
    QCOMPARE(canonicalModel(name), canonical);
}

void TestPrices::aNewerModelDoesNotCostWhatItsForerunnerDid()
{
    const PriceList list =
        listOf({priceOf(u"claude-opus-5"_s, 10), priceOf(u"claude-opus-5-5"_s, 4)});
    QCOMPARE(list.cost(answerOf("claude-opus-5", 1)), 10);
    QCOMPARE(list.cost(answerOf("claude-opus-5-5", 1)), 4);
    QCOMPARE(list.cost(answerOf("claude-opus-5-latest", 1)), 10);
    QCOMPARE(list.cost(answerOf("claude-opus-5-7", 1)), std::nullopt);
    QCOMPARE(list.cost(answerOf("claude-opus-50", 1)), std::nullopt);
    QCOMPARE(list.cost(answerOf("", 1)), std::nullopt);
}

void TestPrices::aPriceHoldsOnItsDays()
{
    Price before = priceOf(u"m"_s, 2);
    before.to = u"2026-10-06"_s;
    Price after = priceOf(u"m"_s, 1);
    after.from = u"2026-10-07"_s;
    const PriceList list = listOf({before, after});
    QCOMPARE(list.cost(answerOf("m", 1, u"2026-10-06T23:59:59.999Z"_s)), 2);
    QCOMPARE(list.cost(answerOf("m", 1, u"2026-10-07T00:00:00.000Z"_s)), 1);
    QCOMPARE(listOf({after}).cost(answerOf("m", 1, u"2026-10-06T12:00:00.000Z"_s)), std::nullopt);
}

void TestPrices::aLongPromptMakesTheWholeRequestDearer()
{
    Price price = priceOf(u"m"_s, 1);
    price.abovePrompt = 100;
    price.above = {5, 5, 5, 5, 5};
    const PriceList list = listOf({price});
    UsageRecord record = answerOf("m", 10);
    record.tokens.input = 60;
    record.tokens.cacheRead = 40;
    QCOMPARE(list.cost(record), 110);
    record.tokens.cacheWrite1h = 1;
    QCOMPARE(list.cost(record), 5 * 111);
}

void TestPrices::whatIsNotKnownIsUnknownAndNotNothing()
{
    Price price = priceOf(u"m"_s, 1);
    price.rates.cacheWrite1h.reset();
    const PriceList list = listOf({price});
    UsageRecord record = answerOf("m", 10);
    QCOMPARE(list.cost(record), 10);
    record.tokens.cacheWrite1h = 1;
    QCOMPARE(list.cost(record), std::nullopt);
    record.tokens.cacheWrite1h = 0;
    record.tokens.output = std::numeric_limits<qint64>::max();
    record.tokens.input = 2;
    QCOMPARE(list.cost(record), std::nullopt);
    record.terms.fast = true; // of which no factor is known
    QCOMPARE(list.cost(record), std::nullopt);
}

void TestPrices::aPersonsOwnPriceGoesBeforeTheShippedOne()
{
    Price own = priceOf(u"m"_s, 3);
    own.ofUser = true;
    own.from = u"2026-01-01"_s;
    Price later = priceOf(u"m"_s, 9); // a shipped one that began after it
    later.from = u"2026-03-01"_s;
    const PriceList list = listOf({priceOf(u"m"_s, 7), later, own});
    QCOMPARE(list.cost(answerOf("m", 1, u"2026-05-01T00:00:00.000Z"_s)), 3);
    QCOMPARE(list.cost(answerOf("m", 1, u"2026-02-01T00:00:00.000Z"_s)), 3);
    QCOMPARE(list.cost(answerOf("m", 1, u"2025-05-01T00:00:00.000Z"_s)), 7);
}

void TestPrices::theSameCopyIsKeptInWhateverOrderTheyCome()
{
    std::mt19937 random(5);
    std::vector<UsageRecord> copies;
    for (int i = 0; i < 200; ++i) {
        UsageRecord copy = answerOf("m", static_cast<qint64>(random() % 3));
        copy.tokens.input = static_cast<qint64>(random() % 3);
        copy.sidechain = random() % 2 == 0;
        copy.tellsSpeed = random() % 2 == 0;
        copy.sessionId = QByteArray::number(random() % 4);
        copy.atMs = static_cast<qint64>(random() % 3);
        copies.push_back(copy);
    }
    std::optional<UsageRecord> kept;
    for (int round = 0; round < 50; ++round) {
        std::shuffle(copies.begin(), copies.end(), random);
        UsageRecord best = copies.front();
        for (const UsageRecord &copy : copies) {
            QVERIFY(!isBetterCopy(copy, copy));
            QVERIFY(!(isBetterCopy(copy, best) && isBetterCopy(best, copy)));
            if (isBetterCopy(copy, best))
                best = copy;
        }
        QVERIFY(!kept || *kept == best);
        kept = best;
    }
    QVERIFY(!kept->sidechain);
    QCOMPARE(kept->tokens.total(), 4);
}

void TestPrices::aReplayOfASubagentCountsOnlyWhereNobodyElseTellsIt()
{
    UsageRecord main = answerOf("m", 5);
    main.requestId = "r1";
    UsageRecord replay = answerOf("m", 9);
    replay.requestId = "r2";
    replay.sidechain = true;
    UsageRecord other = replay;
    other.requestId = "r3";
    other.tokens.output = 8;
    QCOMPARE(countedOf(std::vector{main, replay, other}), (std::vector{true, false, false}));
    QCOMPARE(countedOf(std::vector{other, replay}), (std::vector{false, true}));
    main.requestId = "r4";
    UsageRecord second = main;
    second.requestId = "r5";
    QCOMPARE(countedOf(std::vector{main, second}), (std::vector{true, true}));
}

QTEST_GUILESS_MAIN(TestPrices)
#include "tst_prices.moc"
