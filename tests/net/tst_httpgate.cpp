// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "testclient.h"
#include "testserver.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;

namespace {

const QByteArray kHost = "Host: 127.0.0.1:{P}\r\n";
const QByteArray kToken = "Authorization: Bearer {T}\r\n";
const QByteArray kJson = "Content-Type: application/json\r\n";
const QByteArray kBody = "Content-Length: 2\r\n\r\n{}";
const QByteArray kPost = "POST /api/hooks/claude-code HTTP/1.1\r\n";

// Every row is a whole request. Where the status is not 200, the handler must not have seen it.
void row(const char *name, int status, const QByteArray &request)
{
    QTest::newRow(name) << request << status;
}

// A sound request but for the headers given, which take the place of those they name.
QByteArray with(const QByteArray &header)
{
    const QByteArray name = header.first(header.indexOf(':') + 1);
    QByteArray request = kPost;
    for (const QByteArray &line : {kHost, kToken, kJson}) {
        request += line.startsWith(name) ? "" : line;
    }
    return request + header + "\r\n" + kBody;
}

QByteArray filled(QByteArray text, quint16 port)
{
    text.replace("{P}", QByteArray::number(port));
    text.replace("{Q}", QByteArray::number(port + 1));
    text.replace("{t}", QByteArray(TestServer::kToken).chopped(1));
    return text.replace("{T}", TestServer::kToken);
}

} // namespace

class TestHttpGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whoMaySpeakAndHow_data();
    void whoMaySpeakAndHow();
    void theLocalSocketNeedsNeitherHostNorToken();
    void theLocalSocketRefusesBrowsersAllTheSame();
    void anEmptyTokenAcceptsEverybody();
    void aNewTokenReplacesTheOldOneAtOnce();
    void theTokenIsComparedAsAWhole();

private:
    ClientResponse ask(const QByteArray &request);

    std::unique_ptr<TestServer> m_server;
};

void TestHttpGate::initTestCase()
{
    m_server = std::make_unique<TestServer>();
}

void TestHttpGate::cleanupTestCase()
{
    m_server.reset();
}

ClientResponse TestHttpGate::ask(const QByteArray &request)
{
    TestClient client = TestClient::tcp(m_server->port());
    client.send(filled(request, m_server->port()));
    return client.receive(request.startsWith("HEAD"));
}

void TestHttpGate::whoMaySpeakAndHow_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");

    row("sound", 200, kPost + kHost + kToken + kJson + kBody);
    row("localhost", 200, with("Host: localhost:{P}"));
    row("IPv6 loopback", 200, with("Host: [::1]:{P}"));
    row("header names in lower case", 200,
        kPost + kHost.toLower().replace("{p}", "{P}") + kToken
            + "content-type: application/json\r\n" + kBody);

    row("no Host", 400, kPost + kToken + kJson + kBody);
    row("two Hosts", 400, kPost + kHost + kHost + kToken + kJson + kBody);
    row("empty Host", 403, with("Host: "));
    for (const char *host : {"evil.example",
                             "evil.example:{P}",
                             "127.0.0.1",
                             "localhost",
                             "127.0.0.1:{Q}",
                             "127.1:{P}",
                             "localhost.localdomain:{P}",
                             "localhost.:{P}",
                             "0.0.0.0:{P}",
                             "127.0.0.1.nip.io:{P}",
                             "127.0.0.1:{P}@evil",
                             "user@127.0.0.1:{P}",
                             "127.0.0.1:{P}.evil.example",
                             "127.0.0.1:0{P}",
                             "[::ffff:127.0.0.1]:{P}",
                             "[::1]",
                             "::1:{P}",
                             "127.0.0.1:",
                             "127.0.0.1:{P} evil",
                             "127.0.0.1:{P},evil",
                             "2130706433:{P}",
                             "http://127.0.0.1:{P}"}) {
        row(QByteArray("Host ").append(host).constData(), 403, with(QByteArray("Host: ") + host));
    }

    for (const char *origin : {"http://evil.example", "null", "http://localhost:{Q}",
                               "http://127.0.0.1:{P}", "https://127.0.0.1", "file://", ""}) {
        row(QByteArray("Origin ").append(origin).constData(), 403,
            with(QByteArray("Origin: ") + origin));
    }
    row("Sec-Fetch-Site cross-site", 403, with("Sec-Fetch-Site: cross-site"));
    row("Sec-Fetch-Site same-site", 403, with("Sec-Fetch-Site: same-site"));
    row("Sec-Fetch-Site unknown", 403, with("Sec-Fetch-Site: x"));
    row("Sec-Fetch-Site none", 200, with("Sec-Fetch-Site: none"));
    row("Cookie", 403, with("Cookie: a=b"));
    row("WebSocket", 403,
        "GET /api/status HTTP/1.1\r\n" + kHost + kToken
            + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n");
    row("HTTP/2 upgrade", 403, with("Upgrade: h2c"));

    row("no token", 401, kPost + kHost + kJson + kBody);
    row("wrong token", 401, with("Authorization: Bearer " + QByteArray(64, '0')));
    row("prefix of the token", 401, with("Authorization: Bearer {t}"));
    row("token and more", 401, with("Authorization: Bearer {T}0"));
    row("token twice", 401, with("Authorization: Bearer {T}{T}"));
    row("token in upper case", 401,
        with("Authorization: Bearer " + QByteArray(TestServer::kToken).toUpper()));
    row("empty token", 401, with("Authorization: Bearer "));
    row("no scheme", 401, with("Authorization: {T}"));
    row("other scheme", 401, with("Authorization: Basic {T}"));
    row("scheme in lower case", 200, with("Authorization: bearer {T}"));
    row("two Authorization headers", 401, kPost + kHost + kToken + kToken + kJson + kBody);
    row("token in the query", 401, "GET /api/status?token={T} HTTP/1.1\r\n" + kHost + "\r\n");
    row("token of a megabyte", 431,
        kPost + kHost + "Authorization: Bearer " + QByteArray(1'000'000, 'a') + "\r\n\r\n");

    for (const char *type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
          "application/jsonx", "application/json-patch+json", "json", "",
          "application/json, text/plain", "text/plain; application/json",
          "application/json; charset=latin1", "application/json;charset=utf-8;x=y"}) {
        row(QByteArray("type ").append(type).constData(), 415,
            with(QByteArray("Content-Type: ") + type));
    }
    row("no type", 415, kPost + kHost + kToken + kBody);
    row("two types", 415, kPost + kHost + kToken + kJson + kJson + kBody);
    row("type with charset", 200, with("Content-Type: application/json; charset=utf-8"));
    row("type with charset, other spelling", 200,
        with("Content-Type: Application/JSON;charset=\"UTF-8\""));

    row("live without a token", 200, "GET /api/live HTTP/1.1\r\n" + kHost + "\r\n");
    row("live with a query", 200, "GET /api/live?x HTTP/1.1\r\n" + kHost + "\r\n");
    row("live of a foreign Host", 403, "GET /api/live HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    row("live of a page", 403, "GET /api/live HTTP/1.1\r\n" + kHost + "Origin: null\r\n\r\n");
    row("posting to live", 401, "POST /api/live HTTP/1.1\r\n" + kHost + kJson + kBody);
    row("below live", 401, "GET /api/live/x HTTP/1.1\r\n" + kHost + "\r\n");
    row("GET on a hook", 405, "GET /api/hooks/claude-code HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("PUT on a hook", 405,
        "PUT /api/hooks/claude-code HTTP/1.1\r\n" + kHost + kToken + kJson + kBody);
    row("unknown method", 405,
        "BREW /api/hooks/claude-code HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("OPTIONS", 405, "OPTIONS /api/hooks/claude-code HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("preflight", 403,
        "OPTIONS /api/hooks/claude-code HTTP/1.1\r\n" + kHost
            + "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
    row("TRACE", 405, "TRACE /api/status HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("HEAD", 200, "HEAD /api/status HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("unknown path", 404, "GET /etc/passwd HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("dots in the path", 404, "GET /api/../etc/passwd HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("unknown path without a token", 401, "GET /etc/passwd HTTP/1.1\r\n" + kHost + "\r\n");

    row("absolute form", 400,
        "GET http://127.0.0.1:{P}/api/status HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("CONNECT", 400, "CONNECT 127.0.0.1:{P} HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("no HTTP at all", 400, "hello\r\n\r\n");
    row("HTTP/2", 505, "GET /api/status HTTP/2.0\r\n" + kHost + kToken + "\r\n");
    row("HTTP/1.0", 200, "GET /api/status HTTP/1.0\r\n" + kHost + kToken + "\r\n");
    row("bare line feeds", 400, "GET /api/status HTTP/1.1\nHost: 127.0.0.1:{P}\n\n");
    row("folded header", 400, with("X: a\r\n b"));
    row("folded token", 400, with("Authorization: Bearer\r\n {T}"));
    row("space before the colon", 400, with("Authorization : Bearer {T}"));
    row("request line of 2 KiB", 400,
        "GET /" + QByteArray(2100, 'a') + " HTTP/1.1\r\n" + kHost + kToken + "\r\n");
    row("header of 16 KiB", 431, with("X: " + QByteArray(16 * 1024, 'a')));
    row("65 headers", 431, with(QByteArray("X: y\r\n").repeated(64) + "X: y"));

    const QByteArray start = kPost + kHost + kToken + kJson;
    row("two lengths", 400, start + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n{}");
    row("two equal lengths", 400, start + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
    row("negative length", 400, start + "Content-Length: -1\r\n\r\n");
    row("length with a sign", 400, start + "Content-Length: +2\r\n\r\n{}");
    row("length as a list", 400, start + "Content-Length: 2, 2\r\n\r\n{}");
    row("100 MB declared", 413, start + "Content-Length: 100000000\r\n\r\n");
    row("one byte over 8 MiB declared", 413, start + "Content-Length: 8388609\r\n\r\n");
    row("chunked", 411, start + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    row("chunked and a length", 400,
        start + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}");
    row("compressed", 400, start + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    row("no length, no body", 200, start + "\r\n");
    row("unknown expectation", 417, start + "Expect: 200-ok\r\n" + kBody);

    const QByteArray stream = "POST /v1/stream/a HTTP/1.1\r\n" + kHost;
    row("stream of any type", 200, stream + kToken + "Content-Type: text/plain\r\n" + kBody);
    row("stream in chunks", 200,
        stream + kToken + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    row("stream chunk over 8 MiB", 413,
        stream + kToken + "Transfer-Encoding: chunked\r\n\r\n800001\r\n");
    row("stream without a token", 401, stream + kBody);
    row("stream preflight", 200,
        "OPTIONS /v1/stream/a HTTP/1.1\r\n" + kHost + "Origin: http://evil.example\r\n\r\n");
    row("stream preflight with a cookie", 403,
        "OPTIONS /v1/stream/a HTTP/1.1\r\n" + kHost + "Cookie: a=b\r\n\r\n");
}

void TestHttpGate::whoMaySpeakAndHow()
{
    QFETCH(const QByteArray, request);
    QFETCH(const int, status);
    const int before = m_server->handler.handled();

    const ClientResponse response = ask(request);
    QCOMPARE(response.status, status);
    QCOMPARE(m_server->handler.handled() - before, status == 200 ? 1 : 0);

    QVERIFY(!response.head.toLower().contains("access-control-"));
    QVERIFY(response.header("Server").isEmpty());
    QCOMPARE(response.header("X-Content-Type-Options"), QByteArray("nosniff"));
    QCOMPARE(response.header("Cache-Control"), QByteArray("no-store"));
    if (status != 200) {
        const QJsonObject error =
            QJsonDocument::fromJson(response.body).object()[QLatin1String("error")].toObject();
        QVERIFY(!error[QLatin1String("code")].toString().isEmpty());
        QVERIFY(!error[QLatin1String("message")].toString().isEmpty());
        QVERIFY(!response.body.contains("evil"));
    }
    QCOMPARE(response.header("WWW-Authenticate"), QByteArray(status == 401 ? "Bearer" : ""));
    QCOMPARE(!response.header("Allow").isEmpty(), status == 405);
}

void TestHttpGate::theLocalSocketNeedsNeitherHostNorToken()
{
    TestClient client = TestClient::local(m_server->localPath());
    client.send("GET /api/status HTTP/1.1\r\n\r\n");
    QCOMPARE(client.receive().status, 200);
    client.send("GET /api/status HTTP/1.1\r\nHost: whatever\r\nAuthorization: Bearer x\r\n\r\n");
    QCOMPARE(client.receive().status, 200);
    client.send(kPost + kJson + kBody);
    QCOMPARE(client.receive().status, 200);
}

void TestHttpGate::theLocalSocketRefusesBrowsersAllTheSame()
{
    for (const char *header : {"Origin: http://a\r\n", "Cookie: a=b\r\n", "Upgrade: x\r\n"}) {
        TestClient client = TestClient::local(m_server->localPath());
        client.send(QByteArray("GET /api/status HTTP/1.1\r\n") + header + "\r\n");
        QCOMPARE(client.receive().status, 403);
    }
    TestClient client = TestClient::local(m_server->localPath());
    client.send(kPost + "Content-Type: text/plain\r\n" + kBody);
    QCOMPARE(client.receive().status, 415);
}

void TestHttpGate::anEmptyTokenAcceptsEverybody()
{
    TestServer open(HttpServerOptions{});
    TestClient client = TestClient::tcp(open.port());
    client.send(filled("GET /api/status HTTP/1.1\r\n" + kHost + "\r\n", open.port()));
    QCOMPARE(client.receive().status, 200);
    client.send(filled("GET /api/status HTTP/1.1\r\nHost: evil.example\r\n\r\n", open.port()));
    QCOMPARE(client.receive().status, 403);
}

void TestHttpGate::aNewTokenReplacesTheOldOneAtOnce()
{
    TestServer server;
    TestClient client = TestClient::tcp(server.port());
    client.send(server.get("/api/status"));
    QCOMPARE(client.receive().status, 200);
    server.run([](HttpServer &http) { http.setToken("another"); });
    client.send(server.get("/api/status"));
    QCOMPARE(client.receive().status, 401);
    client.send(
        filled("GET /api/status HTTP/1.1\r\n" + kHost + "Authorization: Bearer another\r\n\r\n",
               server.port()));
    QCOMPARE(client.receive().status, 200);
}

void TestHttpGate::theTokenIsComparedAsAWhole()
{
    const BearerToken token("secret");
    QVERIFY(token.accepts("Bearer secret"));
    QVERIFY(token.accepts("Bearer  secret "));
    for (const char *wrong : {"Bearer secre", "Bearer secrets", "Bearer ecret", "Bearer Secret",
                              "Bearer", "Bearer ", "Bearersecret", "secret", ""}) {
        QVERIFY2(!token.accepts(wrong), wrong);
    }
    QVERIFY(!token.acceptsAll());
    QVERIFY(BearerToken().accepts("") && BearerToken("").acceptsAll());
}

QTEST_GUILESS_MAIN(TestHttpGate)
#include "tst_httpgate.moc"
