// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the hook client says of the agent that called it: its process, its terminal, its window.

#include "fakeapp.h"
#include "hookcall.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

const QByteArray kPayload = R"({"session_id":"s","hook_event_name":"Stop"})";

// Field 22 of /proc/PID/stat in unix milliseconds, by way of the whole seconds that the kernel
// gives.
qint64 startedAt(qint64 pid)
{
    QFile stat(u"/proc/%1/stat"_s.arg(pid));
    QFile system(u"/proc/stat"_s);
    if (!stat.open(QIODevice::ReadOnly) || !system.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    const qint64 ticks = line.mid(line.lastIndexOf(')') + 2).split(' ').value(19).toLongLong();
    const QByteArray all = system.readAll();
    const qint64 boot = all.mid(all.indexOf("btime ") + 6, 10).toLongLong();
    return boot * 1000 + ticks * 1000 / sysconf(_SC_CLK_TCK);
}

// A shell under another name and with a script of its own: the nearest thing to an agent.
class FakeAgent
{
public:
    // `program` is the file name that the agent's program has, `script` the path below the test's
    // folder of what it runs, empty for "-c".
    FakeAgent(const DataFolder &data, const QString &program, const QString &script)
    {
        call.program = data.aside(program);
        QFile::copy(u"/bin/sh"_s, call.program);
        // The echo keeps the shell from becoming the hook.
        const QString text = u"cat >\"$PAYLOAD\"\n$HOOK <\"$PAYLOAD\"\necho $? $$ >\"$STATUS\"\n"_s;
        if (script.isEmpty()) {
            call.arguments = {u"-c"_s, text};
        } else {
            const QString path = data.aside(script);
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            if (file.open(QIODevice::WriteOnly))
                file.write(text.toUtf8());
            call.arguments = {path};
        }
        call.waitPatiently();
        call.environment.insert(u"PAYLOAD"_s, data.aside(u"payload"));
        call.environment.insert(u"STATUS"_s, data.aside(u"status"));
    }

    void setSource(const DataFolder &data, const QString &source)
    {
        call.environment.insert(
            u"HOOK"_s,
            QString(hookProgram() + u" --source "_s + source + u" --data-dir "_s + data.path()));
    }

    HookCall call;
};

} // namespace

class HookAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void claudeSaysItsPidItself();
    void startTimeIsRightAndStaysTheSame();
    void deadClaudePidIsNotBelieved();
    void claudePidOfAnotherAgentsShellIsNotTaken();
    void ancestorIsRecognised_data();
    void ancestorIsRecognised();
    void controllingTerminalIsNamed();
    void terminalOnTheInputIsNamed();
    void terminalIdentityIsOneJsonObject();
    void hostileEnvironmentStaysInsideItsHeader();
    void spoolFileSaysTheSameAsTheHeaders();
};

void HookAgent::claudeSaysItsPidItself()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    call.waitPatiently();
    call.arguments = {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()};
    call.environment.insert(u"CLAUDE_PID"_s, QString::number(getpid()));
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(app.requests().value(0).headers.value("dogwatch-agent-pid"),
             QByteArray::number(getpid()));
}

void HookAgent::startTimeIsRightAndStaysTheSame()
{
    const DataFolder data;
    FakeApp app(data.socket());
    for (int i = 0; i < 20; ++i) {
        HookCall call;
        call.waitPatiently();
        call.arguments = {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()};
        call.environment.insert(u"CLAUDE_PID"_s, QString::number(getpid()));
        QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    }
    QList<qint64> times;
    for (const Request &request : app.requests())
        times.append(request.headers.value("dogwatch-agent-started-at").toLongLong());
    QCOMPARE(times.size(), 20);
    const auto [least, most] = std::minmax_element(times.begin(), times.end());
    QVERIFY(*most - *least <= 1);
    // The kernel's own boot time has whole seconds only.
    QVERIFY(std::abs(times.first() - startedAt(getpid())) <= 1000);
}

void HookAgent::deadClaudePidIsNotBelieved()
{
    const DataFolder data;
    FakeApp app(data.socket());
    for (const char *pid : {"4194303", "0", "-1", "12x", "99999999999999999999"}) {
        HookCall call;
        call.waitPatiently();
        call.arguments = {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()};
        call.environment.insert(u"CLAUDE_PID"_s, QString::fromLatin1(pid));
        QCOMPARE(call.run(kPayload).complaint(), QByteArray());
        QVERIFY(app.requests().last().headers.value("dogwatch-agent-pid") != QByteArray(pid));
    }
}

void HookAgent::claudePidOfAnotherAgentsShellIsNotTaken()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    call.waitPatiently();
    call.arguments = {u"--source"_s, u"codex"_s, u"--data-dir"_s, data.path()};
    call.environment.insert(u"CLAUDE_PID"_s, QString::number(getpid()));
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QVERIFY(app.requests().value(0).headers.value("dogwatch-agent-pid")
            != QByteArray::number(getpid()));
}

void HookAgent::ancestorIsRecognised_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *source, const char *program, const char *script, bool found) {
        QTest::addRow("%s: %s %s", source, program, script)
            << QString::fromLatin1(source) << QString::fromLatin1(program)
            << QString::fromLatin1(script) << found;
    };
    row("claude-code", "claude", "", true);
    row("claude-code", "node", "node_modules/@anthropic-ai/claude-code/cli.js", true);
    row("codex", "codex", "", true);
    row("codex", "codex-x86_64-unknown-linux-musl", "", true);
    row("gemini-cli", "node", "node_modules/@google/gemini-cli/dist/index.js", true);
    row("gemini-cli", "node", "bin/gemini", true);
    row("copilot", "MainThread", "node_modules/@github/copilot/index.js", true);
    row("cursor", "cursor-agent", "", true);
    row("cursor", "node", "share/cursor-agent/versions/2026.01.01/index.js", true);
    row("opencode", "opencode", "", true);
    row("generic", "codex", "", true);
    row("generic", "bun", "bin/opencode", true);
    row("claude-code", "codex", "", false);
    row("claude-code", "node", "claude-notes/server.js", false);
    row("claude-code", "claude-hook.sh", "", false);
    row("codex", "sh", "bin/codex", false);
}

void HookAgent::ancestorIsRecognised()
{
    QFETCH(const QString, source);
    QFETCH(const QString, program);
    QFETCH(const QString, script);
    QFETCH(const bool, found);
    const DataFolder data;
    FakeApp app(data.socket());
    FakeAgent agent(data, program, script);
    agent.setSource(data, source);
    QCOMPARE(agent.call.run(kPayload).complaint(), QByteArray());
    const QList<QByteArray> status = data.read(u"../status").simplified().split(' ');
    QCOMPARE(status.value(0), QByteArray("0"));
    const QByteArray pid = app.requests().value(0).headers.value("dogwatch-agent-pid");
    QCOMPARE(pid == status.value(1), found);
}

void HookAgent::controllingTerminalIsNamed()
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        QSKIP("no pseudo terminals here");
    const QByteArray name = ptsname(master);
    const DataFolder data;
    FakeApp app(data.socket());
    FakeAgent agent(data, u"claude"_s, {});
    agent.setSource(data, u"claude-code"_s);
    agent.call.process.setChildProcessModifier([&] {
        setsid();
        ioctl(open(name.constData(), O_RDWR), TIOCSCTTY, 0);
    });
    const QByteArray complaint = agent.call.run(kPayload).complaint();
    close(master);
    QCOMPARE(complaint, QByteArray());
    QCOMPARE(app.requests().value(0).headers.value("dogwatch-tty"), name);
}

void HookAgent::terminalOnTheInputIsNamed()
{
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        QSKIP("no pseudo terminals here");
    const QByteArray name = ptsname(master);
    const DataFolder data;
    FakeApp app(data.socket());
    FakeAgent agent(data, u"claude"_s, {});
    agent.setSource(data, u"claude-code"_s);
    agent.call.arguments = {u"-c"_s,
                            u"printf '{\"session_id\":\"s\"}' | $HOOK\necho $? $$ >\"$STATUS\""_s};
    agent.call.process.setChildProcessModifier([&] {
        setsid();
        dup2(open(name.constData(), O_RDWR | O_NOCTTY), 0);
    });
    const QByteArray complaint = agent.call.run({}).complaint();
    close(master);
    QCOMPARE(complaint, QByteArray());
    QCOMPARE(app.requests().value(0).headers.value("dogwatch-tty"), name);
}

void HookAgent::terminalIdentityIsOneJsonObject()
{
    const DataFolder data;
    FakeApp app(data.socket());
    const QMap<QString, QString> variables = {
        {u"TMUX_PANE"_s, u"%3"_s},
        {u"TMUX"_s, u"/tmp/tmux-1000/default,123,0"_s},
        {u"KITTY_WINDOW_ID"_s, u"7"_s},
        {u"KITTY_LISTEN_ON"_s, u"unix:/tmp/kitty-1"_s},
        {u"WEZTERM_PANE"_s, u"2"_s},
        {u"WEZTERM_UNIX_SOCKET"_s, u"/run/user/1000/wezterm/gui-sock-5"_s},
        {u"KONSOLE_DBUS_SESSION"_s, u"/Sessions/4"_s},
        {u"KONSOLE_DBUS_SERVICE"_s, u"org.kde.konsole-99"_s},
        {u"WINDOWID"_s, u"62914566"_s},
        {u"TERM_PROGRAM"_s, u"Wëz\"\\🐕"_s},
    };
    HookCall call;
    call.waitPatiently();
    call.arguments = {u"--source"_s, u"codex"_s, u"--data-dir"_s, data.path()};
    for (auto it = variables.begin(); it != variables.end(); ++it)
        call.environment.insert(it.key(), it.value());
    call.environment.insert(u"SECRET"_s, u"not ours"_s);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    const QByteArray header = app.requests().value(0).headers.value("dogwatch-terminal");
    QVERIFY(std::all_of(header.begin(), header.end(), [](char c) { return c >= ' ' && c < 127; }));
    const QJsonObject terminal = QJsonDocument::fromJson(header).object();
    QCOMPARE(terminal.size(), variables.size());
    for (auto it = variables.begin(); it != variables.end(); ++it)
        QCOMPARE(terminal.value(it.key().toLower()).toString(), it.value());
}

void HookAgent::hostileEnvironmentStaysInsideItsHeader()
{
    const DataFolder data;
    FakeApp app(data.socket());
    HookCall call;
    call.waitPatiently();
    call.program = u"/bin/sh"_s;
    call.arguments = {u"-c"_s,
                      QString(u"WINDOWID=$(printf 'a\\377\\355\\240\\200\\033[2Jb\\177') exec "_s
                              + hookProgram() + u" --source codex --data-dir "_s + data.path())};
    call.environment.insert(u"TMUX_PANE"_s, u"%1\r\nEvil: 1\r\n\r\n"_s);
    call.environment.insert(u"TMUX"_s, QString(5000, u'x'));
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    const Request request = app.requests().value(0);
    QCOMPARE(request.body, kPayload);
    QVERIFY(!request.headers.contains("evil"));
    const QByteArray header = request.headers.value("dogwatch-terminal");
    QVERIFY(std::all_of(header.begin(), header.end(), [](char c) { return c >= ' ' && c < 127; }));
    const QJsonObject terminal = QJsonDocument::fromJson(header).object();
    QCOMPARE(terminal.keys(), QStringList({u"tmux_pane"_s, u"windowid"_s}));
    QCOMPARE(terminal.value(u"tmux_pane").toString(), u"%1\r\nEvil: 1\r\n\r\n"_s);
    QCOMPARE(terminal.value(u"windowid").toString(),
             u"a\ufffd\ufffd\ufffd\ufffd\u001b[2Jb\u007f"_s);
}

void HookAgent::spoolFileSaysTheSameAsTheHeaders()
{
    const DataFolder data;
    FakeApp app(data.socket());
    app.setStatus(503);
    HookCall call;
    call.waitPatiently();
    call.arguments = {u"--source"_s, u"claude-code"_s, u"--data-dir"_s, data.path()};
    call.environment.insert(u"CLAUDE_PID"_s, QString::number(getpid()));
    call.environment.insert(u"TMUX_PANE"_s, u"%3"_s);
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    const auto headers = app.requests().value(0).headers;
    const QJsonObject event = QJsonDocument::fromJson(data.readSpooled()).object();
    const auto number = [&](QStringView name) {
        return QByteArray::number(static_cast<qint64>(event.value(name).toDouble()));
    };
    QCOMPARE(event.value(u"event_id").toString().toLatin1(), headers.value("dogwatch-event-id"));
    QCOMPARE(number(u"observed_at"), headers.value("dogwatch-observed-at"));
    QCOMPARE(number(u"agent_pid"), headers.value("dogwatch-agent-pid"));
    QCOMPARE(number(u"agent_started_at"), headers.value("dogwatch-agent-started-at"));
    QCOMPARE(event.value(u"tty").toString().toLatin1(), headers.value("dogwatch-tty"));
    QCOMPARE(event.value(u"terminal").toObject(),
             QJsonDocument::fromJson(headers.value("dogwatch-terminal")).object());
}

QTEST_GUILESS_MAIN(HookAgent)
#include "tst_hookagent.moc"
