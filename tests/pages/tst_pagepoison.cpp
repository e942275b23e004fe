// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Hostile texts on the pages of tables and figures: shown as they are, and nobody calls home.

#include "pages/pagestage.h"
#include "qml/stage.h"
#include "store/statement.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr char kName[] = "UPDATE session SET project = ?, title = ?, branch = ?, model = ?"
                         " WHERE ref = ?";
constexpr char kModel[] = "UPDATE usage_message SET model = ?, agent_id = ? WHERE session_ref = ?";

QStringList textsThatAreNotPlain(QObject *root)
{
    QStringList found;
    for (const QObject *object : everythingUnder(root)) {
        if (isType(object, u"QQuickText"_s)
            && object->property("textFormat").toInt() != Qt::PlainText)
            found.append(object->property("text").toString().left(60));
    }
    return found;
}

} // namespace

class TestPagePoison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void noPageFetchesAnythingOrTakesTextForMarkup_data();
    void noPageFetchesAnythingOrTakesTextForMarkup();
};

void TestPagePoison::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "dark");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestPagePoison::noPageFetchesAnythingOrTakesTextForMarkup_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("history") << u"history"_s;
    QTest::newRow("usage") << u"usage"_s;
}

void TestPagePoison::noPageFetchesAnythingOrTakesTextForMarkup()
{
    QFETCH(QString, page);
    QTcpServer canary;
    int hits = 0;
    connect(&canary, &QTcpServer::newConnection, &canary, [&canary, &hits] {
        while (canary.nextPendingConnection())
            ++hits;
    });
    QVERIFY(canary.listen(QHostAddress::LocalHost));
    PageStage stage;
    const QStringList poison = poisonTexts(u"http://127.0.0.1:%1"_s.arg(canary.serverPort()));
    for (int i = 0; i < poison.size(); ++i) {
        const QString id = u"s%1"_s.arg(i);
        stage.store.add(id, u"SessionStart"_s);
        stage.store.commit();
        stage.tell({stage.clock.nowMs() - 3'600'000, id});
        const QString text = poison.at(i).left(100'000);
        Statement name(stage.store.database(), kName);
        QVERIFY(name.bind(text).bind(text).bind(text).bind(text).bind(stage.store.refOf(id)).run());
        Statement model(stage.store.database(), kModel);
        QVERIFY(model.bind(text.left(5000)).bind(text).bind(stage.store.refOf(id)).run());
    }
    QVERIFY(stage.open(page));
    const int tables = visibleItems(stage.quick(), u"CellTable"_s).isEmpty() ? 0 : 1;
    QTRY_VERIFY(tables > 0 || !visibleItems(stage.quick(), u"CellRow"_s).isEmpty());
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CellRow"_s).isEmpty());
    // Each row, its tooltip, and what opens with it.
    for (int i = 0; i < poison.size() * 2; ++i) {
        stage.type(Qt::Key_Tab);
        stage.type(Qt::Key_Down);
        const QList<QQuickItem *> rows = visibleItems(stage.quick(), u"CellRow"_s);
        if (!rows.isEmpty()) {
            QQuickItem *row = rows.at(i % rows.size());
            const QPoint centre = row->mapToScene(QPointF(40, row->height() / 2)).toPoint();
            QTest::mouseMove(stage.quick(), centre - QPoint(1, 0));
            QTest::mouseMove(stage.quick(), centre);
        }
        stage.type(Qt::Key_Return);
        (void)stage.quick()->grabWindow();
        stage.type(Qt::Key_Escape);
    }
    QCOMPARE(textsThatAreNotPlain(stage.quick()), QStringList());
    // A fetch would come from a thread of its own and some time later.
    QTest::qWait(300);
    QCOMPARE(hits, 0);
}

QTEST_MAIN(TestPagePoison)
#include "tst_pagepoison.moc"
