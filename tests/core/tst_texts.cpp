// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/texts.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCutNeverSplitsACharacter();
    void oneLineIsOneLine();
    void aTerminalIsNotTalkedInto();
    void whatTheStoreCanNotKeepIsReplaced();
};

void TestTexts::aCutNeverSplitsACharacter()
{
    QCOMPARE(cut(u"abc"_s, 3), u"abc");
    QCOMPARE(cut(u"abcd"_s, 3), u"ab…");
    QCOMPARE(cut(u"a\U0001F600bc"_s, 3), u"a…");
    QCOMPARE(cut(u"a\U0001F600bc"_s, 4), u"a\U0001F600…");
    for (qsizetype max = 1; max < 12; ++max)
        QVERIFY(cut(u"\U0001F600\U0001F600x\U0001F600\U0001F600y"_s, max).size() <= max);
}

void TestTexts::oneLineIsOneLine()
{
    QCOMPARE(oneLine(u"  a\r\n\tb \u0085\u2028 c\u0007\n"_s, 99), u"a b c");
    QCOMPARE(oneLine(u"a\u202Eb\u2066c\u200F"_s, 99), u"abc");
    QCOMPARE(oneLine(u"a"_s + QString(50, QChar(0x0301)) + u"b\u0301"_s, 99),
             u"a\u0301\u0301\u0301\u0301b\u0301");
    QCOMPARE(oneLine(u"a  b"_s, 3), u"a b");
    QCOMPARE(oneLine(u"a  bc"_s, 3), u"a …");
    QCOMPARE(oneLine(QString(1'000'000, u' '), 3), QString());
    QCOMPARE(oneLine(QString(1'000'000, u'x'), 3), u"xx…");
}

void TestTexts::aTerminalIsNotTalkedInto()
{
    QCOMPARE(terminalSafe(u"a\x1b]0;x\x07\u009b\x7f\u202Eä\n"_s),
             u"a\\u001b]0;x\\u0007\\u009b\\u007f\\u202eä\\u000a");
    QCOMPARE(terminalSafe(u"dog 🐕 名前"_s), u"dog 🐕 名前");
}

void TestTexts::whatTheStoreCanNotKeepIsReplaced()
{
    QCOMPARE(validUnicode(QString(QChar(0xd83d))), u"\uFFFD");
    QCOMPARE(validUnicode(u"\U0001F600"_s), u"\U0001F600");
    QCOMPARE(validUnicode(QString(QChar(0xd83d)) + QChar(0xd83d) + QChar(0xde00)),
             u"\uFFFD\U0001F600");
    QCOMPARE(validUnicode(QString(1, QChar(u'\0')) + QChar(0xffff)), u"\u2400\uFFFD");
}

QTEST_APPLESS_MAIN(TestTexts)
#include "tst_texts.moc"
