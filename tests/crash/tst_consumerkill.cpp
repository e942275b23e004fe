// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../seed.h"
#include "core/streamposition.h"
#include "programs.h"
#include "spoolfixture.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr char kLog[] = "monitor/events";
constexpr char kSubscriptions[] = "/v1/stream/__ds/subscriptions/";

int rounds()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("DOGWATCH_CRASH_ROUNDS", &isSet);
    return isSet ? asked : 10;
}

QJsonObject objectOf(const Headless::Answer &answer)
{
    return QJsonDocument::fromJson(answer.body).object();
}

Headless::Answer subscribe(const Headless &server, const QByteArray &name, const QByteArray &stream)
{
    return server.ask("PUT", kSubscriptions + name,
                      R"({"type":"pull-wake","lease_ttl_ms":1000,"streams":[")" + stream + "\"]}");
}

Headless::Answer claim(const Headless &server, const QByteArray &name)
{
    return server.ask("POST", kSubscriptions + name + "/claim", R"({"worker":"w"})");
}

Headless::Answer ack(const Headless &server, const QByteArray &name, const QJsonObject &claimed,
                     const QByteArray &stream, const QByteArray &offset, bool done)
{
    const QJsonObject body{{u"wake_id"_s, claimed[u"wake_id"]},
                           {u"generation"_s, claimed[u"generation"]},
                           {u"done"_s, done},
                           {u"acks"_s,
                            QJsonArray{QJsonObject{{u"stream"_s, QString::fromUtf8(stream)},
                                                   {u"offset"_s, QString::fromUtf8(offset)}}}}};
    return server.ask("POST", kSubscriptions + name + "/ack",
                      QJsonDocument(body).toJson(QJsonDocument::Compact),
                      "Authorization: Bearer " + claimed[u"token"].toString().toUtf8() + "\r\n");
}

QByteArray ackedOf(const QJsonObject &record)
{
    return record[u"streams"][0][u"acked_offset"].toString().toUtf8();
}

// Follows the log of events, and knows what it was promised.
struct Follower
{
    QByteArray acknowledged; // what was answered; empty: it has not begun
    QByteArray unanswered; // what was sent last, and may be stored or not
    qint64 lastSeq = 0; // done
    qint64 presentedAgain = 0; // although it was acknowledged
    qint64 redelivered = 0; // because nobody knew
    QString problem;

    void noteStart(const QByteArray &offset)
    {
        if (acknowledged.isEmpty())
            lastSeq = positionOfToken(offset).value_or(-1); // the tail then
        else if (offset != acknowledged && (unanswered.isEmpty() || offset != unanswered))
            problem = u"at %1, not at %2"_s.arg(QString::fromLatin1(offset),
                                                QString::fromLatin1(acknowledged));
        acknowledged = offset;
        unanswered.clear();
    }

    // One claim's work; false: the server is gone.
    bool workOnce(const Headless &server)
    {
        const Headless::Answer claimed = claim(server, "f");
        if (claimed.status == 409)
            return true; // nothing is pending, or the lease of one who died is not over
        if (claimed.status != 200)
            return claimed.status == 503;
        const QJsonObject holder = objectOf(claimed);
        noteStart(ackedOf(holder));
        const Headless::Answer page =
            server.ask("GET", "/v1/stream/monitor/events?offset=" + acknowledged);
        if (page.status != 200)
            return false;
        const QJsonArray events = QJsonDocument::fromJson(page.body).array();
        for (const QJsonValue &event : events)
            take(event[u"seq"].toInteger());
        unanswered = page.nextOffset;
        const Headless::Answer done = ack(server, "f", holder, kLog, page.nextOffset, true);
        if (done.status == 200)
            acknowledged = std::exchange(unanswered, {});
        return done.status != 0 && problem.isEmpty();
    }

    void take(qint64 seq)
    {
        if (seq <= positionOfToken(acknowledged).value_or(0))
            ++presentedAgain;
        if (seq <= lastSeq)
            ++redelivered;
        else if (seq != lastSeq + 1)
            problem = u"after %1 came %2"_s.arg(lastSeq).arg(seq);
        lastSeq = std::max(lastSeq, seq);
    }
};

QList<QByteArrayList> linesOf(const QString &path)
{
    QList<QByteArrayList> lines;
    const QByteArrayList all = contentOfFile(path).split('\n');
    for (const QByteArray &line : all) {
        if (!line.isEmpty())
            lines.append(line.split(' '));
    }
    return lines;
}

} // namespace

// Consumers and the program killed again and again: no position is lost, none moves back.
class TestConsumerKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!Headless::isBuilt())
            QSKIP("dogwatch is not built");
    }
    void whatIsAcknowledgedIsNeverPresentedAgain();
    void whoeverHeldItBeforeIsShutOutAcrossRestarts();
    void aConsumerKilledBetweenEffectAndAckGoesOnWhereItWas();
};

void TestConsumerKill::whatIsAcknowledgedIsNeverPresentedAgain()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    std::mt19937 random(seedOfThisRun());
    std::uniform_int_distribution<int> passes(1, 12);
    QTemporaryDir temporary;
    const DataFolder folder(temporary.path());
    QVERIFY(folder.prepare().ok());
    Follower follower;
    for (int round = 0; round < rounds(); ++round) {
        static constexpr const char *kPoints[] = {"works.before_commit", "works.after_commit",
                                                  "writer.after_commit"};
        const int nth = passes(random) * (round % 3 == 2 ? 20 : 1);
        const QByteArray fault =
            QByteArray(kPoints[round % 3]) + ':' + QByteArray::number(nth) + ":kill";
        Headless killed;
        QVERIFY(killed.start(folder.path(), u"r%1"_s.arg(round), fault));
        const Headless::Answer again = subscribe(killed, "f", kLog);
        if (again.status == 200 || again.status == 201)
            follower.noteStart(ackedOf(objectOf(again)));
        while (follower.workOnce(killed)) { }
        QCOMPARE(follower.problem, QString());
        QVERIFY(!killed.waitForEnd().has_value());
        (void)killed.end(true);
    }
    Headless last;
    QVERIFY(last.start(folder.path(), {}, {}));
    const qint64 tail =
        positionOfToken(last.ask("HEAD", "/v1/stream/monitor/events").nextOffset).value_or(-1);
    QVERIFY(tail > 0);
    QTRY_VERIFY_WITH_TIMEOUT(follower.workOnce(last) && follower.lastSeq == tail, 20'000);
    QCOMPARE(follower.problem, QString());
    QCOMPARE(follower.presentedAgain, 0);
    qInfo("%d kills, %lld events, %lld redelivered because no answer had come", rounds(),
          follower.lastSeq, follower.redelivered);
    QCOMPARE(last.terminate(), 0);
}

void TestConsumerKill::whoeverHeldItBeforeIsShutOutAcrossRestarts()
{
    QTemporaryDir temporary;
    const DataFolder folder(temporary.path());
    QVERIFY(folder.prepare().ok());
    QJsonObject zombie;
    QJsonObject heir;
    {
        Headless first;
        QVERIFY(first.start(folder.path(), {}, {}));
        QCOMPARE(subscribe(first, "c", "s").status, 201);
        QCOMPARE(first.ask("PUT", "/v1/stream/s", "[1,2]").status, 201);
        zombie = objectOf(claim(first, "c"));
        QVERIFY(zombie.contains(u"token"));
    }
    {
        Headless second;
        QVERIFY(second.start(folder.path(), {}, {}));
        Headless::Answer taken;
        QVERIFY(QTest::qWaitFor(
            [&] {
                taken = claim(second, "c");
                return taken.status == 200;
            },
            20'000));
        heir = objectOf(taken);
        QVERIFY(heir[u"generation"].toInt() > zombie[u"generation"].toInt());
    }
    Headless third;
    QVERIFY(third.start(folder.path(), {}, {}));
    const QByteArray tail = heir[u"streams"][0][u"tail_offset"].toString().toUtf8();
    const Headless::Answer refused = ack(third, "c", zombie, "s", tail, true);
    QCOMPARE(refused.status, 409);
    QCOMPARE(objectOf(refused)[u"error"][u"code"].toString(), u"FENCED"_s);
    QCOMPARE(ackedOf(objectOf(third.ask("GET", QByteArray(kSubscriptions) + "c"))),
             QByteArray("-1"));
    QCOMPARE(third.terminate(), 0);
}

void TestConsumerKill::aConsumerKilledBetweenEffectAndAckGoesOnWhereItWas()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    constexpr int kConsumers = 10;
    constexpr int kNewMessages = 3; // in each round, of which some consumers do all
    std::mt19937 random(seedOfThisRun());
    std::uniform_int_distribution<int> effects(1, 2 * kNewMessages);
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"data"_s));
    QVERIFY(folder.prepare().ok());
    Headless server;
    QVERIFY(server.start(folder.path(), {}, {}));
    QList<QByteArray> ids;
    for (int i = 0; i < kConsumers; ++i) {
        const QByteArray id = "c" + QByteArray::number(i);
        QCOMPARE(subscribe(server, id, id).status, 201);
        QCOMPARE(server.ask("PUT", "/v1/stream/" + id).status, 201);
        QVERIFY(QDir(temporary.path()).mkdir(QString::fromUtf8(id)));
        ids.append(id);
    }
    int kills = 0;
    int messages = 0;
    for (int round = 0; round <= rounds(); ++round) {
        const bool isLast = round == rounds();
        for (int i = 0; i < kNewMessages; ++i, ++messages) {
            for (const QByteArray &id : qAsConst(ids))
                QCOMPARE(
                    server.ask("POST", "/v1/stream/" + id, QByteArray::number(messages)).status,
                    204);
        }
        std::vector<std::unique_ptr<ChildProcess>> children;
        for (const QByteArray &id : qAsConst(ids)) {
            const QByteArray fault = isLast
                ? QByteArray()
                : "consumer.after_effect:" + QByteArray::number(effects(random)) + ":kill";
            children.push_back(std::make_unique<ChildProcess>());
            QVERIFY(children.back()->start({DOGWATCH_BIN_DIR "/streamconsumer",
                                            QByteArray::number(server.port()), server.token(), id,
                                            temporary.path().toUtf8() + '/' + id},
                                           {"DOGWATCH_FAULT=" + fault}));
        }
        for (const auto &child : children) {
            const std::optional<int> code = child->wait(20'000);
            QVERIFY2(code == 0 || (code == -SIGKILL && !isLast),
                     qPrintable(QString::number(code.value_or(99))));
            kills += code == -SIGKILL ? 1 : 0;
        }
    }
    qint64 redelivered = 0;
    for (const QByteArray &id : qAsConst(ids)) {
        int next = 0;
        QByteArray position = "-1";
        const QList<QByteArrayList> lines =
            linesOf(temporary.path() + u'/' + QString::fromUtf8(id) + u"/log"_s);
        for (const QByteArrayList &line : lines) {
            const QByteArray &value = line.at(1);
            if (line.first() == "e")
                QCOMPARE(value.toInt(), next++); // in order, and each once
            else if (line.first() == "r")
                ++redelivered;
            else if (line.first() == "c")
                QCOMPARE(value, position);
            else
                position = value;
        }
        QCOMPARE(next, messages);
    }
    QVERIFY(kills > 0 && redelivered > 0);
    qInfo("%d kills, %d effects once each, %lld messages redelivered", kills, kConsumers * messages,
          redelivered);
    QCOMPARE(server.terminate(), 0);
}

QTEST_GUILESS_MAIN(TestConsumerKill)
#include "tst_consumerkill.moc"
