// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// `dogwatchctl consumers` as a person runs it, with Dogwatch running and without.
class TestCtlConsumers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { (void)m_app.end(true); }
    void consumersAreMadeShownMovedAndDeleted_data();
    void consumersAreMadeShownMovedAndDeleted();
    void whatIsWrongIsSaid();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] CtlOutcome run(const QStringList &arguments) const
    {
        return ctl(folder(), QStringList{u"consumers"_s} + arguments);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

// With three events in its log, which a new consumer is not shown.
void TestCtlConsumers::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_app.start(folder(), {}, {}));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_app.send(u"run-0-%1"_s.arg(i)).first, 200);
}

void TestCtlConsumers::consumersAreMadeShownMovedAndDeleted_data()
{
    QTest::addColumn<bool>("up");
    QTest::newRow("with the app") << true;
    QTest::newRow("without the app") << false;
}

void TestCtlConsumers::consumersAreMadeShownMovedAndDeleted()
{
    QFETCH(const bool, up);
    if (!up)
        QCOMPARE(m_app.terminate(), 0);
    QCOMPARE(run({u"list"_s, u"--json"_s}).array(), QJsonArray());
    const QStringList log{u"--stream"_s, u"monitor/events"_s};
    const CtlOutcome made = run(QStringList{u"create"_s, u"new"_s, u"--json"_s} + log);
    QVERIFY2(made.code == 0, made.err.constData());
    QCOMPARE(made.object()[u"lag_events"].toInt(), 0);
    QCOMPARE(made.object()[u"streams"][0][u"path"].toString(), u"monitor/events"_s);
    QCOMPARE(run(QStringList{u"create"_s, u"all"_s, u"--from-start"_s} + log).code, 0);
    QCOMPARE(run(QStringList{u"create"_s, u"all"_s, u"--from-start"_s} + log).code, 0); // again
    const QJsonArray all = run({u"list"_s, u"--json"_s}).array();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0)[u"id"].toString(), u"all"_s);
    QCOMPARE(all.at(0)[u"lag_events"].toInt(), 3);
    const QByteArray table = run({}).out;
    QVERIFY2(table.contains("3 events") && table.contains("none"), table.constData());
    QCOMPARE(run({u"ack"_s, u"all"_s, u"monitor/events"_s, u"now"_s}).code, 0);
    const QJsonObject shown = run({u"show"_s, u"all"_s, u"--json"_s}).object();
    QCOMPARE(shown[u"lag_events"].toInt(), 0);
    QCOMPARE(run({u"delete"_s, u"all"_s}).code, 0);
    QCOMPARE(run({u"show"_s, u"all"_s}).code, 1);
    QCOMPARE(run({u"list"_s, u"--json"_s}).array().size(), 1);
}

void TestCtlConsumers::whatIsWrongIsSaid()
{
    QCOMPARE(run({u"create"_s, u"c"_s}).code, 2); // of nothing
    QCOMPARE(run({u"create"_s, u"a/b"_s, u"--stream"_s, u"s"_s}).code, 2);
    QCOMPARE(
        run({u"create"_s, u"c"_s, u"--pattern"_s, u"*"_s, u"--webhook"_s, u"http://10.0.0.1/"_s})
            .code,
        2);
    QCOMPARE(run({u"create"_s, u"c"_s, u"--stream"_s, u"s"_s, u"--lease"_s, u"long"_s}).code, 2);
    QCOMPARE(run({u"create"_s, u"c"_s, u"--stream"_s, u"s"_s}).code, 0);
    QCOMPARE(run({u"create"_s, u"c"_s, u"--stream"_s, u"other"_s}).code, 1);
    QCOMPARE(run({u"ack"_s, u"c"_s, u"s"_s, u"7"_s}).code, 2);
    QCOMPARE(run({u"ack"_s, u"c"_s, u"none"_s, u"now"_s}).code, 1);
    QCOMPARE(run({u"delete"_s, u"none"_s}).code, 1);
    QCOMPARE(run({u"hurry"_s}).code, 2);
    QCOMPARE(m_app.terminate(), 0);
    QVERIFY(QFile::rename(folder() + u"/dogwatch.db"_s, folder() + u"/away"_s));
    QCOMPARE(run({u"list"_s}).code, 4);
}

QTEST_GUILESS_MAIN(TestCtlConsumers)
#include "tst_ctlconsumers.moc"
