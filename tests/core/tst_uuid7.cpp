// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/uuid7.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestUuid7 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFormIsThatOfVersion7();
    void laterOnesSortLater();
    void noTwoAreEqual();
};

void TestUuid7::theFormIsThatOfVersion7()
{
    static const QRegularExpression form(
        u"\\A[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\z"_s);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(makeUuid7(i * 1'000'000'007LL).contains(form));
    QVERIFY(makeUuid7(0x0123456789ab).startsWith(u"01234567-89ab-7"));
}

void TestUuid7::laterOnesSortLater()
{
    for (qint64 ms = 1; ms < (1LL << 47); ms *= 3)
        QVERIFY(makeUuid7(ms) < makeUuid7(ms + 1));
}

void TestUuid7::noTwoAreEqual()
{
    QSet<QString> all;
    for (int i = 0; i < 100'000; ++i)
        all.insert(makeUuid7(5));
    QCOMPARE(all.size(), 100'000);
}

QTEST_APPLESS_MAIN(TestUuid7)
#include "tst_uuid7.moc"
