// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/headscanner.h"
#include "net/httpparser.h"
#include "seed.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dogwatch;

namespace {

constexpr qint64 kMaxBody = 20'000;

// All that parsing a run of bytes yields, as one comparable text.
class Reading
{
public:
    void feed(QByteArrayView bytes)
    {
        while (!bytes.isEmpty() && m_parser.state() != HttpParser::State::Failed) {
            bytes = bytes.sliced(m_parser.feed(bytes));
            if (m_parser.state() == HttpParser::State::HeadDone) {
                m_parser.acceptBody(kMaxBody);
            }
            if (m_parser.state() == HttpParser::State::Complete) {
                describe(m_parser.takeHead(), m_parser.takeBody());
                m_parser.next();
            }
        }
    }

    QByteArray result()
    {
        if (m_parser.state() == HttpParser::State::Failed) {
            const Refusal &failure = m_parser.failure();
            return m_text + "failed " + QByteArray::number(failure.status) + ' ' + failure.code;
        }
        return m_text + (m_parser.started() ? "unfinished" : "end");
    }

private:
    void describe(const RequestHead &head, const QByteArray &body)
    {
        m_text += head.method + ' ' + head.path + " v" + QByteArray::number(head.version);
        m_text += head.keepAlive ? " keep" : " close";
        m_text += head.chunked ? " chunked" : "";
        for (const auto &[name, value] : head.query) {
            m_text += " q[" + name + '=' + value + ']';
        }
        for (qsizetype i = 0; i < head.headers.size(); ++i) {
            m_text += " h[";
            m_text += head.headers.name(i);
            m_text += '=';
            m_text += head.headers.value(i);
            m_text += ']';
        }
        m_text += " body[" + body + "]\n";
    }

    HttpParser m_parser;
    QByteArray m_text;
};

QByteArray readAtOnce(const QByteArray &bytes)
{
    Reading reading;
    reading.feed(bytes);
    return reading.result();
}

QByteArray lines(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i) {
        text += "X-" + QByteArray::number(i) + ": y\r\n";
    }
    return text;
}

void addRow(const char *name, const QByteArray &input, const QByteArray &result)
{
    QTest::newRow(name) << input << result;
}

const QByteArray kGet = "GET / HTTP/1.1\r\n";

} // namespace

class TestHttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsTheSameHoweverItIsSplit_data();
    void aMessageIsTheSameHoweverItIsSplit();
    void randomDamageIsTheSameHoweverItIsSplit();
    void theParserStopsAtTheHeadSoThatTheBodyCanBeRefused();
    void aDeclaredBodyBeyondTheLimitTakesNoMemory();
    void headersAreFoundInAnyCaseAndCounted();
    void aSegmentMayHoldAnEncodedSlash();
};

void TestHttpParser::aMessageIsTheSameHoweverItIsSplit_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("result");

    addRow("plain", kGet + "\r\n", "GET / v11 keep body[]\nend");
    addRow("body", "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
           "POST /a v11 keep h[Content-Length=5] body[hello]\nend");
    addRow("pipelined",
           "POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi" + kGet + "\r\nPUT /b HTTP/1.1\r\n\r\n",
           "POST /a v11 keep h[Content-Length=2] body[hi]\nGET / v11 keep body[]\n"
           "PUT /b v11 keep body[]\nend");
    addRow("query", "GET /a%20b?x=1&y=%2B+&z&=v HTTP/1.1\r\n\r\n",
           "GET /a b v11 keep q[x=1] q[y=+ ] q[z=] q[=v] body[]\nend");
    addRow("1.0 closes", "GET / HTTP/1.0\r\n\r\n", "GET / v10 close body[]\nend");
    addRow("1.0 may keep", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
           "GET / v10 keep h[Connection=Keep-Alive] body[]\nend");
    addRow("1.1 may close", kGet + "Connection: close\r\n\r\n",
           "GET / v11 close h[Connection=close] body[]\nend");
    addRow("spaces around a value", kGet + "A: \t b c \t\r\nE:\r\nF: \r\n\r\n",
           "GET / v11 keep h[A=b c] h[E=] h[F=] body[]\nend");
    addRow("chunked",
           "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
           "5\r\nhello\r\n6;ext=\"x\"\r\n world\r\n0\r\nTrailer: t\r\n\r\n"
               + kGet + "\r\n",
           "POST /a v11 keep chunked h[Transfer-Encoding=chunked] body[hello world]\n"
           "GET / v11 keep body[]\nend");
    addRow("empty chunked", "POST /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n0\r\n\r\n",
           "POST /a v11 keep chunked h[Transfer-Encoding=Chunked] body[]\nend");
    addRow("many fields", kGet + lines(64) + "\r\n", readAtOnce(kGet + lines(64) + "\r\n"));
    addRow("length 0", "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
           "POST / v11 keep h[Content-Length=0] body[]\nend");
    addRow("unfinished head", "GET / HTTP/1.1\r\nA: b\r\n", "unfinished");
    addRow("unfinished body", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf", "unfinished");

    addRow("bare LF after the request line", "GET / HTTP/1.1\n\n", "failed 400 bad_line_ending");
    addRow("bare LF after a field", kGet + "A: b\n\r\n", "failed 400 bad_line_ending");
    addRow("bare LF at the end", kGet + "A: b\r\n\n", "failed 400 bad_line_ending");
    addRow("bare CR", kGet + "A: b\rc\r\n\r\n", "failed 400 bad_line_ending");
    addRow("folded", kGet + "A: b\r\n c\r\n\r\n", "failed 400 folded_header");
    addRow("folded by a tab", kGet + "A: b\r\n\tc\r\n\r\n", "failed 400 folded_header");
    addRow("folded first line", kGet + " A: b\r\n\r\n", "failed 400 folded_header");
    addRow("space before colon", kGet + "Host : b\r\n\r\n", "failed 400 bad_header_name");
    addRow("no name", kGet + ": b\r\n\r\n", "failed 400 bad_header_name");
    addRow("no colon", kGet + "Host\r\n\r\n", "failed 400 bad_header_name");
    addRow("odd name", kGet + "A(b): c\r\n\r\n", "failed 400 bad_header_name");
    addRow("NUL in a value", kGet + QByteArray("A: b\0c\r\n\r\n", 10),
           "failed 400 bad_header_value");
    addRow("DEL in a value", kGet + "A: b\x7f\r\n\r\n", "failed 400 bad_header_value");
    addRow("escape in a value", kGet + "A: \x1b[2J\r\n\r\n", "failed 400 bad_header_value");
    addRow("NUL in the target", QByteArray("GET /\0 HTTP/1.1\r\n\r\n", 19),
           "failed 400 bad_request_line");
    addRow("tab in the request line", "GET\t/ HTTP/1.1\r\n\r\n", "failed 400 bad_request_line");
    addRow("two spaces", "GET  / HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("no version", "GET /\r\n\r\n", "failed 400 bad_request_line");
    addRow("space in the target", "GET /a b HTTP/1.1\r\n\r\n", "failed 400 bad_request_line");
    addRow("empty line first", "\r\n" + kGet + "\r\n", "failed 400 bad_request_line");
    addRow("absolute form", "GET http://127.0.0.1/ HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("authority form", "CONNECT a:1 HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("asterisk form", "OPTIONS * HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("bad escape", "GET /%zz HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("bad escape in the query", "GET /?a=%1 HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("encoded NUL in the path", "GET /%00 HTTP/1.1\r\n\r\n", "failed 400 bad_target");
    addRow("raw byte in the target", "GET /\xc3\xa4 HTTP/1.1\r\n\r\n",
           "failed 400 bad_request_line");
    addRow("HTTP/2.0", "GET / HTTP/2.0\r\n\r\n", "failed 505 http_version_not_supported");
    addRow("HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", "failed 505 http_version_not_supported");
    addRow("no HTTP", "GET / SPDY/1\r\n\r\n", "failed 400 bad_request");
    addRow("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "failed 400 bad_target");
    addRow("TLS", QByteArray("\x16\x03\x01\x02", 4), "failed 400 bad_request_line");

    addRow("two Hosts", kGet + "Host: a\r\nhost: a\r\n\r\n", "failed 400 duplicate_host");
    addRow("two equal lengths",
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
           "failed 400 bad_content_length");
    addRow("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
           "failed 400 bad_content_length");
    for (const char *length : {"-1", "+1", "0x1", "1 1", "1, 1", "1,1", "", "1.0", "a",
                               "18446744073709551616", "99999999999999999999999"}) {
        QTest::addRow("length '%s'", length)
            << "POST / HTTP/1.1\r\nContent-Length: " + QByteArray(length) + "\r\n\r\n"
            << QByteArray("failed 400 bad_content_length");
    }
    addRow("largest length", "POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n",
           "failed 413 body_too_large");
    addRow("length beyond the limit", "POST / HTTP/1.1\r\nContent-Length: 20001\r\n\r\n",
           "failed 413 body_too_large");
    addRow("both lengths and chunked",
           "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "failed 400 bad_transfer_encoding");
    addRow("chunked and a length",
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
           "failed 400 bad_content_length");
    for (const char *coding : {"gzip", "gzip, chunked", "chunked, chunked", "chunked, gzip", "",
                               "xchunked", "identity"}) {
        QTest::addRow("coding '%s'", coding)
            << "POST / HTTP/1.1\r\nTransfer-Encoding: " + QByteArray(coding) + "\r\n\r\n0\r\n\r\n"
            << QByteArray("failed 400 bad_transfer_encoding");
    }
    addRow("two codings",
           "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
           "failed 400 bad_transfer_encoding");
    addRow("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "failed 400 bad_transfer_encoding");

    const QByteArray chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    addRow("chunk without a size", chunked + "\r\nhello\r\n", "failed 400 bad_chunk");
    addRow("chunk with a sign", chunked + "-5\r\nhello\r\n", "failed 400 bad_chunk");
    addRow("chunk longer than it says", chunked + "4\r\nhello\r\n0\r\n\r\n",
           "failed 400 bad_chunk");
    addRow("chunk size overflows", chunked + "fffffffffffffffff\r\n", "failed 400 bad_chunk");
    addRow("chunk beyond the limit", chunked + "5000\r\n", "failed 413 body_too_large");
    addRow("largest chunk", chunked + "ffffffffffffffff\r\n", "failed 413 body_too_large");
    addRow("chunk line without end", chunked + "5;" + QByteArray(5000, 'x'),
           "failed 400 bad_chunk");
    addRow("long chunk line", chunked + "5;" + QByteArray(5000, 'x') + "\r\nhello\r\n0\r\n\r\n",
           "failed 400 bad_chunk");
    addRow("long zeros", chunked + QByteArray(5000, '0') + "5\r\nhello\r\n0\r\n\r\n",
           "failed 400 bad_chunk");
    addRow("long trailers", chunked + "0\r\n" + lines(1000) + "\r\n", "failed 400 bad_chunk");
    addRow("length in a trailer", chunked + "0\r\nContent-Length: 5\r\n\r\n",
           "failed 400 bad_chunk");

    addRow("request line at its limit", "GET /" + QByteArray(2032, 'a') + " HTTP/1.1\r\n",
           "unfinished");
    addRow("request line too long", "GET /" + QByteArray(2100, 'a') + " HTTP/1.1\r\n\r\n",
           "failed 400 request_line_too_long");
    addRow("request line without end", QByteArray(3000, 'A'), "failed 400 request_line_too_long");
    addRow("too many fields", kGet + lines(65) + "\r\n", "failed 431 header_too_large");
    addRow("head too large", kGet + "A: " + QByteArray(17'000, 'a') + "\r\n\r\n",
           "failed 431 header_too_large");
    addRow("head without end", kGet + "A: " + QByteArray(40'000, 'a'),
           "failed 431 header_too_large");
    addRow("a token of a megabyte", kGet + "Authorization: Bearer " + QByteArray(1'000'000, 'a'),
           "failed 431 header_too_large");
}

void TestHttpParser::aMessageIsTheSameHoweverItIsSplit()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QByteArray, result);
    QCOMPARE(readAtOnce(input), result);

    Reading byteByByte;
    for (const char &byte : input) {
        byteByByte.feed(QByteArrayView(&byte, 1));
    }
    QCOMPARE(byteByByte.result(), result);

    QRandomGenerator random(test::seedOfThisRun());
    for (int round = 0; round < 50; ++round) {
        Reading reading;
        for (qsizetype at = 0; at < input.size();) {
            const qsizetype size =
                qMin<qsizetype>(random.bounded(1, round < 25 ? 8 : 200), input.size() - at);
            reading.feed(QByteArrayView(input).sliced(at, size));
            at += size;
        }
        QCOMPARE(reading.result(), result);
    }
}

void TestHttpParser::randomDamageIsTheSameHoweverItIsSplit()
{
    const QByteArray sound =
        "POST /api/hooks/x?a=b%20c HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: 5\r\n\r\nhello"
        "POST /v1/stream/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n0\r\nT: "
        "u\r\n"
        "\r\nGET / HTTP/1.0\r\n\r\n";
    static constexpr char kPoison[] = "\r\n \t:;,%?&=0159afF-\0\x7f\xff/HTP";
    QRandomGenerator random(test::seedOfThisRun());
    for (int round = 0; round < 5000; ++round) {
        QByteArray input = sound;
        for (int i = random.bounded(1, 4); i > 0; --i) {
            const auto at = random.bounded(static_cast<int>(input.size()));
            const char byte = kPoison[random.bounded(static_cast<int>(sizeof(kPoison) - 1))];
            switch (random.bounded(3)) {
            case 0:
                input[at] = byte;
                break;
            case 1:
                input.insert(at, byte);
                break;
            default:
                input.remove(at, 1);
            }
        }
        Reading byteByByte;
        for (const char &byte : std::as_const(input)) {
            byteByByte.feed(QByteArrayView(&byte, 1));
        }
        QVERIFY2(byteByByte.result() == readAtOnce(input), input.toPercentEncoding().constData());
    }
}

void TestHttpParser::theParserStopsAtTheHeadSoThatTheBodyCanBeRefused()
{
    HttpParser parser(Transport::Local);
    const QByteArray input = "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";
    QCOMPARE(parser.feed(input), input.size() - 5);
    QCOMPARE(parser.state(), HttpParser::State::HeadDone);
    QCOMPARE(parser.head().contentLength, 5);
    QCOMPARE(parser.head().transport, Transport::Local);
    QVERIFY(parser.head().hasBody());
    QCOMPARE(parser.feed("hello"), 0);
    QCOMPARE(parser.bodySize(), 0);
    parser.next();
    QCOMPARE(parser.state(), HttpParser::State::Head);
    QVERIFY(!parser.started());
}

void TestHttpParser::aDeclaredBodyBeyondTheLimitTakesNoMemory()
{
    HttpParser parser;
    (void)parser.feed("POST /a HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n");
    QCOMPARE(parser.state(), HttpParser::State::HeadDone);
    parser.acceptBody(8 * 1024 * 1024);
    QCOMPARE(parser.state(), HttpParser::State::Failed);
    QCOMPARE(parser.failure().status, 413);
    QCOMPARE(parser.takeBody().capacity(), 0);
}

void TestHttpParser::headersAreFoundInAnyCaseAndCounted()
{
    HttpParser parser;
    (void)parser.feed(QByteArray(kGet + "X-One: 1\r\nx-ONE: 2\r\nEmpty:\r\n\r\n"));
    const RequestHead &head = parser.head();
    QCOMPARE(head.header("x-one"), QByteArrayView("1"));
    QCOMPARE(head.headers.count("X-One"), 2);
    QVERIFY(head.header("Empty").isEmpty() && !head.header("Empty").isNull());
    QVERIFY(head.header("Missing").isNull());
    QVERIFY(head.header("X-On").isNull());
}

void TestHttpParser::aSegmentMayHoldAnEncodedSlash()
{
    HttpParser parser;
    (void)parser.feed("GET /api/sessions/a%2Fb/events?offset=%0A&offset=2 HTTP/1.1\r\n\r\n");
    const RequestHead &head = parser.head();
    QCOMPARE(head.segments(), QList<QByteArray>({"api", "sessions", "a/b", "events"}));
    QCOMPARE(head.path, QByteArray("/api/sessions/a/b/events"));
    QCOMPARE(head.queryValue("offset"), QByteArray("\n"));
    QCOMPARE(head.queryCount("offset"), 2);
    QVERIFY(head.queryValue("none").isNull());
}

QTEST_APPLESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
