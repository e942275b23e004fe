// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "subscriptionfixture.h"

#include "core/fault.h"

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr char kLog[] = "monitor/events";

QByteArray of(const QByteArray &stream)
{
    return "\"streams\":[\"" + stream + "\"],\"lease_ttl_ms\":1000";
}

} // namespace

// Consumers whose position can't get lost, nor be moved by somebody whose time is over.
class TestSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewOneStartsAtTheTail();
    void itStartsAtTheBeginningWhereItIsAskedTo();
    void aStreamMadeLaterIsFollowedFromItsStart();
    void registeringAgainGivesThePositionBack();
    void whoeverHeldItBeforeIsShutOut();
    void aTokenOfNobodyIsRefused();
    void aHeartbeatKeepsTheLease();
    void aLeaseThatTheClockWasSetBackUnderIsOver();
    void positionsMoveForwardOnly();
    void theLogOfEventsIsFollowedAsItIsCommitted();
    void eachWakeIsToldOnce();
    void whatIsReleasedIsWokenAgain();
    void aWakeIsNoWorkForItself();
    void aStreamMadeAnewIsAnotherOne();
    void streamsComeAndGoByName();
    void anAckThatIsNotCommittedMovesNothing();
    void aStoreThatIsGoneIsNoEmptyList();
    void peopleSeeWhoIsBehindAndSkipWhatIsDone();
};

void TestSubscriptions::aNewOneStartsAtTheTail()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a", "old"), 201);
    QCOMPARE(api.subscribe("by-name", of("a")).status, 201);
    QCOMPARE(api.subscribe("by-glob", "\"pattern\":\"*\"").status, 201);
    for (const char *name : {"by-name", "by-glob"}) {
        QCOMPARE(api.acked(name, "a"), offsetToken(3));
        QCOMPARE(api.errorCode(api.claim(name, "w")), u"NO_PENDING_WORK"_s);
    }
    QCOMPARE(api.append("a", "new"), 204);
    for (const char *name : {"by-name", "by-glob"})
        QCOMPARE(api.claim(name, "w").status, 200);
}

void TestSubscriptions::itStartsAtTheBeginningWhereItIsAskedTo()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a", "old"), 201);
    QCOMPARE(api.subscribe("all", of("a") + ",\"offset\":\"-1\"").status, 201);
    QCOMPARE(api.acked("all", "a"), QByteArray("-1"));
    QCOMPARE(api.claim("all", "w").status, 200);
}

void TestSubscriptions::aStreamMadeLaterIsFollowedFromItsStart()
{
    SubscriptionFixture api;
    QCOMPARE(api.subscribe("c", "\"pattern\":\"a/**\",\"streams\":[\"b\"]").status, 201);
    QCOMPARE(api.put("a/1"), 201);
    QCOMPARE(api.put("other", "x"), 201);
    QCOMPARE(api.acked("c", "a/1"), QByteArray("-1"));
    QCOMPARE(api.acked("c", "other"), QByteArray());
    QCOMPARE(api.errorCode(api.claim("c", "w")), u"NO_PENDING_WORK"_s); // it is empty still
    QCOMPARE(api.put("b", "first"), 201);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    QCOMPARE(claim[u"streams"].toArray().size(), 2);
    QCOMPARE(claim[u"streams"][1][u"acked_offset"].toString(), u"-1"_s);
    QCOMPARE(claim[u"streams"][1][u"has_pending"].toBool(), true);
}

void TestSubscriptions::registeringAgainGivesThePositionBack()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    QCOMPARE(api.say("c", "ack", claim, api.acks("a", offsetToken(3))).status, 200);
    QCOMPARE(api.append("a", "two"), 204);
    const HttpResponse again = api.subscribe("c", of("a"));
    QCOMPARE(again.status, 200);
    QCOMPARE(api.object(again)[u"streams"][0][u"acked_offset"].toString().toUtf8(), offsetToken(3));
    QCOMPARE(api.subscribe("c", of("b")).status, 409);
    QCOMPARE(api.acked("c", "a"), offsetToken(3));
}

void TestSubscriptions::whoeverHeldItBeforeIsShutOut()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    const QJsonObject zombie = api.object(api.claim("c", "zombie"));
    QCOMPARE(api.errorCode(api.claim("c", "heir")), u"ALREADY_CLAIMED"_s);
    api.clock.advance(1000);
    // Its lease is over, and nobody has taken it up yet.
    QCOMPARE(api.errorCode(api.say("c", "ack", zombie, api.acks("a", offsetToken(3)))),
             u"FENCED"_s);
    const HttpResponse taken = api.claim("c", "heir");
    QCOMPARE(taken.status, 200);
    const QJsonObject heir = api.object(taken);
    QVERIFY(heir[u"generation"].toInt() > zombie[u"generation"].toInt());
    QCOMPARE(api.errorCode(api.say("c", "ack", zombie, api.acks("a", offsetToken(3)))),
             u"FENCED"_s);
    // Nor by what it could have overheard of the heir's.
    QJsonObject mixed = heir;
    mixed[u"token"] = zombie[u"token"];
    QCOMPARE(api.errorCode(api.say("c", "release", mixed)), u"FENCED"_s);
    QCOMPARE(api.acked("c", "a"), offsetToken(0));
    QCOMPARE(api.say("c", "ack", heir, api.acks("a", offsetToken(3))).status, 200);
    QCOMPARE(api.acked("c", "a"), offsetToken(3));
}

void TestSubscriptions::aTokenOfNobodyIsRefused()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.subscribe("d", of("a")).status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    QJsonObject claim = api.object(api.claim("c", "w"));
    const QJsonObject other = api.object(api.claim("d", "w"));
    for (const QString &token : {u""_s, u"1"_s, u"1."_s, other[u"token"].toString(),
                                 QString(claim[u"token"].toString() + u"x"_s)}) {
        QJsonObject forged = claim;
        forged[u"token"] = token;
        const HttpResponse answer = api.say("c", "ack", forged);
        QCOMPARE(answer.status, 401);
        QCOMPARE(api.errorCode(answer), u"TOKEN_INVALID"_s);
    }
    QCOMPARE(api.errorCode(api.say("none", "ack", claim)), u"SUBSCRIPTION_NOT_FOUND"_s);
    // One of the same name is another one.
    QCOMPARE(api.ask("DELETE", QByteArray(api.kRoot) + "c", "").status, 204);
    QCOMPARE(api.subscribe("c", of("a") + ",\"offset\":\"-1\"").status, 201);
    QCOMPARE(api.claim("c", "w").status, 200);
    QCOMPARE(api.say("c", "ack", claim).status, 401);
}

void TestSubscriptions::aHeartbeatKeepsTheLease()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    for (int i = 0; i < 5; ++i) {
        api.clock.advance(800);
        QCOMPARE(api.say("c", "ack", claim, "\"acks\":[]").status, 200);
    }
    QCOMPARE(api.errorCode(api.claim("c", "other")), u"ALREADY_CLAIMED"_s);
}

void TestSubscriptions::aLeaseThatTheClockWasSetBackUnderIsOver()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    QCOMPARE(api.claim("c", "gone").status, 200);
    api.clock.advance(-3'600'000);
    QCOMPARE(api.claim("c", "w").status, 200);
}

void TestSubscriptions::positionsMoveForwardOnly()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.put("b"), 201);
    QCOMPARE(api.subscribe("c", "\"streams\":[\"a\",\"b\"]").status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    QCOMPARE(api.append("a", "two"), 204);
    QCOMPARE(api.append("b", "x"), 204);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    const auto ack = [&](const QByteArray &stream, const QByteArray &offset) {
        return api.errorCode(api.say("c", "ack", claim, api.acks(stream, offset)));
    };
    QCOMPARE(ack("a", offsetToken(3)), QString());
    QCOMPARE(ack("a", offsetToken(3)), QString()); // said again
    for (const QByteArray &offset :
         {QByteArray("-1"), offsetToken(0), offsetToken(5), offsetToken(7)})
        QCOMPARE(ack("a", offset), u"INVALID_OFFSET"_s);
    QCOMPARE(ack("a", "7"), u"INVALID_REQUEST"_s);
    QCOMPARE(ack("none", offsetToken(0)), u"INVALID_REQUEST"_s);
    // All of them or none.
    const QByteArray two = "\"acks\":[{\"stream\":\"b\",\"offset\":\"" + offsetToken(1)
        + "\"},{\"stream\":\"a\",\"offset\":\"" + offsetToken(99) + "\"}]";
    QCOMPARE(api.errorCode(api.say("c", "ack", claim, two)), u"INVALID_OFFSET"_s);
    QCOMPARE(api.acked("c", "b"), offsetToken(0));
    QCOMPARE(api.acked("c", "a"), offsetToken(3));
}

void TestSubscriptions::theLogOfEventsIsFollowedAsItIsCommitted()
{
    SubscriptionFixture api;
    QCOMPARE(api.report(), 200);
    QCOMPARE(
        api.ask("PUT", "/v1/stream/wake", "[]", {}, {{"Content-Type", "application/json"}}).status,
        201);
    QCOMPARE(api.subscribe("c", of(kLog) + ",\"wake_stream\":\"wake\"").status, 201);
    QCOMPARE(api.acked("c", kLog), offsetToken(1));
    QCOMPARE(api.errorCode(api.claim("c", "w")), u"NO_PENDING_WORK"_s);
    QCOMPARE(api.report(), 200);
    QTRY_COMPARE(QJsonDocument::fromJson(api.get("/v1/stream/wake").body).array().size(), 1);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    QCOMPARE(claim[u"streams"][0][u"tail_offset"].toString().toUtf8(), offsetToken(2));
    QCOMPARE(api.say("c", "ack", claim, api.acks(kLog, offsetToken(3))).status, 409);
    QCOMPARE(api.say("c", "ack", claim, api.acks(kLog, offsetToken(2)) + ",\"done\":true").status,
             200);
    QCOMPARE(api.acked("c", kLog), offsetToken(2));
}

void TestSubscriptions::eachWakeIsToldOnce()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    const auto wakes = [&api] {
        return QJsonDocument::fromJson(api.get("/v1/stream/wake").body).array();
    };
    QCOMPARE(
        api.ask("PUT", "/v1/stream/wake", "[]", {}, {{"Content-Type", "application/json"}}).status,
        201);
    QCOMPARE(api.subscribe("c", of("a") + ",\"wake_stream\":\"wake\"").status, 201);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(api.append("a", "x"), 204);
    QTRY_COMPARE(wakes().size(), 1);
    QCOMPARE(wakes().at(0)[u"subscription_id"].toString(), u"c"_s);
    QCOMPARE(wakes().at(0)[u"stream"].toString(), u"a"_s);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    QCOMPARE(claim[u"generation"], wakes().at(0)[u"generation"]);
    // What came while it was held is the next wake's.
    QCOMPARE(api.append("a", "x"), 204);
    QCOMPARE(wakes().size(), 1);
    const HttpResponse done =
        api.say("c", "ack", claim, api.acks("a", offsetToken(3)) + ",\"done\":true");
    QCOMPARE(api.object(done)[u"next_wake"].toBool(), true);
    QCOMPARE(wakes().size(), 2);
    QCOMPARE(api.get("/api/consumers/c").status, 200);
}

void TestSubscriptions::whatIsReleasedIsWokenAgain()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.append("a", "x"), 204);
    const QJsonObject first = api.object(api.claim("c", "w"));
    QCOMPARE(api.say("c", "release", first).status, 204);
    QCOMPARE(api.errorCode(api.say("c", "release", first)), u"FENCED"_s);
    const QJsonObject second = api.object(api.claim("c", "w"));
    QVERIFY(second[u"generation"].toInt() > first[u"generation"].toInt());
    QVERIFY(second[u"wake_id"] != first[u"wake_id"]);
}

void TestSubscriptions::aWakeIsNoWorkForItself()
{
    SubscriptionFixture api;
    QCOMPARE(
        api.ask("PUT", "/v1/stream/wake", "[]", {}, {{"Content-Type", "application/json"}}).status,
        201);
    QCOMPARE(api.subscribe("c", "\"pattern\":\"**\",\"wake_stream\":\"wake\"").status, 201);
    QCOMPARE(api.acked("c", "wake"), QByteArray());
    QCOMPARE(api.acked("c", kLog), offsetToken(0));
}

void TestSubscriptions::aStreamMadeAnewIsAnotherOne()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a", "long enough"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.subscribe("g", "\"pattern\":\"*\"").status, 201);
    QCOMPARE(api.ask("DELETE", "/v1/stream/a", "").status, 204);
    QCOMPARE(api.acked("g", "a"), QByteArray());
    QCOMPARE(api.acked("c", "a"), QByteArray("-1"));
    QCOMPARE(api.put("a", "new"), 201);
    for (const char *name : {"c", "g"}) {
        QCOMPARE(api.acked(name, "a"), QByteArray("-1"));
        QCOMPARE(api.claim(name, "w").status, 200);
    }
}

void TestSubscriptions::streamsComeAndGoByName()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a/x", "old"), 201);
    QCOMPARE(api.subscribe("c", "\"streams\":[\"b\"]").status, 201);
    const QByteArray streams = QByteArray(api.kRoot) + "c/streams";
    QCOMPARE(api.ask("POST", streams, "{\"streams\":[\"a/x\"]}").status, 204);
    QCOMPARE(api.acked("c", "a/x"), offsetToken(3));
    QCOMPARE(api.ask("POST", streams, "{\"streams\":[]}").status, 400);
    QCOMPARE(api.ask("POST", streams, "{\"streams\":[\"__ds/x\"]}").status, 400);
    QCOMPARE(api.ask("DELETE", streams + "/a%2Fx", "").status, 204);
    QCOMPARE(api.acked("c", "a/x"), QByteArray());
    QCOMPARE(api.ask("DELETE", QByteArray(api.kRoot) + "none/streams/a", "").status, 404);
}

void TestSubscriptions::anAckThatIsNotCommittedMovesNothing()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    QCOMPARE(api.append("a", "one"), 204);
    const QJsonObject claim = api.object(api.claim("c", "w"));
    setFaults("works.before_commit:1+:error"); // whoever comes first
    const HttpResponse failed = api.say("c", "ack", claim, api.acks("a", offsetToken(3)));
    setFaults("");
    QCOMPARE(failed.status, 503);
    QCOMPARE(api.acked("c", "a"), offsetToken(0));
    QCOMPARE(api.say("c", "ack", claim, api.acks("a", offsetToken(3))).status, 200);
#endif
}

void TestSubscriptions::aStoreThatIsGoneIsNoEmptyList()
{
    SubscriptionFixture api;
    QCOMPARE(api.subscribe("c", of("a")).status, 201);
    api.readers->release().waitForFinished();
    for (const char *path :
         {"/v1/stream/__ds/subscriptions/c", "/api/consumers", "/api/consumers/c"})
        QCOMPARE(api.get(path).status, 503);
}

void TestSubscriptions::peopleSeeWhoIsBehindAndSkipWhatIsDone()
{
    SubscriptionFixture api;
    QCOMPARE(api.put("a"), 201);
    QCOMPARE(
        api.post("/api/consumers",
                 "{\"id\":\"c\",\"type\":\"pull-wake\",\"streams\":[\"a\",\"monitor/events\"]}")
            .status,
        200);
    QCOMPARE(api.append("a", "four"), 204);
    QCOMPARE(api.report(), 200);
    QJsonArray all = QJsonDocument::fromJson(api.get("/api/consumers").body).array();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.at(0)[u"lag_bytes"].toInt(), 4);
    QCOMPARE(all.at(0)[u"lag_events"].toInt(), 1);
    QCOMPARE(api.claim("c", "me").status, 200);
    QCOMPARE(api.object(api.get("/api/consumers/c"))[u"holder"].toString(), u"me"_s);
    QCOMPARE(api.post("/api/consumers/c/ack", "{\"acks\":[{\"stream\":\"a\",\"offset\":\"now\"}]}")
                 .status,
             200);
    QCOMPARE(api.object(api.get("/api/consumers/c"))[u"lag_bytes"].toInt(), 0);
    QCOMPARE(
        api.post("/api/consumers/c/ack",
                 "{\"acks\":[{\"stream\":\"a\",\"offset\":\"0000000000000000_0000000000000000\"}]}")
            .status,
        409);
    QCOMPARE(api.post("/api/consumers/c/delete", "{}").status, 200);
    QCOMPARE(api.get("/api/consumers/c").status, 404);
    QCOMPARE(api.get("/api/consumers").body, QByteArray("[]"));
}

QTEST_GUILESS_MAIN(TestSubscriptions)
#include "tst_subscriptions.moc"
