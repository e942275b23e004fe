// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rowmoves.h"
#include "seed.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace dogwatch;

class TestRowMoves : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMovesLeadToTheTarget();
    void whatStandsRightIsNotMoved_data();
    void whatStandsRightIsNotMoved();
};

namespace {

std::vector<SessionRef> refs(const std::vector<int> &numbers)
{
    std::vector<SessionRef> list;
    for (const int number : numbers)
        list.push_back(static_cast<SessionRef>(number));
    return list;
}

void applyMoves(std::vector<SessionRef> &list, const std::vector<RowMove> &moves)
{
    for (const RowMove &move : moves) {
        const SessionRef ref = list.at(static_cast<std::size_t>(move.from));
        list.erase(list.begin() + move.from);
        list.insert(list.begin() + move.to, ref);
    }
}

} // namespace

void TestRowMoves::theMovesLeadToTheTarget()
{
    std::mt19937 random(test::seedOfThisRun());
    for (int round = 0; round < 500; ++round) {
        std::vector<int> numbers(round % 40);
        std::iota(numbers.begin(), numbers.end(), 1);
        std::shuffle(numbers.begin(), numbers.end(), random);
        const std::vector<SessionRef> current = refs(numbers);
        std::shuffle(numbers.begin(), numbers.end(), random);
        const std::vector<SessionRef> target = refs(numbers);
        std::vector<SessionRef> moved = current;
        applyMoves(moved, fewestMoves(current, target));
        QVERIFY(moved == target);
    }
}

void TestRowMoves::whatStandsRightIsNotMoved_data()
{
    QTest::addColumn<std::vector<int>>("current");
    QTest::addColumn<std::vector<int>>("target");
    QTest::addColumn<int>("moves");
    using Numbers = std::vector<int>;
    QTest::newRow("equal") << Numbers{1, 2, 3} << Numbers{1, 2, 3} << 0;
    QTest::newRow("the last comes first") << Numbers{1, 2, 3, 4} << Numbers{4, 1, 2, 3} << 1;
    QTest::newRow("the first goes last") << Numbers{1, 2, 3, 4} << Numbers{2, 3, 4, 1} << 1;
    QTest::newRow("two change places") << Numbers{1, 2, 3, 4} << Numbers{1, 3, 2, 4} << 1;
    QTest::newRow("two rise") << Numbers{1, 2, 3, 4, 5} << Numbers{4, 5, 1, 2, 3} << 2;
    QTest::newRow("all turned") << Numbers{1, 2, 3} << Numbers{3, 2, 1} << 2;
}

void TestRowMoves::whatStandsRightIsNotMoved()
{
    QFETCH(std::vector<int>, current);
    QFETCH(std::vector<int>, target);
    QFETCH(int, moves);
    QCOMPARE(fewestMoves(refs(current), refs(target)).size(), static_cast<std::size_t>(moves));
}

QTEST_APPLESS_MAIN(TestRowMoves)
#include "tst_rowmoves.moc"
