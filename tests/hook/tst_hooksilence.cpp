// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hook client in every bad place that an agent may call it from: it prints nothing and exits 0,
// and what can be kept of the event is kept.

#include "fakeapp.h"
#include "hookcall.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

const QByteArray kPayload = R"({"session_id":"s","hook_event_name":"Stop"})";

// Calls the hook through a shell that first does something to its surroundings. In the script
// "$HOOK" is the hook with its arguments.
void callThroughShell(HookCall &call, const QString &script, const DataFolder &data)
{
    call.program = u"/bin/sh"_s;
    const QString hook = u"HOOK=\""_s + hookProgram() + u" --source claude-code --data-dir "_s
        + data.path() + u"\"\n"_s;
    call.arguments = {u"-c"_s, hook + script};
}

} // namespace

class HookSilence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wrongUsageStillKeepsTheEvent_data();
    void wrongUsageStillKeepsTheEvent();
    void nothingOnTheInputIsNothingToDo_data();
    void nothingOnTheInputIsNothingToDo();
    void inputThatIsAFolderIsNothingToDo();
    void closedOutputsAreNoTrouble();
    void inputThatNeverEndsIsGivenUp();
    void withoutAnyHomeThereIsNowhereToPutIt();
    void unusableFoldersAreNoTrouble_data();
    void unusableFoldersAreNoTrouble();
    void folderWithoutPermissionIsNoTrouble();
    void fileSizeLimitIsNoTrouble();
    void fullDiskIsNoTroubleAndCounted();
    void spoolOfAnotherUserGetsNothing();
    void dataFolderComesFromTheEnvironment_data();
    void dataFolderComesFromTheEnvironment();
};

void HookSilence::wrongUsageStillKeepsTheEvent_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("none at all") << QStringList() << "generic"_ba;
    QTest::newRow("unknown option") << QStringList{u"--bogus"_s, u"--source=codex"_s} << "codex"_ba;
    QTest::newRow("stray word") << QStringList{u"x"_s, u"--source"_s, u"codex"_s} << "codex"_ba;
    QTest::newRow("source without its name") << QStringList{u"--source"_s} << "generic"_ba;
    QTest::newRow("empty source") << QStringList{u"--source="_s} << "generic"_ba;
    QTest::newRow("source that would leave the URL")
        << QStringList{u"--source"_s, u"a b\r\nEvil: 1"_s} << "generic"_ba;
    QTest::newRow("source that would leave the folder")
        << QStringList{u"--source"_s, u"../../x"_s} << "generic"_ba;
    QTest::newRow("folder without its name")
        << QStringList{u"--source"_s, u"codex"_s, u"--data-dir"_s} << "codex"_ba;
    QTest::newRow("option that only looks alike")
        << QStringList{u"--sourcery"_s, u"codex"_s} << "generic"_ba;
}

void HookSilence::wrongUsageStillKeepsTheEvent()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, source);
    const DataFolder data;
    HookCall call;
    call.arguments = arguments;
    call.environment.insert(u"DOGWATCH_DATA_DIR"_s, data.path());
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
    QVERIFY(data.readSpooled().contains(QByteArray("\"source\":\"" + source + "\"")));
}

void HookSilence::nothingOnTheInputIsNothingToDo_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("empty") << u"exec $HOOK </dev/null"_s;
    QTest::newRow("closed") << u"exec $HOOK <&-"_s;
    QTest::newRow("blank") << u"printf ' \\n\\t\\r\\n' | exec $HOOK"_s;
}

void HookSilence::nothingOnTheInputIsNothingToDo()
{
    QFETCH(const QString, script);
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    callThroughShell(call, script, data);
    QCOMPARE(call.run({}).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 0);
    QVERIFY(!QFile::exists(data.path(u"spool")));
}

void HookSilence::inputThatIsAFolderIsNothingToDo()
{
    const DataFolder data;
    HookCall call;
    callThroughShell(call, u"exec $HOOK </"_s, data);
    QCOMPARE(call.run({}).complaint(), QByteArray());
    QVERIFY(!QFile::exists(data.path(u"spool")));
}

void HookSilence::closedOutputsAreNoTrouble()
{
    const DataFolder data;
    HookCall call;
    callThroughShell(call, u"exec $HOOK >&- 2>&-"_s, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookSilence::inputThatNeverEndsIsGivenUp()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    call.arguments = {u"--source"_s, u"codex"_s, u"--data-dir"_s, data.path()};
    call.closesInput = false;
    const QByteArray half = kPayload.chopped(1);
    QCOMPARE(call.run(half).complaint(), QByteArray());
    QCOMPARE(app.requests().size(), 0);
    QCOMPARE(data.spooled(), QStringList());
    QVERIFY(data.rejected().value(0).endsWith(u".codex.cut-short.json"_s));
    QCOMPARE(data.read(QString(u"spool/rejected/"_s + data.rejected().value(0))), half);
}

void HookSilence::withoutAnyHomeThereIsNowhereToPutIt()
{
    HookCall call;
    call.arguments = {u"--source"_s, u"codex"_s};
    call.environment.clear();
    call.environment.insert(u"NOTHING"_s, u"here"_s);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
}

void HookSilence::unusableFoldersAreNoTrouble_data()
{
    QTest::addColumn<QString>("prepare");
    QTest::newRow("data folder is a file") << u"rmdir $D; echo keep >$D"_s;
    QTest::newRow("data folder is below a file") << u"rmdir $D; echo keep >$D; D=$D/x"_s;
    QTest::newRow("data folder can't be made") << u"D=/proc/nowhere"_s;
    QTest::newRow("spool is a file") << u"echo keep >$D/spool"_s;
    QTest::newRow("spool is a dead link") << u"ln -s nowhere $D/spool"_s;
    QTest::newRow("spool leads elsewhere") << u"mkdir $D/other; ln -s other $D/spool"_s;
    QTest::newRow("path is too long") << u"D=$D/$(printf '%05000d' 1)"_s;
}

void HookSilence::unusableFoldersAreNoTrouble()
{
    QFETCH(const QString, prepare);
    const DataFolder data;
    HookCall call;
    call.program = u"/bin/sh"_s;
    const QString hook = u"\nexec "_s + hookProgram() + u" --source codex --data-dir $D"_s;
    call.arguments = {u"-c"_s, QString(u"D="_s + data.path() + u'\n' + prepare + hook)};
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QVERIFY(QDir(data.path(u"other")).isEmpty());
    QVERIFY(data.everything().isEmpty());
}

void HookSilence::folderWithoutPermissionIsNoTrouble()
{
    const DataFolder data;
    HookCall call;
    call.arguments = {u"--source"_s, u"codex"_s, u"--data-dir"_s, data.path()};
    if (geteuid() == 0) {
        // Permissions don't bind root: the folder stays root's, and the hook runs as somebody else.
        call.arguments.prepend(call.program);
        call.arguments = QStringList{u"--reuid=65534"_s, u"--clear-groups"_s} + call.arguments;
        call.program = u"setpriv"_s;
        HookCall probe;
        probe.program = call.program;
        probe.arguments = {u"--reuid=65534"_s, u"--clear-groups"_s, hookProgram(), u"--version"_s};
        if (!probe.run({}).output.startsWith("dogwatch-hook"))
            QSKIP("the hook can't be run as another user here");
    } else {
        QVERIFY(QFile::setPermissions(data.path(), QFile::ReadOwner | QFile::ExeOwner));
    }
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QFile::setPermissions(data.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QVERIFY(data.everything().isEmpty());
}

void HookSilence::fileSizeLimitIsNoTrouble()
{
    const DataFolder data;
    HookCall call;
    callThroughShell(call, u"ulimit -f 0; exec $HOOK"_s, data);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(data.spooled(), QStringList());
    QVERIFY(data.everything().filter(u".tmp"_s).isEmpty());
}

void HookSilence::fullDiskIsNoTroubleAndCounted()
{
    const DataFolder data;
    HookCall call;
    const QString script = u"D="_s + data.path()
        + u"\n"
          "mount -t tmpfs -o size=64k none $D || exit 77\n"
          "$HOOK || exit $?\n"
          "find $D -type f ! -name .gap >"_s
        + data.aside(u"left") + u"; cp $D/spool/.gap "_s + data.aside(u"gap");
    callThroughShell(call, script, data);
    call.arguments.prepend(call.program);
    call.arguments = QStringList{u"-rm"_s, u"--"_s} + call.arguments;
    call.program = u"unshare"_s;
    const QByteArray payload = "{\"x\":\"" + QByteArray(100'000, 'x') + "\"}";
    const CallResult result = call.run(payload);
    if (result.exitCode == 77 || !result.exitedByItself || result.errors.startsWith("unshare"))
        QSKIP("no small file system can be mounted here");
    QCOMPARE(result.complaint(), QByteArray());
    QCOMPARE(data.read(u"../left"), QByteArray());
    QVERIFY(data.read(u"../gap").endsWith(" claude-code unwritable\n"));
}

void HookSilence::spoolOfAnotherUserGetsNothing()
{
    if (geteuid() != 0)
        QSKIP("only root can give a folder away");
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool")));
    QCOMPARE(chown(QFile::encodeName(data.path(u"spool")).constData(), 65534, 65534), 0);
    HookCall call;
    call.arguments = {u"--source"_s, u"codex"_s, u"--data-dir"_s, data.path()};
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QVERIFY(data.everything().isEmpty());
}

void HookSilence::dataFolderComesFromTheEnvironment_data()
{
    QTest::addColumn<QStringList>("environment");
    QTest::addColumn<QString>("folder");
    QTest::newRow("DOGWATCH_DATA_DIR first")
        << QStringList{u"DOGWATCH_DATA_DIR=%1/a"_s, u"XDG_DATA_HOME=%1/b"_s, u"HOME=%1/c"_s}
        << u"a"_s;
    QTest::newRow("then XDG_DATA_HOME")
        << QStringList{u"DOGWATCH_DATA_DIR="_s, u"XDG_DATA_HOME=%1/b"_s, u"HOME=%1/c"_s}
        << u"b/dogwatch"_s;
    QTest::newRow("then HOME") << QStringList{u"XDG_DATA_HOME="_s, u"HOME=%1/c"_s}
                               << u"c/.local/share/dogwatch"_s;
    QTest::newRow("relative, and not clean")
        << QStringList{u"DOGWATCH_DATA_DIR=d//./x/../e/"_s} << u"d/e"_s;
}

void HookSilence::dataFolderComesFromTheEnvironment()
{
    QFETCH(const QStringList, environment);
    QFETCH(const QString, folder);
    const DataFolder data;
    HookCall call;
    for (const QString &variable : environment) {
        call.environment.insert(variable.section(u'=', 0, 0),
                                variable.section(u'=', 1).replace(u"%1"_s, data.path()));
    }
    call.process.setWorkingDirectory(data.path());
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    const QDir spool(data.path(folder) + u"/spool"_s);
    QCOMPARE(spool.entryList(QDir::Files).size(), 1);
    const auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadUser
        | QFile::WriteUser | QFile::ExeUser;
    QCOMPARE(QFile::permissions(data.path(folder)), kOwnerOnly);
    QCOMPARE(QFile::permissions(spool.path()), kOwnerOnly);
}

QTEST_GUILESS_MAIN(HookSilence)
#include "tst_hooksilence.moc"
