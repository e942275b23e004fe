// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hook client against an application that answers, refuses, hangs or is not what it seems:
// where the payload ends up, and that the agent never notices.

#include "fakeapp.h"
#include "hookcall.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QSet>
#include <QTest>
#include <QUuid>

#include <csignal>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

const QByteArray kPayload = R"({"session_id":"s","hook_event_name":"Stop","text":"äöü 🐕 \u00e4"})";

void callFor(HookCall &call, const DataFolder &data, const QString &source = u"claude-code"_s)
{
    call.arguments = {u"--source"_s, source, u"--data-dir"_s, data.path()};
    call.waitPatiently();
}

} // namespace

class HookDelivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void postsThePayloadByteForByte();
    void sendsTheHeadersOfTheContract();
    void answerDecidesWhereThePayloadGoes_data();
    void answerDecidesWhereThePayloadGoes();
    void answerInPiecesIsUnderstood();
    void acknowledgementOfAnUnreadRequestIsNoAcknowledgement();
    void refusalBeforeTheBodyWasReadIsUnderstood();
    void hangingApplicationLeavesTheEventInTheSpool();
    void eightMebibytesArePosted();
    void moreThanEightMebibytesAreSpooledUnasked();
    void signalsDoNotStopADelivery_data();
    void signalsDoNotStopADelivery();
    void payloadIsTakenThoughTheAgentKeepsThePipeOpen();
    void manyAtOnceAllArriveUnderIdsOfTheirOwn();
};

void HookDelivery::postsThePayloadByteForByte()
{
    const DataFolder data;
    FakeApp app(data.socket());
    const QByteArray payload = "  {\"a\": \"\xff\xfe not UTF-8 \\u0000\", \"b\":[1,2.5e3]}\n\n";
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(payload).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 1);
    QCOMPARE(app.requests().first().body, payload);
    QVERIFY(data.everything().isEmpty());
}

void HookDelivery::sendsTheHeadersOfTheContract()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    callFor(call, data, u"codex"_s);
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    const qint64 after = QDateTime::currentMSecsSinceEpoch();

    const Request request = app.requests().value(0);
    QCOMPARE(request.line, "POST /api/hooks/codex HTTP/1.1");
    QCOMPARE(request.headers.value("host"), "localhost");
    QCOMPARE(request.headers.value("content-type"), "application/json");
    QCOMPARE(request.headers.value("content-length"), QByteArray::number(kPayload.size()));
    QVERIFY(!request.headers.contains("authorization"));

    const qint64 observedAt = request.headers.value("dogwatch-observed-at").toLongLong();
    QVERIFY(observedAt >= before && observedAt <= after);
    const QByteArray id = request.headers.value("dogwatch-event-id");
    const QUuid uuid(QString::fromLatin1(id));
    QCOMPARE(uuid.toByteArray(QUuid::WithoutBraces), id);
    QCOMPARE(id.at(14), '7');
    QVERIFY("89ab"_ba.contains(id.at(19)));
    QCOMPARE(QByteArray(id).remove(8, 1).left(12).toLongLong(nullptr, 16), observedAt);
}

void HookDelivery::answerDecidesWhereThePayloadGoes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("spooled");
    QTest::addColumn<QString>("rejectedAs");

    const auto status = [](int code) -> QByteArray {
        return "HTTP/1.1 " + QByteArray::number(code) + " Words\r\nContent-Length: 0\r\n\r\n";
    };
    QTest::newRow("200 is done") << status(200) << 0 << QString();
    QTest::newRow("422 is done") << status(422) << 0 << QString();
    QTest::newRow("400 is rejected") << status(400) << 0 << u".claude-code.http-400.json"_s;
    QTest::newRow("413 is rejected") << status(413) << 0 << u".claude-code.http-413.json"_s;
    for (const int code : {100, 201, 204, 301, 401, 403, 404, 408, 415, 429, 431, 500, 502, 503})
        QTest::addRow("%d is spooled", code) << status(code) << 1 << QString();
    QTest::newRow("no answer is spooled") << QByteArray() << 1 << QString();
    QTest::newRow("no HTTP is spooled")
        << "hello\r\n200 OK\r\n\r\n"_ba + QByteArray(99, 'x') << 1 << QString();
    QTest::newRow("a long number is spooled")
        << "HTTP/1.1 2000 OK\r\n\r\n"_ba + QByteArray(99, 'x') << 1 << QString();
}

void HookDelivery::answerDecidesWhereThePayloadGoes()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, spooled);
    QFETCH(const QString, rejectedAs);

    const DataFolder data;
    FakeApp app(data.socket());
    app.setAnswer(answer);
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 1);
    QCOMPARE(data.spooled().size(), spooled);
    QCOMPARE(data.rejected().size(), rejectedAs.isEmpty() ? 0 : 1);
    QCOMPARE(data.gap(), QByteArray());
    if (spooled) {
        QCOMPARE(payloadInside(data.readSpooled()), kPayload);
        // The same id, or the event would be stored twice if the answer alone was lost.
        QVERIFY(
            data.readSpooled().contains(app.requests().first().headers.value("dogwatch-event-id")));
    }
    if (!rejectedAs.isEmpty()) {
        QVERIFY(data.rejected().first().endsWith(rejectedAs));
        QCOMPARE(data.read(QString(u"spool/rejected/"_s + data.rejected().first())), kPayload);
    }
}

void HookDelivery::answerInPiecesIsUnderstood()
{
    const DataFolder data;
    FakeApp app(data.socket());
    app.onRequest = [](QLocalSocket *socket) {
        for (const char c : "HTTP/1.1 200 OK\r\nDogwatch-Seq: 1\r\n\r\n"_ba) {
            socket->write(&c, 1);
            socket->flush();
        }
    };
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QVERIFY(data.everything().isEmpty());
}

void HookDelivery::acknowledgementOfAnUnreadRequestIsNoAcknowledgement()
{
    const DataFolder data;
    FakeApp app(data.socket());
    app.setAnswersEarly(true);
    HookCall call;
    callFor(call, data);
    const QByteArray payload = "{\"x\":\"" + QByteArray(7'000'000, 'x') + "\"}";
    QCOMPARE(call.run(payload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), payload);
}

void HookDelivery::refusalBeforeTheBodyWasReadIsUnderstood()
{
    const DataFolder data;
    FakeApp app(data.socket());
    app.setAnswersEarly(true);
    app.setStatus(413);
    HookCall call;
    callFor(call, data);
    const QByteArray payload = "{\"x\":\"" + QByteArray(7'000'000, 'x') + "\"}";
    QCOMPARE(call.run(payload).complaint(), QByteArray());
    QCOMPARE(data.spooled(), QStringList());
    QCOMPARE(data.read(QString(u"spool/rejected/"_s + data.rejected().value(0))), payload);
}

void HookDelivery::hangingApplicationLeavesTheEventInTheSpool()
{
    const DataFolder data;
    SilentListener app(data.socket());
    QVERIFY(app.isListening());
    HookCall call;
    callFor(call, data);
    call.environment.remove(u"DOGWATCH_FAULT"_s);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
    // It was sent as well, under the id that stands in the spool.
    QVERIFY(app.takeArrived().bytes.endsWith(kPayload));
}

void HookDelivery::eightMebibytesArePosted()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    callFor(call, data);
    const QByteArray payload = "{\"x\":\"" + QByteArray(8 * 1024 * 1024 - 8, 'x') + "\"}";
    QCOMPARE(payload.size(), 8 * 1024 * 1024);
    QCOMPARE(call.run(payload).complaint(), QByteArray());
    QCOMPARE(app.requests().value(0).body, payload);
    QVERIFY(data.everything().isEmpty());
}

void HookDelivery::moreThanEightMebibytesAreSpooledUnasked()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    callFor(call, data);
    const QByteArray payload = "{\"x\":\"" + QByteArray(9 * 1024 * 1024, 'x') + "\"}";
    QCOMPARE(call.run(payload).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 0);
    QCOMPARE(payloadInside(data.readSpooled()), payload);
}

void HookDelivery::signalsDoNotStopADelivery_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("hang-up") << SIGHUP;
    QTest::newRow("impatient agent") << SIGTERM;
}

void HookDelivery::signalsDoNotStopADelivery()
{
    QFETCH(const int, number);
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    callFor(call, data);
    app.onRequest = [&](QLocalSocket *socket) {
        ::kill(static_cast<pid_t>(call.process.processId()), number);
        socket->abort();
    };
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookDelivery::payloadIsTakenThoughTheAgentKeepsThePipeOpen()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    callFor(call, data);
    call.closesInput = false;
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(app.requests().value(0).body, kPayload);
}

void HookDelivery::manyAtOnceAllArriveUnderIdsOfTheirOwn()
{
    constexpr int kCalls = 200;
    const DataFolder data;
    FakeApp app(data.socket());
    const QString input = data.aside(u"payload");
    QFile file(input);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kPayload);
    file.close();

    std::vector<std::unique_ptr<QProcess>> calls;
    for (int i = 0; i < kCalls; ++i) {
        auto &process = *calls.emplace_back(std::make_unique<QProcess>());
        process.setStandardInputFile(input);
        process.setStandardOutputFile(data.aside(u"output"), QIODevice::Append);
        process.setStandardErrorFile(data.aside(u"output"), QIODevice::Append);
        process.start(hookProgram(),
                      {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()});
    }
    for (const auto &process : calls) {
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
        QCOMPARE(process->exitCode(), 0);
    }
    QCOMPARE(QFileInfo(data.aside(u"output")).size(), 0);
    // One that found the queue of connections full for too long is in the spool, under its own id.
    QSet<QByteArray> ids;
    for (const Request &request : app.requests())
        ids.insert(request.headers.value("dogwatch-event-id"));
    for (const QString &name : data.spooled())
        ids.insert(name.mid(21, 36).toLatin1());
    QCOMPARE(ids.size(), kCalls);
}

QTEST_GUILESS_MAIN(HookDelivery)
#include "tst_hookdelivery.moc"
