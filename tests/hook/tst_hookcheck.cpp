// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the hook client says when a person asks it: --check, --help, --version.

#include "fakeapp.h"
#include "hookcall.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

CallResult check(const DataFolder &data)
{
    HookCall call;
    call.arguments = {u"--check"_s, u"--data-dir"_s, data.path()};
    return call.run({});
}

} // namespace

class HookCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runningApplicationIsExitCode0();
    void missingApplicationIsExitCode3AndNothingIsMade();
    void staleSocketIsExitCode3();
    void trouble_data();
    void trouble();
    void unusableSpoolIsExitCode1();
    void waitingEventsAreCounted();
    void wrongUsageIsExitCode2();
    void closedOutputIsExitCode1();
    void helpAndVersionAreExitCode0();
    void programNeedsNoLibraryButTheCLibrary();
};

void HookCheck::runningApplicationIsExitCode0()
{
    const DataFolder data;
    FakeApp app(data.socket());
    const CallResult result = check(data);
    QCOMPARE(result.exitCode, 0);
    QVERIFY(result.output.contains(QFile::encodeName(data.socket())));
    QVERIFY(result.output.contains("answers and takes events"));
    QCOMPARE(result.errors, QByteArray());
    // Asked only whether it is ready; no event was made.
    QCOMPARE(app.requests().size(), 1);
    QCOMPARE(app.requests().first().line, "GET /api/ready HTTP/1.1");
}

void HookCheck::missingApplicationIsExitCode3AndNothingIsMade()
{
    const DataFolder data;
    const CallResult result = check(data);
    QCOMPARE(result.exitCode, 3);
    QVERIFY(result.output.contains("does not run"));
    QVERIFY(QDir(data.path()).isEmpty());
}

void HookCheck::staleSocketIsExitCode3()
{
    const DataFolder data;
    {
        const SilentListener gone(data.socket());
    }
    QCOMPARE(check(data).exitCode, 3);
}

void HookCheck::trouble_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("store not ready") << 503 << "not ready"_ba;
    QTest::newRow("not ours") << 404 << "not as Dogwatch would"_ba;
    QTest::newRow("hangs") << 0 << "hangs"_ba;
}

void HookCheck::trouble()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, words);
    const DataFolder data;
    FakeApp app(data.socket());
    app.setStatus(status);
    if (status == 0)
        app.onRequest = [](QLocalSocket *) {};
    const CallResult result = check(data);
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.contains(words));
}

void HookCheck::unusableSpoolIsExitCode1()
{
    const DataFolder data;
    FakeApp app(data.socket());
    QFile file(data.path(u"spool"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const CallResult result = check(data);
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.contains("events are lost"));
}

void HookCheck::waitingEventsAreCounted()
{
    const DataFolder data;
    HookCall call;
    call.arguments = {u"--data-dir"_s, data.path()};
    QCOMPARE(call.run("{}").complaint(), QByteArray());
    const CallResult result = check(data);
    QCOMPARE(result.exitCode, 3);
    QVERIFY(result.output.contains("1 event waits"));
}

void HookCheck::wrongUsageIsExitCode2()
{
    HookCall call;
    call.arguments = {u"--check"_s, u"--bogus"_s};
    const CallResult result = call.run({});
    QCOMPARE(result.exitCode, 2);
    QVERIFY(result.errors.contains("--bogus"));
    QCOMPARE(result.output, QByteArray());
}

void HookCheck::closedOutputIsExitCode1()
{
    HookCall call;
    call.program = u"/bin/sh"_s;
    call.arguments = {u"-c"_s, QString(hookProgram() + u" --help >/dev/full"_s)};
    QCOMPARE(call.run({}).exitCode, 1);
}

void HookCheck::helpAndVersionAreExitCode0()
{
    for (const QString &option : {u"--help"_s, u"--version"_s}) {
        HookCall call;
        call.arguments = {u"--source"_s, u"codex"_s, option};
        const CallResult result = call.run({});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.output.contains("dogwatch-hook"));
        QCOMPARE(result.errors, QByteArray());
    }
}

void HookCheck::programNeedsNoLibraryButTheCLibrary()
{
#ifndef DOGWATCH_HOOK_IS_PLAIN
    QSKIP("a sanitizer brings libraries of its own");
#endif
    const QString readelf = QStandardPaths::findExecutable(u"readelf"_s);
    if (readelf.isEmpty())
        QSKIP("readelf is not installed");
    HookCall call;
    call.program = readelf;
    call.arguments = {u"-dW"_s, hookProgram()};
    const CallResult result = call.run({});
    QCOMPARE(result.exitCode, 0);
    for (const QByteArray &line : result.output.split('\n'))
        QVERIFY2(!line.contains("NEEDED") || line.contains("[libc.so"), line.constData());
}

QTEST_GUILESS_MAIN(HookCheck)
#include "tst_hookcheck.moc"
