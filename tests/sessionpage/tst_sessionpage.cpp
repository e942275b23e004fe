// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pagehost.h"
#include "scenes.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kSize(1100, 700);

bool has(const QQuickItem *item)
{
    return item && item->hasActiveFocus();
}

int currentOf(const QQuickItem *list)
{
    return list->property("currentIndex").toInt();
}

bool atEnd(const QQuickItem *list)
{
    return list->property("atYEnd").toBool();
}

// The seq of the event in the middle of the view.
qint64 seqInView(PageHost &host)
{
    QQuickItem *list = host.listIn(u"EventTable"_s);
    int row = -1;
    // As before each frame: rows that came in since the last one are not in the view's count yet.
    QMetaObject::invokeMethod(list, "forceLayout");
    QMetaObject::invokeMethod(
        list, "indexAt", Q_RETURN_ARG(int, row), Q_ARG(qreal, 20.0),
        Q_ARG(qreal, list->property("contentY").toReal() + list->height() / 2));
    return static_cast<qint64>(host.details()->events()->seqAt(row));
}

void scroll(PageHost &host, QQuickItem *list, int degrees)
{
    // The speed of the wheel follows from the time between two turns: without one nothing moves.
    static ulong timestampMs = 0;
    const QPointF place = list->mapToScene(QPointF(50, 50));
    QWheelEvent wheel(place, host.view().mapToGlobal(place), {}, QPoint(0, degrees * 8),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    wheel.setTimestamp(timestampMs += 1000);
    QCoreApplication::sendEvent(&host.view(), &wheel);
    QTRY_VERIFY(!list->property("moving").toBool());
}

} // namespace

class TestSessionPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void showsEachSceneWithoutAComplaint_data();
    void showsEachSceneWithoutAComplaint();
    void opensAtTheEndOfTheLog();
    void followsTheLogUntilOneScrollsUp();
    void staysWhereOneReadsWhileTheLogGrows();
    void staysWhereOneReadsWhenOlderRowsComeIn();
    void goesBackToTheEndWhenAskedTo();
    void isOperatedByTheKeyboardAlone();
    void leadsFromACallToItsEvents();
    void keepsItsKeysFromTheWindow();
    void offersToReadAgainWhatCouldNotBeRead();
    void makesNothingOfMarkup();

private:
    void press(PageHost &host, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);

    std::unique_ptr<LiveStore> m_store;
};

void TestSessionPage::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_store = std::make_unique<LiveStore>();
}

void TestSessionPage::press(PageHost &host, Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&host.view(), key, modifiers);
    host.settle();
}

void TestSessionPage::showsEachSceneWithoutAComplaint_data()
{
    using Tell = void (*)(LiveStore &, const QString &);
    QTest::addColumn<Tell>("tell");
    QTest::newRow("running") << Tell(tellRunning);
    QTest::newRow("needs input") << Tell(tellNeedsInput);
    QTest::newRow("failed") << Tell(tellFailed);
    QTest::newRow("ended") << Tell(tellEnded);
    QTest::newRow("empty") << Tell(tellEmpty);
    QTest::newRow("poison") << Tell(tellPoison);
    QTest::newRow("huge prompt") << Tell(tellHugePrompt);
}

void TestSessionPage::showsEachSceneWithoutAComplaint()
{
    using Tell = void (*)(LiveStore &, const QString &);
    QFETCH(Tell, tell);
    tell(*m_store, u"s"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    // Each payload is looked at once.
    press(host, Qt::Key_Home);
    for (int row = 0; row < host.details()->events()->count(); ++row)
        press(host, Qt::Key_Down);
    QCOMPARE(host.details()->payload()->state(), ModelState::Ready);
    QTRY_VERIFY(host.details()->payload()->count() > 0);
}

void TestSessionPage::opensAtTheEndOfTheLog()
{
    m_store->addCalls(u"s"_s, 0, 400);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QQuickItem *calls = host.listIn(u"CallTable"_s);
    QTRY_VERIFY(atEnd(calls));
    QTRY_COMPARE(currentOf(calls), 399);
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    QQuickItem *events = host.listIn(u"EventTable"_s);
    QTRY_VERIFY(atEnd(events));
}

void TestSessionPage::followsTheLogUntilOneScrollsUp()
{
    m_store->addCalls(u"s"_s, 0, 100);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    EventsModel *events = host.details()->events();
    QQuickItem *list = host.listIn(u"EventTable"_s);
    QTRY_VERIFY(atEnd(list));

    m_store->addCalls(u"s"_s, 100, 20);
    m_store->commit();
    QTRY_COMPARE(events->count(), 240);
    QTRY_VERIFY(atEnd(list));
    QVERIFY(events->following());

    // A turn that a busy machine takes for slow does not move the list at all.
    for (int turn = 0; turn < 20 && atEnd(list); ++turn)
        scroll(host, list, 60);
    QTRY_VERIFY(!events->following());
    QVERIFY(!atEnd(list));
    // A flick has a greatest speed, so that one turn of the wheel goes only so far.
    for (int turn = 0; turn < 100 && !atEnd(list); ++turn)
        scroll(host, list, -60);
    QVERIFY(atEnd(list));
    QTRY_VERIFY(events->following());
}

void TestSessionPage::staysWhereOneReadsWhileTheLogGrows()
{
    m_store->addCalls(u"s"_s, 0, 200);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    QQuickItem *list = host.listIn(u"EventTable"_s);
    for (int i = 0; i < 4; ++i)
        press(host, Qt::Key_PageUp);
    QVERIFY(!host.details()->events()->following());
    const qint64 read = seqInView(host);
    const int current = currentOf(list);
    QVERIFY(read > 0);
    m_store->addCalls(u"s"_s, 200, 300);
    m_store->commit();
    QTRY_COMPARE(host.details()->events()->count(), 1000);
    host.settle();
    QCOMPARE(seqInView(host), read);
    QCOMPARE(currentOf(list), current);
    QVERIFY(!atEnd(list));
}

void TestSessionPage::staysWhereOneReadsWhenOlderRowsComeIn()
{
    m_store->addCalls(u"s"_s, 0, 1500);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    EventsModel *events = host.details()->events();
    QQuickItem *list = host.listIn(u"EventTable"_s);
    QTRY_VERIFY(atEnd(list));
    QCOMPARE(events->count(), LogModel::kPage);
    qint64 seq = seqInView(host);
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(&host.view(), Qt::Key_PageUp);
        const qint64 now = seqInView(host);
        QVERIFY2(now <= seq && now > seq - 60, qPrintable(u"%1 after %2"_s.arg(now).arg(seq)));
        host.settle();
        QCOMPARE(seqInView(host), now); // though rows came in above
        seq = now;
    }
    QVERIFY(events->count() > LogModel::kPage);
}

void TestSessionPage::goesBackToTheEndWhenAskedTo()
{
    m_store->addCalls(u"s"_s, 0, 3000);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    EventsModel *events = host.details()->events();
    QQuickItem *list = host.listIn(u"EventTable"_s);
    events->reveal(50);
    QTRY_COMPARE(events->seqAt(currentOf(list)), 50);
    host.settle();
    QVERIFY(events->hasNewer());
    QVERIFY(qAbs(seqInView(host) - 50) <= 15);
    QVERIFY(!events->following());
    press(host, Qt::Key_End);
    QTRY_VERIFY(!events->hasNewer());
    QTRY_VERIFY(atEnd(list));
    QVERIFY(events->following());
    QTRY_COMPARE(events->seqAt(currentOf(list)), 6000);
}

void TestSessionPage::isOperatedByTheKeyboardAlone()
{
    tellRunning(*m_store, u"s"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    QSignalSpy closed(host.page(), SIGNAL(closeRequested()));
    host.settle();
    QTRY_VERIFY(has(host.listIn(u"CallTable"_s)));
    // Round through all that takes the keyboard, and back here.
    QStringList passed;
    for (int i = 0; i < 12; ++i) {
        press(host, Qt::Key_Tab);
        const QQuickItem *focused = host.view().activeFocusItem();
        QVERIFY(focused);
        passed.append(QString::fromLatin1(focused->metaObject()->className()).section(u'_', 0, 0));
        if (has(host.listIn(u"CallTable"_s)))
            break;
    }
    QVERIFY2(has(host.listIn(u"CallTable"_s)), qPrintable(passed.join(u' ')));
    QVERIFY2(passed.contains(u"TabStrip"_s) && passed.count(u"Toggle"_s) == 2
                 && passed.contains(u"QQuickTextInput"_s),
             qPrintable(passed.join(u' ')));

    // The agents by arrows.
    host.listIn(u"AgentPane"_s)->forceActiveFocus();
    press(host, Qt::Key_Down);
    QCOMPARE(host.details()->agentRow(), 1);
    press(host, Qt::Key_End);
    QCOMPARE(host.details()->agentRow(), host.details()->agents()->count() - 1);
    press(host, Qt::Key_Home);
    QCOMPARE(host.details()->agentRow(), 0);

    // A filter, and away with it.
    press(host, Qt::Key_F, Qt::ControlModifier);
    QTest::keyClick(&host.view(), Qt::Key_G);
    QTest::keyClick(&host.view(), Qt::Key_R);
    host.settle();
    QCOMPARE(host.details()->calls()->filter(), u"gr"_s);
    press(host, Qt::Key_Return);
    QVERIFY(has(host.listIn(u"CallTable"_s)));
    host.details()->calls()->setFilter({});
    host.settle();

    press(host, Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(has(host.listIn(u"EventTable"_s)));
    press(host, Qt::Key_Up);
    press(host, Qt::Key_Return);
    QVERIFY(has(host.listIn(u"PayloadPane"_s)));
    QTRY_VERIFY(host.details()->payload()->count() > 0);
    press(host, Qt::Key_Down);
    press(host, Qt::Key_C, Qt::ControlModifier);
    QVERIFY(host.actions().asked.join(u' ').startsWith(u"copy "_s));
    press(host, Qt::Key_Left);
    QVERIFY(has(host.listIn(u"EventTable"_s)));
    press(host, Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
}

void TestSessionPage::leadsFromACallToItsEvents()
{
    m_store->addCalls(u"s"_s, 0, 900);
    m_store->commit();
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QTRY_COMPARE(currentOf(host.listIn(u"CallTable"_s)), LogModel::kPage - 1);
    press(host, Qt::Key_Home);
    const QString id = host.details()->calls()->idAt(currentOf(host.listIn(u"CallTable"_s)));
    press(host, Qt::Key_Return);
    QQuickItem *events = host.listIn(u"EventTable"_s);
    QTRY_VERIFY(events);
    QTRY_COMPARE(host.details()->events()->toolUseIdAt(currentOf(events)), id);
    QCOMPARE(host.details()->chosenCall(), id);
    QTRY_VERIFY(host.details()->payload()->raw().contains(id));
    QVERIFY(has(events));
}

void TestSessionPage::keepsItsKeysFromTheWindow()
{
    tellRunning(*m_store, u"s"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    QTRY_VERIFY(has(host.listIn(u"CallTable"_s)));
    for (const int key :
         {int(Qt::Key_Escape), int(Qt::Key_Slash), int(Qt::Key_F) | int(Qt::ControlModifier)}) {
        const auto modifiers = Qt::KeyboardModifiers(key & int(Qt::KeyboardModifierMask));
        QKeyEvent override(QEvent::ShortcutOverride, key & ~int(Qt::KeyboardModifierMask),
                           modifiers);
        override.ignore();
        QCoreApplication::sendEvent(&host.view(), &override);
        QVERIFY(override.isAccepted());
    }
    QKeyEvent other(QEvent::ShortcutOverride, Qt::Key_N, Qt::NoModifier);
    other.ignore();
    QCoreApplication::sendEvent(&host.view(), &other);
    QVERIFY(!other.isAccepted());
}

void TestSessionPage::offersToReadAgainWhatCouldNotBeRead()
{
    tellRunning(*m_store, u"s"_s);
    const QString elsewhere = m_store->path() + u".later"_s;
    PageHost host(*m_store, u"s"_s, kSize, std::make_shared<Readers>(elsewhere));
    QTRY_COMPARE(host.details()->state(), ModelState::Failed);
    host.settle();
    QQuickItem *note = host.item(u"StateNote"_s);
    QVERIFY(note);
    QVERIFY(note->property("failed").toBool());
    QVERIFY(!note->property("detail").toString().isEmpty());
    QVERIFY(!host.item(u"CallTable"_s)); // nothing that looks like an empty list
    QVERIFY(m_store->database().execute(u"VACUUM INTO '%1'"_s.arg(elsewhere)));
    QMetaObject::invokeMethod(note, "triggered");
    QTRY_COMPARE(host.details()->state(), ModelState::Ready);
    QTRY_VERIFY(host.details()->calls()->count() > 0);
    QTRY_VERIFY(host.item(u"CallTable"_s));
}

void TestSessionPage::makesNothingOfMarkup()
{
    tellPoison(*m_store, u"s"_s);
    PageHost host(*m_store, u"s"_s, kSize);
    host.settle();
    press(host, Qt::Key_Tab, Qt::ControlModifier);
    press(host, Qt::Key_Home);
    const QList<QQuickItem *> items = host.page()->findChildren<QQuickItem *>();
    int texts = 0;
    for (const QQuickItem *item : items) {
        if (!item->inherits("QQuickText"))
            continue;
        ++texts;
        QCOMPARE(item->property("textFormat").toInt(), int(Qt::PlainText));
    }
    QVERIFY(texts > 20);
}

QTEST_MAIN(TestSessionPage)
#include "tst_sessionpage.moc"
