// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"
#include "store/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// The outbox by the command line, and what a person says about what waits, by the API. No session
// bus is there, so that nothing is shown and all of it stays pending.
class TestCtlOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { (void)m_app.end(true); }
    void aRowIsListedAndDiscarded_data() { appUpOrDown(); }
    void aRowIsListedAndDiscarded();
    void aRowThatCanNotBeSentAgainIsRefused_data() { appUpOrDown(); }
    void aRowThatCanNotBeSentAgainIsRefused();
    void misuseIsSaid();
    void anItemIsAcknowledgedOrSnoozedAndASessionMuted();

private:
    static void appUpOrDown();
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    void endUnless(bool up);
    [[nodiscard]] QJsonObject row() const;
    [[nodiscard]] int post(const QByteArray &path) const { return m_app.ask("POST", path).status; }

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlOutbox::init()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_app.start(folder(), {}, {}));
    const auto answer = m_app.ask(
        "POST", "/api/hooks/claude-code",
        R"({"session_id":"s","hook_event_name":"PermissionRequest","cwd":"/w","tool_name":"Bash"})");
    QCOMPARE(answer.status, 200);
}

void TestCtlOutbox::appUpOrDown()
{
    QTest::addColumn<bool>("up");
    QTest::newRow("with the app") << true;
    QTest::newRow("without the app") << false;
}

void TestCtlOutbox::endUnless(bool up)
{
    if (!up)
        QCOMPARE(m_app.terminate(), 0);
}

QJsonObject TestCtlOutbox::row() const
{
    const CtlOutcome list = ctl(folder(), {u"outbox"_s, u"list"_s, u"--json"_s});
    return QJsonDocument::fromJson(list.out).array().at(0).toObject();
}

void TestCtlOutbox::aRowIsListedAndDiscarded()
{
    QFETCH(bool, up);
    endUnless(up);
    QCOMPARE(row().value(u"state").toString(), u"pending");
    QCOMPARE(row().value(u"target").toString(), u"notification");
    QCOMPARE(row().value(u"error"), QJsonValue());
    QVERIFY(ctl(folder(), {u"outbox"_s}).out.contains("pending"));
    QCOMPARE(ctl(folder(), {u"outbox"_s, u"discard"_s, u"1"_s}).code, 0);
    QCOMPARE(row().value(u"state").toString(), u"withdrawn");
    QCOMPARE(ctl(folder(), {u"outbox"_s, u"discard"_s, u"1"_s}).code, 1);
    QCOMPARE(ctl(folder(), {u"outbox"_s, u"discard"_s, u"2"_s}).code, 1);
}

void TestCtlOutbox::aRowThatCanNotBeSentAgainIsRefused()
{
    QFETCH(bool, up);
    endUnless(up);
    const CtlOutcome retry = ctl(folder(), {u"outbox"_s, u"retry"_s, u"1"_s});
    QCOMPARE(retry.code, 1);
    QVERIFY2(retry.err.contains("pending"), retry.err.constData());
}

void TestCtlOutbox::misuseIsSaid()
{
    for (const QStringList &wrong :
         {QStringList{u"outbox"_s, u"send"_s, u"1"_s}, QStringList{u"outbox"_s, u"retry"_s},
          QStringList{u"outbox"_s, u"discard"_s, u"x"_s}})
        QCOMPARE(ctl(folder(), wrong).code, 2);
}

void TestCtlOutbox::anItemIsAcknowledgedOrSnoozedAndASessionMuted()
{
    const QByteArray item =
        "/api/attention/" + row().value(u"cause").toString().toUtf8().toPercentEncoding();
    QCOMPARE(post(item + "/snooze?minutes=0"), 400);
    QCOMPARE(post(item + "/snooze?minutes=30"), 200);
    QCOMPARE(row().value(u"state").toString(), u"pending");
    QCOMPARE(post(item + "/acknowledge"), 200);
    QCOMPARE(row().value(u"state").toString(), u"withdrawn");
    QCOMPARE(post("/api/attention/nobody/acknowledge"), 404);
    QCOMPARE(post("/api/sessions/s/mute"), 200);
    QCOMPARE(post("/api/sessions/s/unmute?source=claude-code"), 200);
    QCOMPARE(post("/api/sessions/s/mute?source=invented"), 400);
    QCOMPARE(post("/api/sessions/nobody/mute"), 404);
    QCOMPARE(post("/api/outbox/x/retry"), 400);
    QCOMPARE(m_app.ask("GET", item + "/acknowledge").status, 405);
}

QTEST_GUILESS_MAIN(TestCtlOutbox)
#include "tst_ctloutbox.moc"
