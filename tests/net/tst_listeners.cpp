// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "net/listeners.h"
#include "testclient.h"
#include "testserver.h"

#include <QFileInfo>
#include <QTest>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// Leaves room for that many more open files, for as long as it lives.
class FileLimit
{
public:
    explicit FileLimit(rlim_t spare)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = ::dup(0); // the lowest number that is free
        ::close(next);
        const rlimit low{static_cast<rlim_t>(next) + spare, m_before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &low);
    }
    ~FileLimit() { restore(); }
    Q_DISABLE_COPY_MOVE(FileLimit)
    void restore() const { ::setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TestListeners : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theListenerIsOnLoopbackAlone();
    void aTakenPortIsReportedAsBusy();
    void theSocketFileIsOursAlone();
    void aStaleSocketFileIsReplaced();
    void aSocketThatSomebodyAnswersIsLeftAlone();
    void aFileThatIsNoSocketIsLeftAlone();
    void nothingIsAcceptedNearTheOpenFileLimit();
    void aListenerThatWentAwayComesBack();
    void anotherUsersProcessIsTurnedAway();
    void theCapFollowsTheOpenFileLimit();
};

void TestListeners::theListenerIsOnLoopbackAlone()
{
    TcpListener listener([](qintptr) {});
    QVERIFY(listener.listenOn(0).ok());
    QCOMPARE(listener.serverAddress(), QHostAddress(QHostAddress::LocalHost));
}

void TestListeners::aTakenPortIsReportedAsBusy()
{
    TcpListener first([](qintptr) {});
    QVERIFY(first.listenOn(0).ok());
    TcpListener second([](qintptr) {});
    const Result<void> result = second.listenOn(first.serverPort());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Busy);
}

void TestListeners::theSocketFileIsOursAlone()
{
    TestServer server;
    const QFileInfo file(server.localPath());
    QCOMPARE(file.permissions() & 0x7fff & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(TestClient::local(server.localPath()).isConnected());
}

void TestListeners::aStaleSocketFileIsReplaced()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s"_s);
    const pid_t child = ::fork();
    if (child == 0) {
        LocalListener killed([](qintptr) {});
        ::_exit(killed.listenAt(path).ok() ? 0 : 1); // nothing is tidied up
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    QCOMPARE(status, 0);
    QVERIFY(QFileInfo::exists(path));
    QVERIFY(!TestClient::local(path).isConnected());

    LocalListener listener([](qintptr) {});
    QVERIFY(listener.listenAt(path).ok());
    QVERIFY(TestClient::local(path).isConnected());
}

void TestListeners::aSocketThatSomebodyAnswersIsLeftAlone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s"_s);
    LocalListener first([](qintptr) {});
    QVERIFY(first.listenAt(path).ok());
    {
        LocalListener second([](qintptr) {});
        const Result<void> result = second.listenAt(path);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::Busy);
    }
    QVERIFY(TestClient::local(path).isConnected());
}

void TestListeners::aFileThatIsNoSocketIsLeftAlone()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"s"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("precious");
    file.close();
    LocalListener listener([](qintptr) {});
    const Result<void> result = listener.listenAt(file.fileName());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Conflict);
    QVERIFY(file.open(QFile::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("precious"));
}

void TestListeners::nothingIsAcceptedNearTheOpenFileLimit()
{
    TestServer server;
    const FileLimit limit(10);
    TestClient client = TestClient::tcp(server.port());
    client.send(server.post("{}"));
    QCOMPARE(client.receive().status, 0); // it is let go
    QCOMPARE(server.counters().accepted, 0);
    limit.restore();
    server.advance(0);
    TestClient next = TestClient::tcp(server.port());
    next.send(server.post("in"));
    QCOMPARE(next.receive().body, QByteArray("in"));
}

void TestListeners::aListenerThatWentAwayComesBack()
{
    TestServer server;
    {
        // The client has its descriptor; there is none left for the server's side of it.
        TestClient client = TestClient::unconnected();
        const FileLimit limit(0);
        client.connectTo(server.localPath());
        server.advance(0);
        QVERIFY(client.isClosedByPeer()); // with the listener it waited at
    }
    server.advance(0);
    TestClient client = TestClient::local(server.localPath());
    client.send(server.post("back"));
    QCOMPARE(client.receive().body, QByteArray("back"));
}

void TestListeners::anotherUsersProcessIsTurnedAway()
{
    if (::geteuid() != 0) {
        QSKIP("only root can become somebody else");
    }
    int own[2];
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, own), 0);
    QVERIFY(isOwnPeer(own[0]));
    ::close(own[0]);
    ::close(own[1]);

    TestServer server;
    QFile::setPermissions(server.localPath(), QFile::Permissions(0x7777));
    QFile::setPermissions(QFileInfo(server.localPath()).path(), QFile::Permissions(0x7777));
    const pid_t child = ::fork();
    if (child == 0) {
        if (::setgid(65534) != 0 || ::setuid(65534) != 0) {
            ::_exit(2);
        }
        TestClient client = TestClient::local(server.localPath());
        client.send("GET /api/status HTTP/1.1\r\n\r\n");
        ::_exit(client.isConnected() && client.receive().status == 0 ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    QCOMPARE(status, 0);
    QCOMPARE(server.counters().turnedAway, 1);
    QCOMPARE(server.handler.handled(), 0);
}

void TestListeners::theCapFollowsTheOpenFileLimit()
{
    const int status = [] {
        const pid_t child = ::fork();
        if (child == 0) {
            // The soft limit is raised to the hard one, and 128 are left for the rest.
            const rlimit low{64, 300};
            ::setrlimit(RLIMIT_NOFILE, &low);
            const bool low300 = ConnectionCap::fromSystem().total == 300 - 128;
            const rlimit tiny{64, 100};
            ::setrlimit(RLIMIT_NOFILE, &tiny);
            const bool tiny16 = ConnectionCap::fromSystem().total == 16;
            ::_exit(low300 && tiny16 ? 0 : 1);
        }
        int waited = -1;
        ::waitpid(child, &waited, 0);
        return waited;
    }();
    QCOMPARE(status, 0);
    QVERIFY(ConnectionCap::fromSystem().total <= 1024);
}

QTEST_GUILESS_MAIN(TestListeners)
#include "tst_listeners.moc"
