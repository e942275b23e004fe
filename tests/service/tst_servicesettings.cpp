// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/service.h"
#include "store/settingsstore.h"

#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr quint16 kFirstPort = 20'000; // below those that the system gives away by itself
constexpr quint16 kLastPort = 30'000;

// A port that nobody listens on.
quint16 freePort()
{
    const auto first = static_cast<quint16>(
        kFirstPort + QCoreApplication::applicationPid() % (kLastPort - kFirstPort));
    for (quint16 port = first; port < kLastPort; ++port) {
        QTcpServer server;
        if (server.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}

} // namespace

// What settings mean to the running program.
class TestServiceSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void thePortIsTheOneThatIsSet();
    void aPortThatIsTakenIsNoReasonNotToStart();
    void aNewTokenIsTold();
    void theDemoIsNotStartedAtLogin();

private:
    [[nodiscard]] static bool start(Service &service)
    {
        QSignalSpy ready(&service, &Service::ready);
        service.start();
        return ready.wait(kPatienceMs);
    }

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<DataFolder> m_folder;
};

void TestServiceSettings::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", m_temporary->filePath(u"config"_s).toUtf8());
    m_folder = std::make_unique<DataFolder>(m_temporary->filePath(u"data"_s));
    QVERIFY(m_folder->prepare());
}

void TestServiceSettings::thePortIsTheOneThatIsSet()
{
    const quint16 port = freePort();
    QVERIFY(port != 0);
    QVERIFY(storeSetting(*m_folder, u"network.port"_s, QString::number(port)));
    Service service(*m_folder, {});
    QVERIFY(start(service));
    QCOMPARE(service.port(), port);
    service.stop();
}

void TestServiceSettings::aPortThatIsTakenIsNoReasonNotToStart()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost, freePort()));
    QVERIFY(storeSetting(*m_folder, u"network.port"_s, QString::number(other.serverPort())));
    Service service(*m_folder, {});
    QVERIFY(start(service));
    QVERIFY(service.port() != 0 && service.port() != other.serverPort());
    service.stop();
}

void TestServiceSettings::aNewTokenIsTold()
{
    Service service(*m_folder, {0, false, {}});
    QVERIFY(start(service));
    const QByteArray before = service.token();
    QVERIFY(service.renewToken());
    QVERIFY(!service.token().isEmpty() && service.token() != before);
    QFile file(m_folder->endpoint());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(file.readAll())[u"token"].toString().toLatin1(),
             service.token());
    service.stop();
}

void TestServiceSettings::theDemoIsNotStartedAtLogin()
{
    Service demo(*m_folder, {0, false, {}, true});
    const Result<void> set = demo.setSetting(kStartAtLogin.toString(), u"on"_s);
    QVERIFY(!set && set.error().code == ErrorCode::InvalidInput);
    QVERIFY(demo.setSetting(u"window.density"_s, u"compact"_s));
}

QTEST_GUILESS_MAIN(TestServiceSettings)
#include "tst_servicesettings.moc"
