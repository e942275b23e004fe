// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/responsetext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace dogwatch;

class TestHttpMessage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentEscapesAreUndone_data();
    void percentEscapesAreUndone();
    void aHeaderValueCanNotBeginAnotherHeader();
    void anErrorIsTheContractsJson();
    void theStandardHeadersAreThereAndNoOthers();
    void aCacheControlOfItsOwnReplacesNoStore();
    void a204And304HaveNoBodyAndNoLength();
    void anAnswerToHeadKeepsTheLengthAndDropsTheBody();
    void aLargeBodyIsNotCopied();
    void theConnectionIsNamedOnlyWhereItMatters();
};

void TestHttpMessage::percentEscapesAreUndone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("plusIsSpace");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<QByteArray>("decoded");
    QTest::newRow("nothing to do") << QByteArray("abc") << false << true << QByteArray("abc");
    QTest::newRow("both cases") << QByteArray("%2f%2F") << false << true << QByteArray("//");
    QTest::newRow("at the end") << QByteArray("a%20") << false << true << QByteArray("a ");
    QTest::newRow("plus kept") << QByteArray("a+b") << false << true << QByteArray("a+b");
    QTest::newRow("plus is a space") << QByteArray("a+b%2B") << true << true << QByteArray("a b+");
    QTest::newRow("once only") << QByteArray("%2541") << false << true << QByteArray("%41");
    QTest::newRow("cut") << QByteArray("%2") << false << false << QByteArray();
    QTest::newRow("bare percent") << QByteArray("%") << false << false << QByteArray();
    QTest::newRow("no hex") << QByteArray("%zz") << false << false << QByteArray();
    QTest::newRow("sign is no hex") << QByteArray("%+1") << false << false << QByteArray();
}

void TestHttpMessage::percentEscapesAreUndone()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, plusIsSpace);
    QFETCH(const bool, ok);
    QFETCH(const QByteArray, decoded);
    const std::optional<QByteArray> result = percentDecoded(text, plusIsSpace);
    QCOMPARE(result.has_value(), ok);
    QCOMPARE(result.value_or(QByteArray()), decoded);
}

void TestHttpMessage::aHeaderValueCanNotBeginAnotherHeader()
{
    HttpResponse response;
    response.addHeader("A", QByteArrayView("x\r\nSet-Cookie: y\0z", 18)).addHeader("B", "2");
    QCOMPARE(response.headers, QByteArray("A: x  Set-Cookie: y z\r\nB: 2\r\n"));
    QCOMPARE(response.header("b"), QByteArrayView("2"));
    QVERIFY(response.header("Set-Cookie").isNull());
}

void TestHttpMessage::anErrorIsTheContractsJson()
{
    const HttpResponse response = HttpResponse::error(418, "a\"b", "line\nback\\slash");
    const QJsonObject error =
        QJsonDocument::fromJson(response.body).object()[QLatin1String("error")].toObject();
    QCOMPARE(error[QLatin1String("code")].toString(), QStringLiteral("a\"b"));
    QCOMPARE(error[QLatin1String("message")].toString(), QStringLiteral("line\nback\\slash"));
    QCOMPARE(response.header("Content-Type"), QByteArrayView("application/json"));
    QCOMPARE(HttpResponse::unavailable("busy", "later", 7).header("Retry-After"),
             QByteArrayView("7"));
}

void TestHttpMessage::theStandardHeadersAreThereAndNoOthers()
{
    const ResponseText text = responseText(HttpResponse::empty(200), {});
    QCOMPARE(text.first,
             QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
                        "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n\r\n"));
    QVERIFY(text.rest.isEmpty());
}

void TestHttpMessage::aCacheControlOfItsOwnReplacesNoStore()
{
    HttpResponse response;
    response.addHeader("cache-control", "no-cache");
    const QByteArray text = responseText(std::move(response), {}).first;
    QCOMPARE(text.count("ache-"), 1);
    QVERIFY(text.contains("no-cache"));
}

void TestHttpMessage::a204And304HaveNoBodyAndNoLength()
{
    for (const int status : {204, 304}) {
        const QByteArray text = responseText({status, {}, "body"}, {}).first;
        QVERIFY(!text.contains("Content-Length"));
        QVERIFY(text.endsWith("\r\n\r\n"));
    }
}

void TestHttpMessage::anAnswerToHeadKeepsTheLengthAndDropsTheBody()
{
    ResponseFraming framing;
    framing.headOnly = true;
    const ResponseText text = responseText({200, {}, QByteArray(100'000, 'x')}, framing);
    QVERIFY(text.first.contains("Content-Length: 100000\r\n"));
    QVERIFY(text.first.endsWith("\r\n\r\n"));
    QVERIFY(text.rest.isEmpty());
}

void TestHttpMessage::aLargeBodyIsNotCopied()
{
    const QByteArray body(1'000'000, 'x');
    const ResponseText text = responseText({200, {}, body}, {});
    QVERIFY(text.first.endsWith("\r\n\r\n"));
    QCOMPARE(text.rest.constData(), body.constData());
}

void TestHttpMessage::theConnectionIsNamedOnlyWhereItMatters()
{
    ResponseFraming framing;
    framing.http10 = true;
    QVERIFY(responseText({}, framing).first.contains("Connection: keep-alive\r\n"));
    framing.close = true;
    const QByteArray closing = responseText({}, framing).first;
    QVERIFY(closing.contains("Connection: close\r\n"));
    QVERIFY(!closing.contains("keep-alive"));
}

QTEST_APPLESS_MAIN(TestHttpMessage)
#include "tst_httpmessage.moc"
