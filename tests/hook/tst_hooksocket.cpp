// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the hook client finds the application's socket, and whom it trusts there.

#include "fakeapp.h"
#include "hookcall.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

const QByteArray kPayload = R"({"session_id":"s","hook_event_name":"Stop"})";

void callFor(HookCall &call, const DataFolder &data)
{
    call.arguments = {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()};
}

} // namespace

class HookSocket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fullQueueOfConnectionsLeavesTheEventInTheSpool();
    void staleSocketLeavesTheEventInTheSpool();
    void socketFileOfAnotherUserGetsNothing();
    void listenerOfAnotherUserGetsNothing();
    void fileInThePlaceOfTheSocketIsNoSocket();
    void longDataFolderIsFoundThroughTheEndpointFile();
    void socketNamedInsideAnotherObjectIsNotTaken();
};

void HookSocket::fullQueueOfConnectionsLeavesTheEventInTheSpool()
{
    const DataFolder data;
    SilentListener app(data.socket());
    app.fillQueue();
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
    QCOMPARE(app.takeArrived().bytes, QByteArray());
}

void HookSocket::staleSocketLeavesTheEventInTheSpool()
{
    const DataFolder data;
    {
        const SilentListener gone(data.socket());
        QVERIFY(gone.isListening());
    }
    QVERIFY(QFile::exists(data.socket()));
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookSocket::socketFileOfAnotherUserGetsNothing()
{
    if (geteuid() != 0)
        QSKIP("only root can give a file away");
    const DataFolder data;
    SilentListener app(data.socket());
    QCOMPARE(chown(QFile::encodeName(data.socket()).constData(), 65534, 65534), 0);
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(app.takeArrived().connections, 0);
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookSocket::listenerOfAnotherUserGetsNothing()
{
    if (geteuid() != 0)
        QSKIP("only root can listen as another user");
    const DataFolder data;
    const QByteArray folder = QFile::encodeName(data.aside(u""));
    const QByteArray inside = QFile::encodeName(data.path());
    QCOMPARE(chmod(folder.constData(), 0777), 0);
    QCOMPARE(chmod(inside.constData(), 0777), 0);
    QCOMPARE(seteuid(65534), 0);
    SilentListener app(data.socket());
    QCOMPARE(seteuid(0), 0);
    QVERIFY(app.isListening());
    QCOMPARE(chown(QFile::encodeName(data.socket()).constData(), 0, 0), 0);
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    const SilentListener::Arrived arrived = app.takeArrived();
    QCOMPARE(arrived.connections, 1);
    QCOMPARE(arrived.bytes, QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookSocket::fileInThePlaceOfTheSocketIsNoSocket()
{
    const DataFolder data;
    QFile file(data.socket());
    QVERIFY(file.open(QIODevice::WriteOnly));
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
    QCOMPARE(file.size(), 0);
}

void HookSocket::longDataFolderIsFoundThroughTheEndpointFile()
{
    const DataFolder data;
    const QString longFolder = data.path(QString(120, u'ä'));
    QVERIFY(QDir().mkpath(longFolder));
    const QString socket = data.aside(u"elsewhere.sock");
    FakeApp app(socket);
    QVERIFY(app.isListening());
    QFile endpoint(longFolder + u"/endpoint.json"_s);
    QVERIFY(endpoint.open(QIODevice::WriteOnly));
    endpoint.write(
        "{\"pid\": 1, \"other\": {\"socket\": \"/nowhere\"}, \"url\":\"x\\\"\",\n\"socket\" : \""
        + socket.toUtf8().replace("/", "\\/") + "\"}");
    endpoint.close();
    HookCall call;
    call.arguments = {u"--source"_s, u"cursor"_s, u"--data-dir"_s, longFolder};
    call.waitPatiently();
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 1);
    QVERIFY(!QFile::exists(longFolder + u"/spool"_s));
}

void HookSocket::socketNamedInsideAnotherObjectIsNotTaken()
{
    const DataFolder data;
    const QString socket = data.aside(u"elsewhere.sock");
    FakeApp app(socket);
    QFile endpoint(data.path(u"endpoint.json"));
    QVERIFY(endpoint.open(QIODevice::WriteOnly));
    endpoint.write("{\"other\": {\"socket\": \"" + socket.toUtf8() + "\"}}");
    endpoint.close();
    HookCall call;
    callFor(call, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 0);
    QCOMPARE(data.spooled().size(), 1);
}

QTEST_GUILESS_MAIN(HookSocket)
#include "tst_hooksocket.moc"
