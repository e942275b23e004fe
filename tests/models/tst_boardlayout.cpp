// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/boardfixture.h"
#include "models/boardlayout.h"

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Where the tiles stand.
class TestBoardLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTilesAreAsLargeAsFitsWithoutScrolling_data();
    void theTilesAreAsLargeAsFitsWithoutScrolling();
    void theSizeOfTheTilesStaysWhileTheOrderIsHeld();
    void tilesNeverOverlapAndStayInside();
    void arrowsGoToTheTileThatOneSees();
    void theWallMagnifiesWhatFits();
};

void TestBoardLayout::theTilesAreAsLargeAsFitsWithoutScrolling_data()
{
    QTest::addColumn<int>("sessions");
    QTest::addColumn<QSizeF>("area");
    QTest::addColumn<BoardLayout::TileSize>("size");
    QTest::addColumn<bool>("scrolls");
    // The room for tiles in a window of 1280x800, 900x600 and 2560x1440.
    const QSizeF usual(1130, 690);
    const QSizeF little(790, 490);
    const QSizeF much(2380, 1330);
    QTest::newRow("2 in 1280x800") << 2 << usual << BoardLayout::Large << false;
    QTest::newRow("30 in 1280x800") << 33 << usual << BoardLayout::Titled << false;
    QTest::newRow("39 in 1280x800") << 39 << usual << BoardLayout::Medium << false;
    QTest::newRow("100 in 1280x800") << 108 << usual << BoardLayout::Small << false;
    QTest::newRow("2 in 900x600") << 2 << little << BoardLayout::Large << false;
    QTest::newRow("30 in 900x600") << 33 << little << BoardLayout::Compact << false;
    QTest::newRow("200 in 900x600") << 210 << little << BoardLayout::Small << true;
    QTest::newRow("30 in 2560x1440") << 33 << much << BoardLayout::Large << false;
    QTest::newRow("100 in 2560x1440") << 108 << much << BoardLayout::Titled << false;
}

void TestBoardLayout::theTilesAreAsLargeAsFitsWithoutScrolling()
{
    QFETCH(int, sessions);
    QFETCH(QSizeF, area);
    QFETCH(BoardLayout::TileSize, size);
    QFETCH(bool, scrolls);
    BoardFixture fixture(sessions);
    BoardLayout layout;
    layout.setWidth(area.width());
    layout.setHeight(area.height());
    layout.setModel(&fixture.board);
    QCOMPARE(layout.tileSize(), size);
    QCOMPARE(layout.contentHeight() > area.height(), scrolls);
    QCOMPARE(layout.zoom(), 1.0);
}

void TestBoardLayout::theSizeOfTheTilesStaysWhileTheOrderIsHeld()
{
    BoardFixture fixture(10);
    BoardLayout layout;
    layout.setWidth(1130);
    layout.setHeight(690);
    layout.setModel(&fixture.board);
    QCOMPARE(layout.tileSize(), BoardLayout::Large);
    const qreal width = layout.tileWidth();
    fixture.board.pointerMoved();
    ChangeSet set;
    for (int number = 100; number < 150; ++number) {
        const Session session = makeSession(number, SessionStatus::Working, fixture.clock.nowMs());
        set.sessions.insert(session.ref, session);
    }
    fixture.publish(set);
    QCOMPARE(layout.tileSize(), BoardLayout::Large);
    QCOMPARE(layout.tileWidth(), width);
    layout.setWall(true); // asked for, and so not held back
    QVERIFY(layout.tileSize() != BoardLayout::Large);
    fixture.board.clearFilter();
    fixture.board.setSearch(u"dev"_s); // to filter lets go
    fixture.board.clearFilter();
    QVERIFY(layout.tileSize() != BoardLayout::Large);
}

void TestBoardLayout::tilesNeverOverlapAndStayInside()
{
    for (const int sessions : {1, 7, 30, 100, 250}) {
        for (const auto grouping : {SessionsModel::NoGroups, SessionsModel::ByProject}) {
            BoardFixture fixture(sessions);
            fixture.board.setGrouping(grouping);
            BoardLayout layout;
            layout.setWidth(1000);
            layout.setHeight(600);
            layout.setModel(&fixture.board);
            QList<QRectF> taken;
            for (int header = 0; header < layout.headerCount(); ++header)
                taken.append(QRectF(0, layout.headerY(header, 0), 1000, 24));
            for (int row = 0; row < fixture.board.count(); ++row) {
                const QRectF tile(layout.tileX(row, 0), layout.tileY(row, 0), layout.tileWidth(),
                                  layout.tileHeight());
                QVERIFY(tile.right() <= 1000 && tile.bottom() <= layout.contentHeight() + 0.5);
                QVERIFY(std::none_of(taken.cbegin(), taken.cend(), [&tile](const QRectF &other) {
                    return other.intersects(tile);
                }));
                QCOMPARE(layout.rowAt(tile.center().x(), tile.center().y()), row);
                taken.append(tile);
            }
            QCOMPARE(layout.rowAt(-5, -5), -1);
        }
    }
}

void TestBoardLayout::arrowsGoToTheTileThatOneSees()
{
    BoardFixture fixture(11);
    BoardLayout layout;
    layout.setLarge({240, 110});
    layout.setWidth(4 * 248);
    layout.setHeight(1000);
    layout.setModel(&fixture.board);
    const int last = fixture.board.count() - 1;
    QCOMPARE(layout.columns(), 4);
    QCOMPARE(layout.neighbour(-1, BoardLayout::Down), 0);
    QCOMPARE(layout.neighbour(-1, BoardLayout::Up), last);
    QCOMPARE(layout.neighbour(1, BoardLayout::Down), 5);
    QCOMPARE(layout.neighbour(5, BoardLayout::Up), 1);
    QCOMPARE(layout.neighbour(0, BoardLayout::Up), 0);
    QCOMPARE(layout.neighbour(7, BoardLayout::Down), last); // the last line is shorter
    QCOMPARE(layout.neighbour(3, BoardLayout::Right), 4);
    QCOMPARE(layout.neighbour(4, BoardLayout::Left), 3);
    QCOMPARE(layout.neighbour(last, BoardLayout::Right), last);
    QCOMPARE(layout.neighbour(5, BoardLayout::First), 0);
    QCOMPARE(layout.neighbour(5, BoardLayout::Last), last);
    BoardFixture empty(0);
    layout.setModel(&empty.board);
    QCOMPARE(layout.neighbour(0, BoardLayout::Down), -1);
}

void TestBoardLayout::theWallMagnifiesWhatFits()
{
    BoardFixture fixture(12);
    BoardLayout layout;
    layout.setWidth(1900);
    layout.setHeight(1000);
    layout.setModel(&fixture.board);
    layout.setWall(true);
    QVERIFY(layout.zoom() > 1.4);
    QVERIFY(layout.contentHeight() <= 1000);
    layout.setWall(false);
    QCOMPARE(layout.zoom(), 1.0);
}

QTEST_GUILESS_MAIN(TestBoardLayout)

#include "tst_boardlayout.moc"
