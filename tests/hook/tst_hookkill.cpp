// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hook client killed at each of its steps: an event is there whole, or it is not there. Nothing
// that the application would take in is ever half.

#include "fakeapp.h"
#include "hookcall.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

const QByteArray kPayload = "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\",\"text\":\""
    + QByteArray(9000, 'x') + "\"}";

void callFor(HookCall &call, const DataFolder &data)
{
    call.arguments = {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()};
}

struct SystemCall
{
    QString name;
    int nth = 0; // of its name, from 1
};

// The system calls of one whole run, in order, up to the first that can't be told apart by strace.
QList<SystemCall> listSystemCalls(HookCall &call, const QString &traceFile)
{
    call.arguments.prepend(call.program);
    call.arguments = QStringList{u"-o"_s, traceFile} + call.arguments;
    call.program = u"strace"_s;
    if (const QByteArray complaint = call.run(kPayload).complaint(); !complaint.isEmpty())
        return {};
    QFile trace(traceFile);
    if (!trace.open(QIODevice::ReadOnly))
        return {};
    QList<SystemCall> calls;
    QHash<QString, int> seen;
    while (!trace.atEnd()) {
        const QString line = QString::fromLocal8Bit(trace.readLine());
        const QString name = line.section(u'(', 0, 0);
        if (line.contains(u'(') && !name.contains(u' ') && !name.startsWith(u'+'))
            calls.append({name, ++seen[name]});
    }
    return calls;
}

} // namespace

class HookKill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deathAtAFailpointLeavesAllOrNothing_data();
    void deathAtAFailpointLeavesAllOrNothing();
    void failureAtAFailpointIsCountedOrHarmless_data();
    void failureAtAFailpointIsCountedOrHarmless();
    void deathAtAnySystemCallLeavesAllOrNothing_data();
    void deathAtAnySystemCallLeavesAllOrNothing();
    void failingSystemCallsStaySilent();
    void fileIsOnDiskBeforeItIsRenamedAndItsFolderAfter();
};

void HookKill::deathAtAFailpointLeavesAllOrNothing_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("visible");
    QTest::addColumn<int>("temporary");
    for (const QString &action : {u"kill"_s, u"exit"_s}) {
        const auto row = [&](const char *point, int visible, int temporary) {
            QTest::addRow("%s %s", point, qPrintable(action))
                << QString(QLatin1StringView(point) + u":1:"_s + action) << visible << temporary;
        };
        row("hook.before_spool_write", 0, 1);
        row("hook.after_spool_write", 0, 1);
        row("hook.after_fsync", 0, 1);
        row("hook.after_rename", 1, 0);
    }
}

void HookKill::deathAtAFailpointLeavesAllOrNothing()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    QFETCH(const QString, fault);
    QFETCH(const int, visible);
    QFETCH(const int, temporary);
    const DataFolder data;
    HookCall call;
    callFor(call, data);
    call.environment.insert(u"DOGWATCH_FAULT"_s, fault);
    const CallResult result = call.run(kPayload);
    QVERIFY(!result.exitedByItself || result.exitCode == 70);
    QCOMPARE(data.spooled().size(), visible);
    QCOMPARE(data.everything().filter(u".tmp"_s).size(), temporary);
    if (visible)
        QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookKill::failureAtAFailpointIsCountedOrHarmless_data()
{
    QTest::addColumn<QString>("point");
    QTest::addColumn<int>("visible");
    QTest::newRow("before the write") << u"hook.before_spool_write"_s << 0;
    QTest::newRow("after the write") << u"hook.after_spool_write"_s << 0;
    QTest::newRow("after the fsync") << u"hook.after_fsync"_s << 0;
    QTest::newRow("after the rename") << u"hook.after_rename"_s << 1;
}

void HookKill::failureAtAFailpointIsCountedOrHarmless()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#endif
    QFETCH(const QString, point);
    QFETCH(const int, visible);
    const DataFolder data;
    HookCall call;
    callFor(call, data);
    call.environment.insert(u"DOGWATCH_FAULT"_s, QString(point + u":1+:error"_s));
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(data.spooled().size(), visible);
    QCOMPARE(data.gap().count('\n'), 1 - visible);
    QVERIFY(data.everything().filter(u".tmp"_s).isEmpty());
}

void HookKill::deathAtAnySystemCallLeavesAllOrNothing_data()
{
    QTest::addColumn<bool>("isUp");
    QTest::newRow("application up") << true;
    QTest::newRow("application down") << false;
}

void HookKill::deathAtAnySystemCallLeavesAllOrNothing()
{
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty())
        QSKIP("strace is not installed");
    QFETCH(const bool, isUp);

    QList<SystemCall> systemCalls;
    {
        const DataFolder data;
        FakeApp app(isUp ? data.socket() : data.aside(u"other.sock"));
        HookCall call;
        callFor(call, data);
        systemCalls = listSystemCalls(call, data.aside(u"trace"));
        if (systemCalls.isEmpty())
            QSKIP("strace can't trace here");
        QCOMPARE(app.requests().size(), isUp ? 1 : 0);
        QCOMPARE(data.spooled().size(), isUp ? 0 : 1);
    }
    int delivered = 0;
    int deaths = 0;
    for (const SystemCall &systemCall : systemCalls) {
        const DataFolder data;
        FakeApp app(isUp ? data.socket() : data.aside(u"other.sock"));
        HookCall call;
        callFor(call, data);
        call.arguments.prepend(call.program);
        call.arguments =
            QStringList{
                u"-o"_s,
                u"/dev/null"_s,
                u"-e"_s,
                u"trace="_s + systemCall.name,
                u"-e"_s,
                u"inject=%1:signal=SIGKILL:when=%2"_s.arg(systemCall.name).arg(systemCall.nth)}
            + call.arguments;
        call.program = u"strace"_s;
        const CallResult result = call.run(kPayload);
        QVERIFY(result.finished);
        deaths += result.exitedByItself && result.exitCode == 0 ? 0 : 1;
        for (const QString &name : data.spooled())
            QCOMPARE(payloadInside(data.read(QString(u"spool/"_s + name))), kPayload);
        for (const Request &request : app.requests())
            QCOMPARE(request.body, kPayload);
        QVERIFY(app.requests().size() + data.spooled().size() <= 1);
        QCOMPARE(data.rejected(), QStringList());
        QCOMPARE(data.gap(), QByteArray());
        delivered += static_cast<int>(app.requests().size() + data.spooled().size());
    }
    // The kills must have happened, and some before and some after the event was safe.
    QVERIFY(deaths >= systemCalls.size() - 2);
    QVERIFY(delivered > 0);
    QVERIFY(delivered < systemCalls.size());
}

void HookKill::failingSystemCallsStaySilent()
{
#ifndef DOGWATCH_HOOK_IS_STATIC
    QSKIP("the dynamic loader would fail first");
#endif
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty())
        QSKIP("strace is not installed");
    // Each fails for ever from its second use on at the latest; the program's own start is left
    // out.
    const QStringList faults = {
        u"read:error=EIO"_s,         u"openat:error=EMFILE"_s,  u"openat:error=EMFILE:when=2+"_s,
        u"poll:error=ENOMEM"_s,      u"socket:error=EMFILE"_s,  u"connect:error=EACCES"_s,
        u"sendmsg:error=EPIPE"_s,    u"recvfrom:error=EIO"_s,   u"getsockopt:error=EIO"_s,
        u"setsockopt:error=EPERM"_s, u"write:error=EIO"_s,      u"write:error=ENOSPC:when=2+"_s,
        u"fsync:error=EIO"_s,        u"fsync:error=ENOSPC"_s,   u"renameat:error=EIO"_s,
        u"mkdir:error=EROFS"_s,      u"getdents64:error=EIO"_s, u"getrandom:error=ENOSYS:when=2+"_s,
        u"getppid:retval=0"_s,
    };
    for (const QString &fault : faults) {
        const DataFolder data;
        SilentListener app(data.socket());
        HookCall call;
        callFor(call, data);
        call.arguments.prepend(call.program);
        call.arguments = QStringList{u"-o"_s, u"/dev/null"_s,
                                     u"-e"_s, u"trace="_s + fault.section(u':', 0, 0),
                                     u"-e"_s, u"inject="_s + fault}
            + call.arguments;
        call.program = u"strace"_s;
        CallResult result = call.run(kPayload);
        result.writeFailed = false; // an input that can't be read is left alone
        QVERIFY2(result.complaint().isEmpty(),
                 QByteArray(result.complaint() + fault.toLatin1()).constData());
        for (const QString &name : data.spooled())
            QCOMPARE(payloadInside(data.read(QString(u"spool/"_s + name))), kPayload);
        QVERIFY2(data.everything().filter(u".tmp"_s).isEmpty(), qPrintable(fault));
    }
}

void HookKill::fileIsOnDiskBeforeItIsRenamedAndItsFolderAfter()
{
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty())
        QSKIP("strace is not installed");
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool")));
    HookCall call;
    callFor(call, data);
    const QList<SystemCall> systemCalls = listSystemCalls(call, data.aside(u"trace"));
    if (systemCalls.isEmpty())
        QSKIP("strace can't trace here");
    QStringList steps;
    for (const SystemCall &systemCall : systemCalls) {
        if (systemCall.name == u"write"_s || systemCall.name == u"fsync"_s
            || systemCall.name == u"renameat"_s)
            steps.append(systemCall.name);
    }
    QCOMPARE(steps.join(u' '), u"write write write fsync renameat fsync"_s);
}

QTEST_GUILESS_MAIN(HookKill)
#include "tst_hookkill.moc"
