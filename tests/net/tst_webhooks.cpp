// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "subscriptionfixture.h"

#include "net/webhooksender.h"
#include "net/webhookurl.h"
#include "store/signingkey.h"
#include "store/webhookcalls.h"
#include "storefixture.h"

#include <openssl/evp.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// Takes calls at the one path that it knows, in a thread of its own.
struct Receiver
{
    Receiver() { server.handler.hold(); }

    [[nodiscard]] static HttpServerOptions withoutToken()
    {
        HttpServerOptions options = TestServer::defaults();
        options.token.clear();
        return options;
    }
    [[nodiscard]] QByteArray url() const
    {
        return "http://127.0.0.1:" + QByteArray::number(server.port()) + "/api/hooks/claude-code";
    }
    // The next call, answered so. Runs the event loop meanwhile, in which the caller lives.
    [[nodiscard]] HttpRequest take(HttpResponse answer)
    {
        const int before = taken++;
        (void)QTest::qWaitFor([&] { return server.handler.handled() > before; }, 20'000);
        TestHandler::Held held = server.handler.take();
        held.responder.respond(std::move(answer));
        return std::move(held.request);
    }

    TestServer server{withoutToken()};
    int taken = 0;
};

QByteArray webhook(const Receiver &receiver)
{
    return "{\"type\":\"webhook\",\"pattern\":\"a\",\"lease_ttl_ms\":1000,\"webhook\":{\"url\":\""
        + receiver.url() + "\"}}";
}

bool isSignedBy(const QByteArray &signature, const QByteArray &body, const QByteArray &publicKey)
{
    const QByteArray t = signature.mid(2, signature.indexOf(',') - 2);
    const QByteArray mark = ",ed25519=";
    const QByteArray bytes = QByteArray::fromBase64(
        signature.mid(signature.indexOf(mark) + mark.size()), QByteArray::Base64UrlEncoding);
    const QByteArray text = t + '.' + body;
    const auto data = [](const QByteArray &of) {
        return reinterpret_cast<const unsigned char *>(of.constData());
    };
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, data(publicKey),
                                                static_cast<std::size_t>(publicKey.size()));
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const bool is = EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, key) == 1
        && EVP_DigestVerify(context, data(bytes), static_cast<std::size_t>(bytes.size()),
                            data(text), static_cast<std::size_t>(text.size()))
            == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return is;
}

QByteArray publicKeyOf(SubscriptionFixture &api)
{
    const QJsonObject keys = api.object(api.get("/v1/stream/__ds/jwks.json"));
    return QByteArray::fromBase64(keys[u"keys"][0][u"x"].toString().toLatin1(),
                                  QByteArray::Base64UrlEncoding);
}

} // namespace

// Consumers that are called.
class TestWebhooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCallIsSignedAndItsAnswerAcknowledges();
    void aCallThatFailsIsMadeAgain();
    void aCallThatIsTakenLeavesALease();
    void aRedirectIsNotFollowed();
    void theKeyStaysTheSame();
    void delaysGrowToAMinute();
    void addressesOfPrivateNetworksAreRefused_data();
    void addressesOfPrivateNetworksAreRefused();
    void aNameThatLeadsToAPrivateNetworkIsNotCalled_data();
    void aNameThatLeadsToAPrivateNetworkIsNotCalled();
    void theAddressThatWasLookedAtIsTheOneThatIsCalled();
    void aNameThatLeadsNowhereIsSaid();
};

void TestWebhooks::aCallIsSignedAndItsAnswerAcknowledges()
{
    Receiver receiver;
    SubscriptionFixture api;
    api.api.setOrigin("http://127.0.0.1:1");
    QCOMPARE(api.ask("PUT", QByteArray(api.kRoot) + "c", webhook(receiver)).status, 201);
    QCOMPARE(api.put("a", "one"), 201);
    const HttpRequest call = receiver.take(HttpResponse::json(200, "{\"done\":true}"));
    QVERIFY(isSignedBy(call.head.header("Webhook-Signature").toByteArray(), call.body,
                       publicKeyOf(api)));
    QVERIFY(!isSignedBy(call.head.header("Webhook-Signature").toByteArray(), call.body + ' ',
                        publicKeyOf(api)));
    const QJsonObject body = QJsonDocument::fromJson(call.body).object();
    QCOMPARE(body[u"callback_url"].toString(),
             u"http://127.0.0.1:1/v1/stream/__ds/subscriptions/c/callback"_s);
    QTRY_COMPARE(api.acked("c", "a"), offsetToken(3));
    QCOMPARE(api.errorCode(api.say("c", "callback", body)), u"FENCED"_s);
}

void TestWebhooks::aCallThatFailsIsMadeAgain()
{
    Receiver receiver;
    SubscriptionFixture api;
    api.api.setOrigin("http://127.0.0.1:1");
    QCOMPARE(api.ask("PUT", QByteArray(api.kRoot) + "c", webhook(receiver)).status, 201);
    QCOMPARE(api.put("a", "one"), 201);
    const HttpRequest first = receiver.take(HttpResponse::error(500, "no", "not now"));
    const auto shown = [&api] { return api.object(api.get("/api/consumers/c")); };
    QTRY_COMPARE(shown()[u"failed_calls"].toInt(), 1);
    QVERIFY(!shown()[u"error"].toString().isEmpty());
    QVERIFY(!shown()[u"next_call_at"].toString().isEmpty());
    QCOMPARE(api.acked("c", "a"), QByteArray("-1"));
    api.clock.advance(2'000);
    const HttpRequest second = receiver.take(HttpResponse::json(200, "{\"done\":true}"));
    const auto wakeOf = [](const HttpRequest &call) {
        return QJsonDocument::fromJson(call.body).object()[u"wake_id"].toString();
    };
    QCOMPARE(wakeOf(second), wakeOf(first));
    QTRY_COMPARE(api.acked("c", "a"), offsetToken(3));
    QCOMPARE(shown()[u"failed_calls"].toInt(), 0);
}

void TestWebhooks::aCallThatIsTakenLeavesALease()
{
    Receiver receiver;
    SubscriptionFixture api;
    api.api.setOrigin("http://127.0.0.1:1");
    QCOMPARE(api.ask("PUT", QByteArray(api.kRoot) + "c", webhook(receiver)).status, 201);
    QCOMPARE(api.put("a", "one"), 201);
    const HttpRequest call = receiver.take(HttpResponse::json(200, "{}"));
    const QJsonObject body = QJsonDocument::fromJson(call.body).object();
    const auto state = [&api] {
        return api.object(api.get("/api/consumers/c"))[u"state"].toString();
    };
    QTRY_COMPARE(state(), u"held"_s);
    QCOMPARE(api.acked("c", "a"), QByteArray("-1"));
    // Whoever does not call back in time is called again, with another wake.
    api.clock.advance(1'000);
    const HttpRequest again = receiver.take(HttpResponse::json(200, "{}"));
    const QJsonObject next = QJsonDocument::fromJson(again.body).object();
    QVERIFY(next[u"wake_id"] != body[u"wake_id"]);
    QCOMPARE(api.errorCode(api.say("c", "callback", body)), u"FENCED"_s);
    QCOMPARE(
        api.say("c", "callback", next, api.acks("a", offsetToken(3)) + ",\"done\":true").status,
        200);
    QCOMPARE(api.acked("c", "a"), offsetToken(3));
}

void TestWebhooks::aRedirectIsNotFollowed()
{
    Receiver receiver;
    Receiver other;
    SubscriptionFixture api;
    api.api.setOrigin("http://127.0.0.1:1");
    QCOMPARE(api.ask("PUT", QByteArray(api.kRoot) + "c", webhook(receiver)).status, 201);
    QCOMPARE(api.put("a", "one"), 201);
    HttpResponse redirect = HttpResponse::empty(307);
    redirect.addHeader("Location", other.url());
    (void)receiver.take(redirect);
    const auto failed = [&api] {
        return api.object(api.get("/api/consumers/c"))[u"failed_calls"].toInt();
    };
    QTRY_COMPARE(failed(), 1);
    QCOMPARE(other.server.handler.handled(), 0);
}

// The first vector of RFC 8032, section 7.1, and whatever was stored is used.
void TestWebhooks::theKeyStaysTheSame()
{
    SubscriptionFixture api;
    const QByteArray made = publicKeyOf(api);
    QCOMPARE(made.size(), 32);
    QCOMPARE(publicKeyOf(api), made);
    const Result<ChangeSet> done =
        api.running.transact([](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
            Result<void> set = database.execute(
                u"UPDATE signing_key SET seed = "
                "x'9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'"_s);
            return set ? Result<ChangeSet>(ChangeSet()) : Result<ChangeSet>(set.error());
        });
    QVERIFY(done.ok());
    QCOMPARE(publicKeyOf(api).toHex(),
             QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
}

void TestWebhooks::delaysGrowToAMinute()
{
    QCOMPARE(webhookDelayMs(1, 0.5), 1'000);
    QCOMPARE(webhookDelayMs(2, 0.5), 2'000);
    QCOMPARE(webhookDelayMs(6, 0.5), 32'000);
    QCOMPARE(webhookDelayMs(7, 0.5), 60'000);
    QCOMPARE(webhookDelayMs(1'000'000, 0.5), 60'000);
    QCOMPARE(webhookDelayMs(7, 0.0), 48'000);
    QCOMPARE(webhookDelayMs(7, 1.0), 72'000);
}

void TestWebhooks::addressesOfPrivateNetworksAreRefused_data()
{
    QTest::addColumn<bool>("isAllowed");
    for (const char *url : {"http://127.0.0.1:8080/x", "http://localhost/x", "http://127.9.9.9/",
                            "https://example.org/hook", "https://8.8.8.8/", "https://127.0.0.1/"})
        QTest::newRow(url) << true;
    for (const char *url : {"http://example.org/",
                            "http://10.0.0.1/hook",
                            "https://10.0.0.1/",
                            "https://172.16.0.1/",
                            "https://192.168.1.1/",
                            "https://169.254.169.254/latest",
                            "https://0.0.0.0/",
                            "https://100.64.0.1/",
                            "https://[fe80::1]/",
                            "https://[fd00::1]/",
                            "https://[::]/",
                            "https://[::ffff:10.0.0.1]/",
                            "http://[::1]/",
                            "http://127.0.0.1.evil.org/",
                            "http://localhost.evil.org/",
                            "https://user@example.org/",
                            "ftp://127.0.0.1/",
                            "file:///etc/passwd",
                            "unix:/run/x",
                            "/relative",
                            "https:///nohost",
                            "https://224.0.0.1/",
                            "https://255.255.255.255/"})
        QTest::newRow(url) << false;
}

void TestWebhooks::addressesOfPrivateNetworksAreRefused()
{
    QFETCH(bool, isAllowed);
    const QUrl url(QString::fromUtf8(QTest::currentDataTag()), QUrl::StrictMode);
    QCOMPARE(isWebhookUrlAllowed(url), isAllowed);
}

void TestWebhooks::aNameThatLeadsToAPrivateNetworkIsNotCalled_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *url, const char *address) {
        QTest::addRow("%s at %s", url, address)
            << QString::fromLatin1(url) << QString::fromLatin1(address);
    };
    for (const char *address :
         {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "100.100.0.1", "169.254.169.254",
          "0.0.0.0", "::1", "fd00::1", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "224.0.0.1"})
        row("https://hooks.example/", address);
    row("http://localhost/", "93.184.216.34");
    row("https://localhost/", "10.0.0.1");
}

void TestWebhooks::aNameThatLeadsToAPrivateNetworkIsNotCalled()
{
    QFETCH(QString, url);
    QFETCH(QString, address);
    WebhookRequest request;
    request.url = QUrl(url);
    QVERIFY(isWebhookUrlAllowed(request.url));
    WebhookSender sender([&address](const QString &, QObject *, const WebhookSender::Found &found) {
        found({QHostAddress(address)});
    });
    std::optional<Error> error;
    sender.post(request, [&error](const Result<WebhookReply> &reply) {
        error = reply ? Error{} : reply.error();
    });
    QVERIFY(error.has_value()); // at once: nobody was asked
    QCOMPARE(error->code, ErrorCode::InvalidInput);
    QVERIFY2(error->text.contains(u"where no webhook may be"_s), qPrintable(error->text));
}

// A name that says something else a moment later leads nowhere else.
void TestWebhooks::theAddressThatWasLookedAtIsTheOneThatIsCalled()
{
    Receiver receiver;
    WebhookRequest request;
    request.url = QUrl(u"http://localhost:%1/api/hooks/claude-code"_s.arg(receiver.server.port()));
    request.body = "{}";
    int lookups = 0;
    WebhookSender sender([&](const QString &name, QObject *, const WebhookSender::Found &found) {
        ++lookups;
        QCOMPARE(name, u"localhost"_s);
        found({QHostAddress(u"10.0.0.1"_s), QHostAddress(QHostAddress::LocalHost)});
    });
    std::optional<int> status;
    sender.post(request, [&status](const Result<WebhookReply> &reply) {
        status = reply ? reply->status : -1;
    });
    const HttpRequest call = receiver.take(HttpResponse::json(200, "{}"));
    QTRY_COMPARE(status, std::optional(200));
    QCOMPARE(lookups, 1);
    QCOMPARE(call.head.header("Host").toByteArray(),
             "localhost:" + QByteArray::number(receiver.server.port()));
}

void TestWebhooks::aNameThatLeadsNowhereIsSaid()
{
    WebhookRequest request;
    request.url = QUrl(u"https://hooks.example/"_s);
    WebhookSender sender(
        [](const QString &, QObject *, const WebhookSender::Found &found) { found({}); });
    QString said;
    sender.post(request, [&said](const Result<WebhookReply> &reply) { said = reply.error().text; });
    QCOMPARE(said, u"the name 'hooks.example' leads nowhere"_s);
}

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"
