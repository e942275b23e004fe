// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/csv.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCellIsNeverAFormula_data();
    void aCellIsNeverAFormula();
    void aRecordIsALine();
};

void TestCsv::aCellIsNeverAFormula_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");
    QTest::newRow("plain") << u"web"_s << u"web"_s;
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
    QTest::newRow("plus") << u"+cmd|' /C calc'!A0"_s << u"\"'+cmd|' /C calc'!A0\""_s;
    QTest::newRow("minus") << u"-2+3"_s << u"'-2+3"_s;
    QTest::newRow("at") << u"@sum(a)"_s << u"'@sum(a)"_s;
    QTest::newRow("behind a tab") << u"\t=1"_s << u"'=1"_s;
    QTest::newRow("behind a return") << u"\r=1"_s << u"'=1"_s;
    QTest::newRow("behind blanks") << u"  =1"_s << u"'=1"_s;
    QTest::newRow("full width") << u"\uff1d1"_s << u"'\uff1d1"_s;
    QTest::newRow("a pipe") << u"|calc"_s << u"'|calc"_s;
    QTest::newRow("negative figure") << u"-3.5"_s << u"-3.5"_s;
    QTest::newRow("quoted") << u"a,\"b\""_s << u"\"a,\"\"b\"\"\""_s;
    QTest::newRow("lines") << u"a\r\nb"_s << u"\"a b\""_s;
}

void TestCsv::aCellIsNeverAFormula()
{
    QFETCH(QString, text);
    QFETCH(QString, cell);
    QCOMPARE(csvRecord({text}), cell + u"\r\n"_s);
}

void TestCsv::aRecordIsALine()
{
    QCOMPARE(csvRecord({u"=1"_s, u"a"_s, u"a,b"_s}), u"'=1,a,\"a,b\"\r\n"_s);
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
