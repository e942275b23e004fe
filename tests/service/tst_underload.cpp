// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "net/testclient.h"
#include "store/storefixture.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// A file as the hook client leaves it: a temporary name first, then its own.
void spool(const QString &folder, int n)
{
    const QByteArray id =
        "0190b5c6-0000-7000-8000-" + QByteArray::number(n).rightJustified(12, '0');
    const QByteArray text = R"({"event_id":")" + id
        + R"(","source":"claude-code","observed_at":1700000000000,"payload":{"session_id":"spooled",)"
        + R"("cwd":"/home/dev/project","hook_event_name":"UserPromptSubmit","prompt":"more"}})";
    const QString name = u"%1-%2.%3.json"_s.arg(1700000000000000000 + n, 20, 10, QChar(u'0'))
                             .arg(QString::fromLatin1(id))
                             .arg(text.size());
    QFile file(folder + u"/spool/."_s + name + u".tmp"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(file.write(text), text.size());
    file.close();
    QVERIFY(file.rename(folder + u"/spool/"_s + name));
}

} // namespace

// Hooks, readers, spool files and the end, all at once: nothing is lost, and the threads of the
// program keep to themselves.
class TestUnderLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingAtOnceAndNothingLost();
};

void TestUnderLoad::everythingAtOnceAndNothingLost()
{
    constexpr int kSpooled = 100;
    constexpr int kRounds = 30;
    QTemporaryDir temporary;
    const QString folder = temporary.filePath(u"data"_s);
    Headless program;
    QVERIFY(program.start(folder, u"load"_s, {}));

    QFile endpoint(folder + u"/endpoint.json"_s);
    QVERIFY(endpoint.open(QIODevice::ReadOnly));
    const QJsonObject where = QJsonDocument::fromJson(endpoint.readAll()).object();
    const auto port = static_cast<quint16>(QUrl(where.value(u"url").toString()).port());
    const QByteArray head = " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port)
        + "\r\nAuthorization: Bearer " + where.value(u"token").toString().toUtf8() + "\r\n\r\n";
    TestClient reader = TestClient::tcp(port);
    const auto read = [&](const QByteArray &path) {
        return reader.send("GET " + path + head) ? reader.receive().status : 0;
    };
    QTRY_COMPARE(read("/api/sessions/load-0"), 200);
    for (int round = 0; round < kRounds; ++round) {
        for (int i = round * kSpooled / kRounds; i < (round + 1) * kSpooled / kRounds; ++i)
            spool(folder, i);
        for (const char *path :
             {"/api/status", "/api/sessions", "/api/attention", "/metrics",
              "/api/sessions/load-0/events", "/api/sessions/load-0/tool_calls"}) {
            QVERIFY(reader.send("GET " + QByteArray(path) + head));
            const int status = reader.receive().status;
            QVERIFY2(status == 200 || status == 404, path);
        }
    }
    // The spool is taken in before the end, and so is seen to be empty.
    QTRY_VERIFY_WITH_TIMEOUT(
        QDir(folder + u"/spool"_s).entryList(QDir::Files | QDir::Hidden).isEmpty(), 30'000);
    QCOMPARE(program.terminate(), 0);
    const History history = program.end(false);

    auto opened = Database::open(folder + u"/dogwatch.db"_s, Database::Mode::ReadOnly);
    QVERIFY(opened.ok());
    const QStringList ids = rowsOf(**opened, u"SELECT event_id FROM event WHERE origin = 'hook'"_s);
    const QSet<QString> stored(ids.cbegin(), ids.cend());
    QCOMPARE(stored.size(), ids.size());
    QVERIFY(!history.acknowledged.isEmpty());
    for (auto it = history.acknowledged.cbegin(); it != history.acknowledged.cend(); ++it)
        QVERIFY2(stored.contains(it.key()), qPrintable(it.key()));
    QCOMPARE(history.refused, QStringList());
    QCOMPARE(numberOf(**opened, u"SELECT count(*) FROM event WHERE origin = 'spool'"_s), kSpooled);
    QCOMPARE(numberOf(**opened, u"SELECT count(*) FROM dead_letter"_s), 0);
}

QTEST_GUILESS_MAIN(TestUnderLoad)
#include "tst_underload.moc"
