// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/notifier.h"
#include "core/clock.h"
#include "noticebus.h"
#include "platform/dbusnotices.h"
#include "runningwriter.h"
#include "store/attentionmarks.h"
#include "store/parcels.h"
#include "storefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

// A server whose answers, coming and going are the test's.
class HeldServer : public NoticeServer
{
    Q_OBJECT

public:
    using NoticeServer::NoticeServer;

    bool available = true;
    std::vector<qint64> tickets;
    std::vector<quint32> closed;
    std::function<void(qint64)> answer = [this](qint64 ticket) {
        Q_EMIT shown(ticket, static_cast<quint32>(tickets.size()));
    };

    [[nodiscard]] bool isAvailable() const override { return available; }
    void show(qint64 ticket, const NoticeContent &, quint32) override
    {
        tickets.push_back(ticket);
        answer(ticket);
    }
    void close(quint32 id) override { closed.push_back(id); }
    void set(bool isThere)
    {
        available = isThere;
        Q_EMIT availableChanged();
    }
};

} // namespace

// A server of notifications that goes at the worst moment, and what is said elsewhere of what it
// shows.
class TestNoticeServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aCallToNobodyIsRefused();
    void aServerThatGoesWithAnAnswerOwedMayHaveShownIt();
    void whatNobodyHeardOfIsShownByTheNextServer();
    void whatMayHaveBeenShownIsUnknown();
    void withoutAServerTheOtherWaysGoAlone();
    void whatIsSeenOrMutedElsewhereIsClosed();

private:
    void ask(const QString &session) const;
    [[nodiscard]] QStringList states() const
    {
        return m_store->rows(u"SELECT state, attempts FROM outbox ORDER BY id"_s);
    }

    const SystemClock m_clock{};
    std::unique_ptr<RunningWriter> m_store;
    std::unique_ptr<HeldServer> m_server;
    std::unique_ptr<Notifier> m_notifier;
};

void TestNoticeServers::init()
{
    m_store = std::make_unique<RunningWriter>();
    m_server = std::make_unique<HeldServer>();
    m_notifier = std::make_unique<Notifier>(*m_store->writer, m_clock);
    m_notifier->addServer(m_server.get());
}

void TestNoticeServers::cleanup()
{
    m_notifier.reset();
    m_server.reset();
    m_store.reset();
}

void TestNoticeServers::ask(const QString &session) const
{
    const qint64 before = m_store->writer->figures().eventsStored;
    std::vector<WriteRequest> one;
    // As if the last moments had passed in which it might be answered at once.
    one.push_back(request(session,
                          payload(session, u"PermissionRequest"_s, {{u"tool_name"_s, u"Bash"_s}}),
                          m_clock.nowMs() - 5000));
    QVERIFY(m_store->writer->enqueue(one));
    QVERIFY(QTest::qWaitFor([&] { return m_store->writer->figures().eventsStored == before + 1; },
                            kPatienceMs));
}

void TestNoticeServers::aCallToNobodyIsRefused()
{
    const PrivateBus bus;
    if (!bus.isThere())
        QSKIP("dbus-daemon is not there");
    NoticeDesk desk(bus.connection(u"desk"_s));
    QVERIFY(desk.open());
    DBusNotices server(bus.connection(u"us"_s));
    QTRY_VERIFY_WITH_TIMEOUT(server.isAvailable(), kPatienceMs);
    QSignalSpy refused(&server, &NoticeServer::refused);
    QSignalSpy failed(&server, &NoticeServer::failed);
    desk.leave();
    QVERIFY(server.isAvailable()); // it was not told yet
    server.show(7, {u"title"_s, u"body"_s, false, {}}, 0);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, kPatienceMs);
    QCOMPARE(refused.first().first().toLongLong(), 7);
    QVERIFY(!server.isAvailable());
    QVERIFY(failed.isEmpty());
    QVERIFY(desk.told.empty());
    QVERIFY(desk.open());
    QTRY_VERIFY_WITH_TIMEOUT(server.isAvailable(), kPatienceMs);
}

void TestNoticeServers::aServerThatGoesWithAnAnswerOwedMayHaveShownIt()
{
    const PrivateBus bus;
    if (!bus.isThere())
        QSKIP("dbus-daemon is not there");
    auto desk = std::make_unique<NoticeDesk>(bus.connection(u"desk that goes"_s));
    desk->answers = false;
    QVERIFY(desk->open());
    DBusNotices server(bus.connection(u"us then"_s));
    QTRY_VERIFY_WITH_TIMEOUT(server.isAvailable(), kPatienceMs);
    QSignalSpy failed(&server, &NoticeServer::failed);
    server.show(7, {u"title"_s, u"body"_s, false, {}}, 0);
    QTRY_COMPARE_WITH_TIMEOUT(desk->told.size(), std::size_t(1), kPatienceMs);
    desk.reset();
    QDBusConnection::disconnectFromBus(u"desk that goes"_s);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
    QCOMPARE(failed.first().at(2).toBool(), true);
}

void TestNoticeServers::whatNobodyHeardOfIsShownByTheNextServer()
{
    // It goes between the claim and the call, and says so as the bus does.
    m_server->answer = [this](qint64 ticket) {
        m_server->set(false);
        Q_EMIT m_server->refused(ticket);
    };
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->tickets.size(), std::size_t(1), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"pending|0"_s}, kPatienceMs);
    m_server->answer = [this](qint64 ticket) { Q_EMIT m_server->shown(ticket, 1); };
    m_server->set(true);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done|1"_s}, kPatienceMs);
    QCOMPARE(m_server->tickets.size(), std::size_t(2));
}

void TestNoticeServers::whatMayHaveBeenShownIsUnknown()
{
    m_server->answer = [this](qint64 ticket) {
        Q_EMIT m_server->failed(ticket, u"no answer"_s, ticket % 2 == 1);
    };
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"unknown|1"_s}, kPatienceMs);
    ask(u"t"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"unknown|1"_s, u"failed|1"_s}), kPatienceMs);
    m_server->set(false);
    m_server->set(true);
    ask(u"u"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->tickets.size(), std::size_t(3), kPatienceMs);
    QCOMPARE(states().mid(0, 2), (QStringList{u"unknown|1"_s, u"failed|1"_s}));
}

void TestNoticeServers::withoutAServerTheOtherWaysGoAlone()
{
    m_server->available = false;
    m_notifier->setRules({}, {{kWebhookTarget, u"https://example.org/"_s}});
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done|1"_s, u"pending|0"_s}), kPatienceMs);
    QVERIFY(m_server->tickets.empty());
    // The next one is told by the webhook too, and the server goes only then: it is told, once.
    m_server->answer = [this](qint64 ticket) {
        m_server->set(false);
        Q_EMIT m_server->refused(ticket);
    };
    m_server->set(true);
    ask(u"t"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        states(), (QStringList{u"done|1"_s, u"pending|0"_s, u"done|1"_s, u"pending|0"_s}),
        kPatienceMs);
}

void TestNoticeServers::whatIsSeenOrMutedElsewhereIsClosed()
{
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done|1"_s}, kPatienceMs);
    ask(u"t"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done|1"_s, u"done|1"_s}), kPatienceMs);
    const qint64 nowMs = m_clock.nowMs();
    QVERIFY(m_store
                ->transact([nowMs](Database &db, EventLog &, Projector &) {
                    return acknowledgeSession(db, SessionRef{1}, nowMs);
                })
                .ok());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->closed, std::vector<quint32>{1}, kPatienceMs);
    QVERIFY(m_store
                ->transact([nowMs](Database &db, EventLog &, Projector &) {
                    return muteSession(db, SessionRef{2}, true, nowMs);
                })
                .ok());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->closed, (std::vector<quint32>{1, 2}), kPatienceMs);
}

QTEST_GUILESS_MAIN(TestNoticeServers)
#include "tst_noticeservers.moc"
