// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Hostile texts on every screen: they are shown as they are, and nobody calls home.

#include "models/sessionsmodel.h"
#include "qml/stage.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// Counts who comes to fetch something, and leaves them waiting: what an answer would lead to is of
// no concern, and of no complaint either.
class Canary : public QTcpServer
{
public:
    int hits = 0;

    Canary()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (nextPendingConnection())
                ++hits;
        });
    }
    [[nodiscard]] QString url() const { return u"http://127.0.0.1:%1"_s.arg(serverPort()); }
};

// Every text item under `root` that might take its text for markup.
QStringList textsThatAreNotPlain(QObject *root)
{
    QStringList found;
    for (const QObject *object : everythingUnder(root)) {
        const bool isText = isType(object, u"QQuickText"_s);
        const bool isEdit = isType(object, u"QQuickTextEdit"_s);
        if (!isText && !isEdit)
            continue;
        // QQuickText::PlainText and QQuickTextEdit::PlainText are both Qt::PlainText.
        if (object->property("textFormat").toInt() != Qt::PlainText)
            found.append(QString::fromLatin1(object->metaObject()->className()) + u": "_s
                         + object->property("text").toString().left(60));
    }
    return found;
}

} // namespace

class TestPoison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theCanaryHearsATextThatIsNotPlain_data();
    void theCanaryHearsATextThatIsNotPlain();
    void theWalkFindsATextThatIsNotPlain();
    void noScreenFetchesAnythingOrTakesTextForMarkup_data();
    void noScreenFetchesAnythingOrTakesTextForMarkup();
};

void TestPoison::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "dark");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestPoison::theCanaryHearsATextThatIsNotPlain_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QString>("prompt");
    const QString readme = u"fix <img src=\"x.png\"> in README"_s;
    const QString huge = readme + QString(1'000'000, u'a');
    QTest::newRow("guessed") << QByteArray("AutoText") << readme;
    QTest::newRow("rich") << QByteArray("RichText") << readme;
    QTest::newRow("styled") << QByteArray("StyledText") << readme;
    QTest::newRow("guessed, 1 MB") << QByteArray("AutoText") << huge;
    QTest::newRow("rich, 1 MB") << QByteArray("RichText") << huge;
}

// Without this the test of the screens would prove nothing.
void TestPoison::theCanaryHearsATextThatIsNotPlain()
{
    QFETCH(QByteArray, format);
    QFETCH(QString, prompt);
    Canary canary;
    QVERIFY(canary.listen(QHostAddress::LocalHost));
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nText { textFormat: Text." + format + " }", {});
    const std::unique_ptr<QObject> text(component.create());
    QVERIFY(text);
    text->setProperty("baseUrl", QUrl(canary.url())); // here x.png is looked for
    text->setProperty("text", prompt);
    QTRY_VERIFY(canary.hits > 0);
    QCOMPARE(textsThatAreNotPlain(text.get()).size(), 1);
}

void TestPoison::theWalkFindsATextThatIsNotPlain()
{
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nItem { Text { } Text { textFormat: Text.PlainText } }", {});
    const std::unique_ptr<QObject> item(component.create());
    QVERIFY(item);
    QCOMPARE(textsThatAreNotPlain(item.get()).size(), 1);
}

void TestPoison::noScreenFetchesAnythingOrTakesTextForMarkup_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("grouping");
    QTest::newRow("small tiles") << QSize(900, 600) << 0;
    QTest::newRow("medium tiles") << QSize(1500, 1300) << 0;
    QTest::newRow("large tiles") << QSize(3000, 1500) << 0;
    QTest::newRow("groups") << QSize(1280, 800) << 1;
}

void TestPoison::noScreenFetchesAnythingOrTakesTextForMarkup()
{
    QFETCH(QSize, size);
    QFETCH(int, grouping);
    Canary canary;
    QVERIFY(canary.listen(QHostAddress::LocalHost));
    const QStringList poison = poisonTexts(canary.url());

    Stage stage;
    for (const QString &text : poison)
        stage.actions.found.append({text, text.left(500), text.left(500), AgentHooks::Failed});
    QVERIFY(stage.open()); // the first steps, with the agents found
    QCoreApplication::processEvents();

    stage.quick()->resize(size);
    for (const Session &session : makePoisonedCrowd(canary.url(), stage.clock.nowMs()).sessions) {
        ChangeSet set = changeOf(session);
        if (session.status == SessionStatus::NeedsInput) {
            const AttentionItem item =
                makeAttention(session, AttentionKind::Permission, session.project, session.title);
            set.attention.insert(item.id, item);
        }
        stage.feed.publish(set);
    }
    QTRY_COMPARE(stage.window->board()->count(), 4 * poison.size());
    stage.window->board()->setGrouping(static_cast<SessionsModel::Grouping>(grouping));

    ServerFigures figures;
    figures.address = poison.constFirst();
    figures.problem = poison.constFirst();
    figures.deadLetters = 1;
    stage.server.setFigures(figures);
    for (int row = 0; row < stage.window->board()->count(); row += 3) {
        // Chosen, which brings it into sight whatever the font; hovered for its tooltip; with its
        // menu and its page.
        stage.window->board()->setCurrentRow(row);
        QQuickItem *tile = visibleItem(stage.quick(), u"Tile"_s, "index", row);
        if (tile) {
            const QPoint centre =
                tile->mapToScene(QPointF(tile->width() / 2, tile->height() / 2)).toPoint();
            QTest::mouseMove(stage.quick(), centre - QPoint(1, 0));
            QTest::mouseMove(stage.quick(), centre);
        }
        if (row % 2 == 0) {
            stage.type(Qt::Key_Menu);
            stage.type(Qt::Key_Escape);
            stage.type(Qt::Key_Return);
            QCoreApplication::processEvents();
            stage.type(Qt::Key_Escape);
        }
        Q_EMIT stage.actions.reported(poison.at(row % poison.size()).left(2000), row % 2 == 0);
        QCoreApplication::processEvents();
    }
    // A tooltip that has come up.
    QTRY_VERIFY(!visibleItems(stage.quick(), u"QQuickPopupItem"_s).isEmpty());
    for (const QString &text : poison) {
        stage.type(Qt::Key_K, Qt::ControlModifier);
        stage.write(text.left(3).simplified().isEmpty() ? u"a"_s : u"<"_s);
        stage.type(Qt::Key_Escape);
        stage.window->board()->setSearch(text.left(40));
        QCoreApplication::processEvents();
        stage.window->board()->clearFilter();
        stage.server.setStore(ServerState::Failed, text.left(5000), true, true);
        QCoreApplication::processEvents();
        stage.server.setStore(ServerState::Ready);
        stage.store.failure = Error{ErrorCode::Corrupt, text.left(5000)};
        stage.store.answer();
        QCoreApplication::processEvents();
    }
    (void)stage.quick()->grabWindow();
    QCOMPARE(textsThatAreNotPlain(stage.quick()), QStringList());
    // A fetch would come from a thread of its own and some time later.
    QTest::qWait(300);
    QCOMPARE(canary.hits, 0);
}

QTEST_MAIN(TestPoison)
#include "tst_poison.moc"
