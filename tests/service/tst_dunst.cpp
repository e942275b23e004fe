// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "noticebus.h"
#include "platform/dbusnotices.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

} // namespace

// A notification server that people use, on a bus and a display of the test's own.
class TestDunst : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatIsShownIsThereAndWhatIsClosedIsGone();
    void anActionComesBackWithItsId();
    void markupIsShownAsItCame();
    void aServerThatEndsTakesAllWithIt();

private:
    [[nodiscard]] QString tell(const QStringList &arguments) const;
    [[nodiscard]] quint32 show(const NoticeContent &content);

    const PrivateBus m_bus;
    QTemporaryFile m_settings;
    QProcess m_dunst;
    std::unique_ptr<DBusNotices> m_server;
    qint64 m_ticket = 0;
};

void TestDunst::initTestCase()
{
    if (!m_bus.isThere() || QStandardPaths::findExecutable(u"dunst"_s).isEmpty()
        || QStandardPaths::findExecutable(u"dunstctl"_s).isEmpty())
        QSKIP("dbus-daemon or dunst is not there");
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        QSKIP("there is no display");
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.address().toUtf8());
    QVERIFY(m_settings.open() && m_settings.write("[global]\nmarkup = full\n") > 0
            && m_settings.flush());
    m_server = std::make_unique<DBusNotices>(m_bus.connection(u"us"_s));
    m_dunst.start(u"dunst"_s, {u"-conf"_s, m_settings.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isAvailable(), kPatienceMs);
}

void TestDunst::cleanupTestCase()
{
    m_server.reset();
    m_dunst.kill();
    m_dunst.waitForFinished();
}

QString TestDunst::tell(const QStringList &arguments) const
{
    QProcess dunstctl;
    dunstctl.start(u"dunstctl"_s, arguments);
    dunstctl.waitForFinished(kPatienceMs);
    return QString::fromUtf8(dunstctl.readAllStandardOutput()).trimmed();
}

quint32 TestDunst::show(const NoticeContent &content)
{
    QSignalSpy shown(m_server.get(), &NoticeServer::shown);
    m_server->show(++m_ticket, content, 0);
    if (!QTest::qWaitFor([&shown] { return !shown.isEmpty(); }, kPatienceMs)
        || shown.first().first().toLongLong() != m_ticket)
        return 0;
    return shown.first().at(1).toUInt();
}

void TestDunst::whatIsShownIsThereAndWhatIsClosedIsGone()
{
    QSignalSpy closed(m_server.get(), &NoticeServer::closed);
    const quint32 one = show({u"one"_s, u"body"_s, true, {}});
    const quint32 two = show({u"two"_s, u"body"_s, true, {}});
    QVERIFY(one != 0 && two != 0 && one != two);
    QTRY_COMPARE_WITH_TIMEOUT(tell({u"count"_s, u"displayed"_s}), u"2"_s, kPatienceMs);
    m_server->close(one);
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, kPatienceMs);
    QCOMPARE(closed.first().first().toUInt(), one);
    m_server->close(two);
    QTRY_COMPARE_WITH_TIMEOUT(tell({u"count"_s, u"displayed"_s}), u"0"_s, kPatienceMs);
}

void TestDunst::anActionComesBackWithItsId()
{
    QSignalSpy invoked(m_server.get(), &NoticeServer::actionInvoked);
    const quint32 id = show({u"asks"_s, u"body"_s, true, {}});
    QTRY_COMPARE_WITH_TIMEOUT(tell({u"count"_s, u"displayed"_s}), u"1"_s, kPatienceMs);
    (void)tell({u"action"_s, u"0"_s}); // the default of the newest
    QTRY_COMPARE_WITH_TIMEOUT(invoked.size(), 1, kPatienceMs);
    QCOMPARE(invoked.first().at(0).toUInt(), id);
    QCOMPARE(invoked.first().at(1).toString(), u"open");
}

void TestDunst::markupIsShownAsItCame()
{
    const quint32 id = show({u"<b>title</b>"_s, u"git push <b>--force</b> & rm"_s, false, {}});
    QVERIFY(id != 0);
    m_server->close(id);
    QTRY_VERIFY_WITH_TIMEOUT(tell({u"history"_s}).contains(u"&lt;b&gt;--force&lt;/b&gt; &amp;"_s),
                             kPatienceMs);
}

void TestDunst::aServerThatEndsTakesAllWithIt()
{
    QSignalSpy lost(m_server.get(), &NoticeServer::lost);
    m_dunst.kill();
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, kPatienceMs);
    QVERIFY(!m_server->isAvailable());
    QTRY_COMPARE_WITH_TIMEOUT(m_dunst.state(), QProcess::NotRunning, kPatienceMs);
    m_dunst.start(u"dunst"_s, {u"-conf"_s, m_settings.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isAvailable(), kPatienceMs);
}

QTEST_GUILESS_MAIN(TestDunst)
#include "tst_dunst.moc"
