// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "../seed.h"
#include "programs.h"
#include "spoolfixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <numeric>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kProducers = 6;
constexpr char kStream[] = "/v1/stream/kept/by-producers";

int rounds()
{
    bool isSet = false;
    const int asked = qEnvironmentVariableIntValue("DOGWATCH_CRASH_ROUNDS", &isSet);
    return isSet ? asked : 20;
}

// Sends its numbers in order, each again until it is told that it is stored.
struct Producer
{
    int id = 0;
    int next = 0; // everything before it was acknowledged
    QString refusal;

    // False: the server is gone, or has said something that must not be.
    bool sendNext(const Headless &server)
    {
        const QByteArray number = QByteArray::number(next);
        const QByteArray me = QByteArray::number(id);
        const Headless::Answer answer = server.ask(
            "POST", kStream, "{\"p\":" + me + ",\"n\":" + number + '}',
            "Producer-Id: p" + me + "\r\nProducer-Epoch: 0\r\nProducer-Seq: " + number + "\r\n");
        if (answer.status == 200 || answer.status == 204)
            ++next;
        else if (answer.status != 0 && answer.status != 503)
            refusal = u"%1 for %2"_s.arg(answer.status).arg(next);
        return answer.status != 0 && refusal.isEmpty();
    }
};

void sendUntilGone(const Headless &server, std::vector<Producer> &producers)
{
    std::vector<std::thread> threads;
    for (Producer &producer : producers) {
        threads.emplace_back([&producer, &server] {
            while (producer.sendNext(server)) { }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
}

// The numbers of each producer, in the order in which the stream tells them.
QHash<int, QList<int>> stored(const Headless &server)
{
    QHash<int, QList<int>> numbers;
    QByteArray offset = "-1";
    for (;;) {
        const Headless::Answer page = server.ask("GET", QByteArray(kStream) + "?offset=" + offset);
        const QJsonArray messages = QJsonDocument::fromJson(page.body).array();
        if (page.status != 200 || messages.isEmpty())
            return numbers;
        for (const QJsonValue &message : messages)
            numbers[message[u"p"].toInt()].append(message[u"n"].toInt());
        offset = page.nextOffset;
    }
}

} // namespace

// The program killed again and again under producers that send anew what was not acknowledged.
class TestStreamKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAcknowledgedIsStoredOnceAndInOrder();
    void offsetsAndProducersSurviveARestart();
};

void TestStreamKill::whatIsAcknowledgedIsStoredOnceAndInOrder()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
    std::mt19937 random(seedOfThisRun());
    std::uniform_int_distribution<int> passes(2, 40);
    QTemporaryDir temporary;
    const DataFolder folder(temporary.path());
    QVERIFY(folder.prepare().ok());
    std::vector<Producer> producers(kProducers);
    for (int i = 0; i < kProducers; ++i)
        producers[static_cast<std::size_t>(i)].id = i;
    for (int round = 0; round < rounds(); ++round) {
        static constexpr const char *kPoints[] = {"works.before_commit", "works.after_commit",
                                                  "streams.before_producer"};
        const QByteArray fault =
            QByteArray(kPoints[round % 3]) + ':' + QByteArray::number(passes(random)) + ":kill";
        Headless killed;
        QVERIFY(killed.start(folder.path(), {}, fault));
        (void)killed.ask("PUT", kStream);
        sendUntilGone(killed, producers);
        for (const Producer &producer : producers)
            QCOMPARE(producer.refusal, QString());
        QVERIFY(!killed.waitForEnd().has_value());
    }
    Headless last;
    QVERIFY(last.start(folder.path(), {}, {}));
    for (Producer &producer : producers) {
        QCOMPARE(producer.refusal, QString());
        QVERIFY(producer.sendNext(last));
    }
    const QHash<int, QList<int>> numbers = stored(last);
    qint64 acknowledged = 0;
    qint64 kept = 0;
    for (const Producer &producer : producers) {
        acknowledged += producer.next;
        kept += numbers.value(producer.id).size();
    }
    qInfo("%d kills, %lld acknowledged, %lld stored", rounds(), acknowledged, kept);
    for (const Producer &producer : producers) {
        QList<int> expected(producer.next);
        std::iota(expected.begin(), expected.end(), 0);
        QCOMPARE(numbers.value(producer.id), expected);
    }
    QCOMPARE(last.terminate(), 0);
}

void TestStreamKill::offsetsAndProducersSurviveARestart()
{
    if (!Headless::isBuilt())
        QSKIP("dogwatch is not built");
    QTemporaryDir temporary;
    const DataFolder folder(temporary.path());
    QVERIFY(folder.prepare().ok());
    const QByteArray producer = "Producer-Id: p\r\nProducer-Epoch: 3\r\nProducer-Seq: 0\r\n";
    Headless before;
    QVERIFY(before.start(folder.path(), {}, {}));
    QCOMPARE(before.ask("PUT", kStream).status, 201);
    const Headless::Answer first = before.ask("POST", kStream, "1", producer);
    QCOMPARE(first.status, 200);
    QCOMPARE(before.terminate(), 0);

    Headless after;
    QVERIFY(after.start(folder.path(), {}, {}));
    const Headless::Answer again = after.ask("POST", kStream, "1", producer);
    QCOMPARE(again.status, 204);
    QCOMPARE(again.nextOffset, first.nextOffset);
    QCOMPARE(after.ask("POST", kStream, "2").status, 204);
    QCOMPARE(after.ask("GET", QByteArray(kStream) + "?offset=" + first.nextOffset).body,
             QByteArray("[2]"));
    QCOMPARE(after.terminate(), 0);
}

QTEST_GUILESS_MAIN(TestStreamKill)
#include "tst_streamkill.moc"
