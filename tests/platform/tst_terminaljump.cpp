// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/terminaljump.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

using Reach = JumpOutcome::Reach;

namespace {

constexpr int kPatienceMs = 30'000;

QByteArray said(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(kPatienceMs);
    return process.readAllStandardOutput().trimmed();
}

} // namespace

// The way to a terminal, with a real tmux; there is no window manager here, so that no window can
// come to the front.
class TestTerminalJump : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { (void)tmux({u"kill-server"_s}); }
    void whatIsToldIsTakenOnlyInTheFormThatItHas();
    void aProcessTellsWhereItIs();
    void aPaneThatNobodyShowsIsSelectedAndSaysHowToGetThere();
    void aPaneIsSelectedInTheTerminalThatShowsIt();
    void aPaneThatIsGoneOrAnothersIsNotGoneTo();
    void whereNothingIsKnownItSaysSo();
    void aPaneOfWezTermIsSelectedInTheProcessThatHasIt();
    void vsCodeIsAskedForItsFolder();

private:
    [[nodiscard]] QString tmux(const QStringList &arguments) const
    {
        return QString::fromUtf8(said(u"tmux"_s, QStringList{u"-S"_s, m_socket} + arguments));
    }
    // Of a window of its own in a session of that name, in which another window is current.
    [[nodiscard]] TerminalPlace hiddenPane(const QString &session) const;
    [[nodiscard]] QString currentPane(const QString &session) const
    {
        return tmux({u"display-message"_s, u"-p"_s, u"-t"_s, session + u':', u"#{pane_id}"_s});
    }

    // A program of that name that is found before any other.
    void standIn(const QString &name, const QByteArray &script) const;
    [[nodiscard]] QByteArray noted() const;

    QTemporaryDir m_folder;
    QString m_socket;
};

void TestTerminalJump::standIn(const QString &name, const QByteArray &script) const
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"bin"_s));
    QFile::remove(m_folder.filePath(u"noted"_s));
    QFile file(m_folder.filePath(u"bin/"_s + name));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("#!/bin/sh\n" + script);
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

QByteArray TestTerminalJump::noted() const
{
    QFile file(m_folder.filePath(u"noted"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestTerminalJump::initTestCase()
{
    if (QStandardPaths::findExecutable(u"tmux"_s).isEmpty()
        || QStandardPaths::findExecutable(u"script"_s).isEmpty())
        QSKIP("tmux or script is not there");
    qunsetenv("DISPLAY");
    qunsetenv("TMUX");
    qputenv("PATH", m_folder.filePath(u"bin"_s).toUtf8() + ':' + qgetenv("PATH"));
    m_socket = m_folder.filePath(u"it's a socket"_s);
}

TerminalPlace TestTerminalJump::hiddenPane(const QString &session) const
{
    TerminalPlace place;
    place.tmuxSocket = m_socket;
    place.tmuxPane = tmux({u"-f"_s, u"/dev/null"_s, u"new-session"_s, u"-d"_s, u"-P"_s, u"-F"_s,
                           u"#{pane_id}"_s, u"-s"_s, session, u"cat"_s});
    place.tty = tmux({u"display-message"_s, u"-p"_s, u"-t"_s, place.tmuxPane, u"#{pane_tty}"_s});
    (void)tmux({u"new-window"_s, u"-t"_s, session + u':', u"cat"_s});
    return place;
}

void TestTerminalJump::whatIsToldIsTakenOnlyInTheFormThatItHas()
{
    const TerminalPlace place = terminalPlaceFromJson(
        R"({"tmux":"/tmp/tmux-1/default,12,0","tmux_pane":"%3","kitty_window_id":"7",
            "kitty_listen_on":"unix:@k","wezterm_pane":"0",
            "wezterm_unix_socket":"/run/user/1/wezterm/gui-sock-7","konsole_dbus_service":":1.52",
            "konsole_dbus_session":"/Sessions/2","windowid":"4194306","term_program":"vscode"})");
    QCOMPARE(place.tmuxSocket, u"/tmp/tmux-1/default");
    QCOMPARE((QStringList{place.tmuxPane, place.kittyWindow, place.kittyServer, place.weztermPane,
                          place.konsoleService, place.konsoleSession}),
             (QStringList{u"%3"_s, u"7"_s, u"unix:@k"_s, u"0"_s, u":1.52"_s, u"/Sessions/2"_s}));
    QCOMPARE(place.weztermSocket, u"/run/user/1/wezterm/gui-sock-7");
    QCOMPARE(place.window, 4194306U);
    QVERIFY(place.isVsCode);
    const TerminalPlace wrong = terminalPlaceFromJson(
        R"({"tmux":"relative,12,0","tmux_pane":"%3; kill-server","kitty_window_id":"7 or all",
            "kitty_listen_on":"tcp:example.org:1","wezterm_pane":"-1",
            "wezterm_unix_socket":"relative",
            "konsole_dbus_service":"org.example","konsole_dbus_session":"/","windowid":"0x4\n"})");
    const QString rest = wrong.tmuxSocket + wrong.tmuxPane + wrong.kittyWindow + wrong.kittyServer
        + wrong.weztermPane + wrong.weztermSocket + wrong.konsoleService + wrong.konsoleSession;
    QCOMPARE(rest, QString());
    QCOMPARE(wrong.window, 0U);
}

void TestTerminalJump::aProcessTellsWhereItIs()
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"KITTY_WINDOW_ID"_s, u"5"_s);
    process.setProcessEnvironment(environment);
    process.start(u"/bin/cat"_s, QStringList());
    QVERIFY(process.waitForStarted(kPatienceMs));
    QTRY_COMPARE_WITH_TIMEOUT(terminalPlaceOfProcess(process.processId()).kittyWindow, u"5"_s,
                              kPatienceMs);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(kPatienceMs));
}

void TestTerminalJump::aPaneThatNobodyShowsIsSelectedAndSaysHowToGetThere()
{
    const TerminalPlace place = hiddenPane(u"alone"_s);
    QVERIFY(currentPane(u"alone"_s) != place.tmuxPane);
    const JumpOutcome outcome = jumpToTerminal(place);
    QVERIFY(outcome.reach == Reach::Nowhere);
    QVERIFY2(outcome.command.startsWith(u"tmux -S '") && outcome.command.contains(u"it'\\''s a"),
             qPrintable(outcome.command));
    QCOMPARE(currentPane(u"alone"_s), place.tmuxPane);
}

void TestTerminalJump::aPaneIsSelectedInTheTerminalThatShowsIt()
{
    const TerminalPlace shown = hiddenPane(u"shown"_s);
    QProcess client; // a terminal of its own
    client.start(
        u"script"_s,
        {u"-qc"_s, u"TERM=xterm tmux -S \"%1\" attach -t shown"_s.arg(m_socket), u"/dev/null"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!tmux({u"list-clients"_s}).isEmpty(), kPatienceMs);
    const JumpOutcome outcome = jumpToTerminal(shown);
    QVERIFY2(outcome.reach == Reach::Partly, qPrintable(outcome.why));
    QVERIFY(!outcome.why.isEmpty());
    QCOMPARE(currentPane(u"shown"_s), shown.tmuxPane);

    const TerminalPlace other = hiddenPane(u"other"_s); // which no terminal shows
    QVERIFY(jumpToTerminal(other).reach == Reach::Partly);
    QCOMPARE(tmux({u"list-clients"_s, u"-F"_s, u"#{client_session}"_s}), u"other");
    client.kill();
    client.waitForFinished(kPatienceMs);
}

void TestTerminalJump::aPaneThatIsGoneOrAnothersIsNotGoneTo()
{
    TerminalPlace place = hiddenPane(u"gone"_s);
    TerminalPlace others = place;
    others.tty = u"/dev/pts/none"_s;
    QVERIFY(jumpToTerminal(others).reach == Reach::Nowhere);
    QVERIFY(currentPane(u"gone"_s) != place.tmuxPane);
    (void)tmux({u"kill-pane"_s, u"-t"_s, place.tmuxPane});
    const JumpOutcome outcome = jumpToTerminal(place);
    QVERIFY(outcome.reach == Reach::Nowhere);
    QVERIFY(outcome.command.isEmpty());
}

void TestTerminalJump::whereNothingIsKnownItSaysSo()
{
    const JumpOutcome outcome = jumpToTerminal({});
    QVERIFY(outcome.reach == Reach::Nowhere);
    QVERIFY(!outcome.why.isEmpty());
}

// WezTerm is not in Debian: its command line as it is documented.
void TestTerminalJump::aPaneOfWezTermIsSelectedInTheProcessThatHasIt()
{
    standIn(u"wezterm"_s,
            R"([ "$WEZTERM_UNIX_SOCKET" = /run/gui-sock-7 ] || exit 1
[ "$*" = "cli activate-pane --pane-id 3" ] || { echo "pane $4 not found" >&2; exit 1; }
echo "pane $4" > ")"
                + m_folder.filePath(u"noted"_s).toUtf8() + "\"\n");
    TerminalPlace place;
    place.weztermPane = u"3"_s;
    place.weztermSocket = u"/run/gui-sock-7"_s;
    JumpOutcome outcome = jumpToTerminal(place);
    QCOMPARE(noted(), "pane 3\n");
    QVERIFY(outcome.reach == Reach::Partly); // there is no window manager
    QVERIFY2(outcome.why.contains(u"not in front"), qPrintable(outcome.why));
    place.weztermPane = u"4"_s;
    outcome = jumpToTerminal(place);
    QVERIFY2(outcome.reach == Reach::Nowhere && !outcome.why.isEmpty(), qPrintable(outcome.why));
    place.weztermPane = u"3"_s;
    place.weztermSocket.clear(); // it would ask another process
    QVERIFY(jumpToTerminal(place).reach == Reach::Nowhere);
}

// Neither is VS Code: `code FOLDER` shows the window that has the folder open, or opens one.
void TestTerminalJump::vsCodeIsAskedForItsFolder()
{
    const QByteArray notes = m_folder.filePath(u"noted"_s).toUtf8();
    standIn(u"code"_s, "echo \"$#|$1|$XDG_ACTIVATION_TOKEN\" > \"" + notes + "\"\n");
    TerminalPlace place;
    place.activationToken = u"token"_s;
    place.isVsCode = true;
    place.folder = u"/home/a/my project"_s;
    JumpOutcome outcome = jumpToTerminal(place);
    QCOMPARE(noted(), "1|/home/a/my project|token\n");
    QVERIFY(outcome.reach == Reach::Partly && outcome.why.contains(u"VS Code"));
    standIn(u"code"_s, "exit 1\n");
    outcome = jumpToTerminal(place);
    QVERIFY2(outcome.reach == Reach::Nowhere && !outcome.why.isEmpty(), qPrintable(outcome.why));
    standIn(u"code"_s, "echo \"$#|$1\" > \"" + notes + "\"\n");
    // Without one it would open an empty window, and what begins with a dash is an option.
    for (const QString &folder : {u""_s, u"--install-extension=x"_s}) {
        place.folder = folder;
        QVERIFY(jumpToTerminal(place).reach == Reach::Nowhere);
        QVERIFY(noted().isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestTerminalJump)
#include "tst_terminaljump.moc"
