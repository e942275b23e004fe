// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/payloadformatter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const QByteArray &payload, int columns = 100)
{
    PayloadFormatter formatter(payload, columns);
    QStringList lines;
    while (!formatter.atEnd()) {
        for (const PayloadLine &line : formatter.next(7))
            lines.append(line.lead + line.text);
    }
    return lines;
}

qsizetype longest(const QStringList &lines)
{
    qsizetype length = 0;
    for (const QString &line : lines)
        length = std::max(length, line.size());
    return length;
}

QByteArray objectWith(const QString &text)
{
    return QJsonDocument(QJsonObject{{u"prompt"_s, text}}).toJson(QJsonDocument::Compact);
}

} // namespace

class TestPayloadFormatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void laysOutMembersAndElementsOnLinesOfTheirOwn();
    void keepsEachShapeOfPayload_data();
    void keepsEachShapeOfPayload();
    void showsLineBreaksInTextsAsLineBreaks();
    void showsWhatWouldRearrangeItsNeighboursAsEscapes();
    void decodesEscapedLettersButNotQuotes();
    void showsPilesOfMarksAsEscapes();
    void breaksLongTextsAtBlanksAndLosesNothing();
    void boundsEveryLineOfHugeValues_data();
    void boundsEveryLineOfHugeValues();
    void givesNoMoreLinesThanAskedFor();
    void cutsAHugeKeyButNotItsValue();
    void endsOnAnyMutilatedPayload();
};

void TestPayloadFormatter::laysOutMembersAndElementsOnLinesOfTheirOwn()
{
    QCOMPARE(linesOf(R"({"a":1,"b":[true,null,{}],"c":{"d":"x"},"e":[]})"),
             QStringList({u"{"_s, u"  \"a\": 1,"_s, u"  \"b\": ["_s, u"    true,"_s, u"    null,"_s,
                          u"    {}"_s, u"  ],"_s, u"  \"c\": {"_s, u"    \"d\": \"x\""_s, u"  },"_s,
                          u"  \"e\": []"_s, u"}"_s}));
}

void TestPayloadFormatter::keepsEachShapeOfPayload_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("empty") << QByteArray() << QStringList();
    QTest::newRow("blank") << QByteArray(" \n ") << QStringList();
    QTest::newRow("word") << QByteArray("-1.5e3") << QStringList(u"-1.5e3"_s);
    QTest::newRow("text") << QByteArray("\"x\"") << QStringList(u"\"x\""_s);
    QTest::newRow("no JSON") << QByteArray("Hello, world\nbye")
                             << QStringList({u"Hello"_s, u", world"_s, u"bye"_s});
    QTest::newRow("half an object")
        << QByteArray("{\"a\":") << QStringList({u"{"_s, u"  \"a\": "_s});
    QTest::newRow("half a text") << QByteArray("{\"a\":\"xy")
                                 << QStringList({u"{"_s, u"  \"a\": \"xy"_s});
    QTest::newRow("wrong bracket")
        << QByteArray("[1}]") << QStringList({u"["_s, u"  1"_s, u"  }]"_s});
    QTest::newRow("more than one value") << QByteArray("{} {}") << QStringList({u"{}"_s, u"{}"_s});
    QTest::newRow("NUL") << QByteArray("{}\0x", 4) << QStringList({u"{}"_s, u"\\u0000x"_s});
}

void TestPayloadFormatter::keepsEachShapeOfPayload()
{
    QFETCH(QByteArray, payload);
    QTEST(linesOf(payload), "lines");
}

void TestPayloadFormatter::showsLineBreaksInTextsAsLineBreaks()
{
    QCOMPARE(linesOf(R"({"p":"one\ntwo\r\n\nthree","q":0})"),
             QStringList({u"{"_s, u"  \"p\": \"one"_s, u"    two"_s, u"    "_s, u"    three\","_s,
                          u"  \"q\": 0"_s, u"}"_s}));
}

void TestPayloadFormatter::showsWhatWouldRearrangeItsNeighboursAsEscapes()
{
    const QString text =
        linesOf(objectWith(u"a\u202eevil\u202c\u001b[31m\u200b\ufeff\u0085"_s)).at(1);
    QCOMPARE(text, u"  \"prompt\": \"a\\u202eevil\\u202c\\u001b[31m\\u200b\\ufeff\\u0085\""_s);
    QCOMPARE(linesOf("[\"\\ud800x\",\"\xff\xc3\"]").join(u'|'),
             u"[|  \"\\ud800x\",|  \"\ufffd\ufffd\"|]"_s);
}

void TestPayloadFormatter::decodesEscapedLettersButNotQuotes()
{
    const QByteArray payload = "[\"\\u00e4\\u4f60\\ud83d\\ude00\\/\", \"\\\"\\\\n\\u0022\\u005c\"]";
    QCOMPARE(linesOf(payload).join(u'|'), u"[|  \"ä你😀/\",|  \"\\\"\\\\n\\\"\\\\\"|]"_s);
}

void TestPayloadFormatter::showsPilesOfMarksAsEscapes()
{
    const QString pile = u"a"_s + QString(6, QChar(0x0301)) + u"e\u0301"_s;
    QCOMPARE(
        linesOf(objectWith(pile)).at(1),
        QString(u"  \"prompt\": \"a"_s + QString(4, QChar(0x0301)) + u"\\u0301\\u0301e\u0301\""_s));
}

void TestPayloadFormatter::breaksLongTextsAtBlanksAndLosesNothing()
{
    QString text;
    for (int i = 0; i < 300; ++i)
        text += u"word%1 "_s.arg(i);
    const QStringList lines = linesOf(objectWith(text), 80);
    QVERIFY(longest(lines) <= 80);
    QString joined;
    for (qsizetype i = 1; i + 1 < lines.size(); ++i) {
        QVERIFY2(i == lines.size() - 2 || lines.at(i).endsWith(u' '), qPrintable(lines.at(i)));
        joined += i == 1 ? lines.at(i).sliced(u"  \"prompt\": \""_s.size()) : lines.at(i).sliced(4);
    }
    QCOMPARE(joined, text + u'"');
}

void TestPayloadFormatter::boundsEveryLineOfHugeValues_data()
{
    QTest::addColumn<QByteArray>("payload");
    const QByteArray letters(1'000'000, 'a');
    QTest::newRow("text without a blank") << QByteArray("{\"prompt\":\"" + letters + "\"}");
    QTest::newRow("number") << QByteArray("[" + QByteArray(1'000'000, '7') + "]");
    QTest::newRow("no JSON") << QByteArray("<" + letters);
    QTest::newRow("wide") << objectWith(QString(300'000, QChar(0x4f60)));
    QTest::newRow("emoji") << objectWith(u"😀"_s.repeated(300'000));
    QTest::newRow("backslashes") << QByteArray("[\"" + QByteArray(1'000'000, '\\') + "\"]");
    QTest::newRow("deep") << QByteArray(QByteArray(100'000, '[') + QByteArray(100'000, ']'));
    QTest::newRow("key") << QByteArray("{\"" + letters + "\":\"" + letters + "\"}");
}

void TestPayloadFormatter::boundsEveryLineOfHugeValues()
{
    QFETCH(QByteArray, payload);
    const QStringList lines = linesOf(payload, 100);
    QVERIFY(lines.size() > 1);
    QVERIFY2(longest(lines) <= 130, qPrintable(QString::number(longest(lines))));
}

void TestPayloadFormatter::givesNoMoreLinesThanAskedFor()
{
    PayloadFormatter formatter(objectWith(QString(1'000'000, u'a')), 100);
    QCOMPARE(formatter.next(50).size(), 50);
    QVERIFY(!formatter.atEnd());
    qsizetype rest = 0;
    while (!formatter.atEnd()) {
        const qsizetype got = formatter.next(1000).size();
        QVERIFY(got <= 1000);
        rest += got;
    }
    QVERIFY(rest > 10'000);
}

void TestPayloadFormatter::cutsAHugeKeyButNotItsValue()
{
    const QStringList lines = linesOf("{\"" + QByteArray(5000, 'k') + "\":\"value\",\"b\":2}");
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(1).endsWith(u"k…\": \"value\","_s));
    QCOMPARE(lines.at(2), u"  \"b\": 2"_s);
}

void TestPayloadFormatter::endsOnAnyMutilatedPayload()
{
    const QByteArray whole = R"({"a":[1,"x\u00e4\n\"y",{"b":null}],"c":"\ud83d\ude00","ä":{}})";
    for (qsizetype length = 0; length <= whole.size(); ++length) {
        for (const char wrong : {'\\', '"', '{', ']', ',', '\0', '\xf0'}) {
            QByteArray payload = whole.first(length) + wrong + whole.sliced(length);
            QVERIFY(linesOf(payload).size() < 100);
            QVERIFY(linesOf(payload.first(length + 1)).size() < 100);
        }
    }
}

QTEST_GUILESS_MAIN(TestPayloadFormatter)
#include "tst_payloadformatter.moc"
