// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/callhistory.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60 * 1000;

} // namespace

// What is usual for a call, from those like it.
class TestCallHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsAreComparedWithTheirLike_data();
    void callsAreComparedWithTheirLike();
    void theLimitFollowsFromWhatIsUsual();
};

void TestCallHistory::callsAreComparedWithTheirLike_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("alike");
    QTest::newRow("options") << u"pytest -q a"_s << u"pytest tests"_s << true;
    QTest::newRow("a front end") << u"git push origin"_s << u"git push --force"_s << true;
    QTest::newRow("its other command") << u"git push"_s << u"git status"_s << false;
    QTest::newRow("a folder before") << u"cd /srv/x && make all"_s << u"make all -j2"_s << true;
    QTest::newRow("a variable before") << u"CI=1 npm test"_s << u"npm test"_s << true;
    QTest::newRow("a wrapper") << u"timeout 60 sleep 9"_s << u"sleep 5"_s << true;
    QTest::newRow("a path") << u"/usr/bin/rsync a b"_s << u"rsync c d"_s << true;
    QTest::newRow("another") << u"ls"_s << u"cat"_s << false;
    QTest::newRow("nothing") << u""_s << u" "_s << true;
}

void TestCallHistory::callsAreComparedWithTheirLike()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, alike);
    QCOMPARE(callKindOf(u"p"_s, u"Bash"_s, one) == callKindOf(u"p"_s, u"Bash"_s, other), alike);
    QVERIFY(callKindOf(u"p"_s, u"Bash"_s, one) != callKindOf(u"q"_s, u"Bash"_s, one));
    QCOMPARE(callKindOf(u"p"_s, u"Read"_s, one), callKindOf(u"p"_s, u"Read"_s, other));
}

void TestCallHistory::theLimitFollowsFromWhatIsUsual()
{
    CallHistory history;
    QCOMPARE(history.usualOf(u"k"_s, u"Bash"_s)->limitMs, 10 * kMinute);
    QVERIFY(!history.usualOf(u"k"_s, u"Bash"_s)->usualMs);
    QVERIFY(!history.usualOf(u"k"_s, u"Agent"_s));
    for (int i = 0; i < 100; ++i)
        history.add(u"k"_s, i < 99 ? 2 * kMinute : 60 * kMinute);
    QCOMPARE(*history.usualOf(u"k"_s, u"Bash"_s)->usualMs, 2 * kMinute);
    QCOMPARE(history.usualOf(u"k"_s, u"Bash"_s)->limitMs, 6 * kMinute);
    for (int i = 0; i < 10; ++i)
        history.add(u"quick"_s, 20);
    QCOMPARE(history.usualOf(u"quick"_s, u"Bash"_s)->limitMs, kMinute);
}

QTEST_APPLESS_MAIN(TestCallHistory)

#include "tst_callhistory.moc"
