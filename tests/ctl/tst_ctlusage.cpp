// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ctlcall.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Wrong usage: exit code 2, one sentence on stderr, nothing on stdout, nothing done.
class TestCtlUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotUnderstoodIsSaidAndNothingIsDone_data();
    void whatIsNotUnderstoodIsSaidAndNothingIsDone();
    void helpNamesEachCommand();
    void helpOnACommandNamesItsOptionsAlone();
    void itTellsItsVersion();
};

void TestCtlUsage::whatIsNotUnderstoodIsSaidAndNothingIsDone_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList();
    const char *lines[] = {"burn",
                           "sessions --burn",
                           "sessions more",
                           "sessions --limit x",
                           "sessions --limit 0",
                           "sessions --limit -1",
                           "events --limit 10001",
                           "events --after -1",
                           "events --after x",
                           "session",
                           "session a b",
                           "session a --source nobody",
                           "status --limit 3",
                           "usage --by colour",
                           "dead-letters burn",
                           "dead-letters show",
                           "dead-letters show x",
                           "hooks",
                           "hooks burn",
                           "hooks install --agent nobody",
                           "token",
                           "token burn",
                           "replay",
                           "replay a --speed x",
                           "replay a --source nobody",
                           "prices burn"};
    for (const char *line : lines)
        QTest::newRow(line) << QString::fromLatin1(line).split(u' ');
}

void TestCtlUsage::whatIsNotUnderstoodIsSaidAndNothingIsDone()
{
    QFETCH(QStringList, arguments);
    const QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    const CtlOutcome outcome = ctl(data, arguments);
    QVERIFY2(outcome.code == 2, qPrintable(QString::number(outcome.code)));
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY(outcome.err.startsWith("dogwatchctl: "));
    QCOMPARE(outcome.err.count('\n'), 1);
    QVERIFY(!QFileInfo::exists(data));
}

void TestCtlUsage::helpNamesEachCommand()
{
    const QTemporaryDir folder;
    const CtlOutcome help = ctl(folder.filePath(u"data"_s), {u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const char *command :
         {"status", "sessions", "session ID", "events", "tool-calls", "attention", "usage",
          "import", "hooks", "dead-letters", "backup", "verify", "rebuild", "replay", "doctor",
          "token", "prices", "--data-dir", "--json"})
        QVERIFY2(help.out.contains(command), command);
}

void TestCtlUsage::helpOnACommandNamesItsOptionsAlone()
{
    const QTemporaryDir folder;
    const CtlOutcome help = ctl(folder.filePath(u"data"_s), {u"search"_s, u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const char *part : {"search QUERY", "--limit N", "--before CURSOR", "--json"})
        QVERIFY2(help.out.contains(part), part);
    for (const char *part : {"--schedule", "doctor"})
        QVERIFY2(!help.out.contains(part), part);
}

void TestCtlUsage::itTellsItsVersion()
{
    const QTemporaryDir folder;
    const CtlOutcome version = ctl(folder.filePath(u"data"_s), {u"--version"_s});
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.startsWith("dogwatchctl "));
}

QTEST_GUILESS_MAIN(TestCtlUsage)

#include "tst_ctlusage.moc"
