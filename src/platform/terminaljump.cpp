// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/terminaljump.h"

#include "platform/x11windows.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusReply>
#include <QDir>
#include <QProcess>
#include <QProcessEnvironment>
#include <QThread>

#include <algorithm>
#include <optional>
#include <vector>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Reach = JumpOutcome::Reach;

constexpr int kToolMs = 30'000; // on a busy machine kitty's own tool has taken twelve seconds
constexpr int kMostKonsoleWindows = 64;
constexpr int kKonsoleLooks = 30;
constexpr int kKonsoleLookMs = 100;

struct Terminal
{
    Q_DECLARE_TR_FUNCTIONS(Terminal)
};

JumpOutcome nowhere(const QString &why, const QString &command = {})
{
    return {Reach::Nowhere, why, command};
}

// What a tool says; nothing: it is not there, hangs, or fails.
std::optional<QString> outputOf(const QString &program, const QStringList &arguments,
                                const QProcessEnvironment &environment = {})
{
    QProcess process;
    process.setProcessEnvironment(environment); // an empty one stands for ours
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(kToolMs)) {
        process.kill();
        process.waitForFinished();
        return std::nullopt;
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return std::nullopt;
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

// The terminal that shows a tmux session is that of one of its clients.
struct TmuxClient
{
    QString tty;
    qint64 pid = 0;
    bool showsSession = false;
};

std::vector<TmuxClient> tmuxClients(const QString &socket, const QString &session)
{
    std::vector<TmuxClient> clients;
    const auto list = outputOf(u"tmux"_s,
                               {u"-S"_s, socket, u"list-clients"_s, u"-F"_s,
                                u"#{client_pid} #{session_id} #{client_tty}"_s});
    const QStringList lines = list.value_or(QString()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines)
        clients.push_back({line.section(u' ', 2), line.section(u' ', 0, 0).toLongLong(),
                           line.section(u' ', 1, 1) == session});
    std::stable_partition(clients.begin(), clients.end(),
                          [](const TmuxClient &client) { return client.showsSession; });
    return clients;
}

// There: `place` is that of the terminal around tmux from now on.
JumpOutcome enterTmux(TerminalPlace &place)
{
    const QStringList tmux{u"-S"_s, place.tmuxSocket};
    const auto found =
        outputOf(u"tmux"_s,
                 tmux
                     + QStringList{u"display-message"_s, u"-p"_s, u"-t"_s, place.tmuxPane,
                                   u"#{pane_id} #{session_id} #{pane_tty}"_s});
    const QStringList words = found.value_or(QString()).split(u' ');
    if (words.value(0) != place.tmuxPane || words.size() != 3)
        return nowhere(Terminal::tr("Its tmux pane is no longer there."));
    // Numbers of panes are not given again, but a server's socket is.
    if (!place.tty.isEmpty() && place.tty != words.at(2))
        return nowhere(Terminal::tr("Another program is in its tmux pane by now."));
    const QString &session = words.at(1);
    const QString attach = u"tmux -S '%1' attach -t '%2'"_s.arg(
        QString(place.tmuxSocket).replace(u'\'', u"'\\''"_s), session);
    if (!outputOf(u"tmux"_s,
                  tmux
                      + QStringList{u"select-window"_s, u"-t"_s, place.tmuxPane, u";"_s,
                                    u"select-pane"_s, u"-t"_s, place.tmuxPane}))
        return nowhere(Terminal::tr("tmux did not select its pane."), attach);
    const std::vector<TmuxClient> clients = tmuxClients(place.tmuxSocket, session);
    if (clients.empty())
        return nowhere(Terminal::tr("No terminal shows its tmux session."), attach);
    const TmuxClient &client = clients.front();
    if (!client.showsSession
        && !outputOf(u"tmux"_s,
                     tmux + QStringList{u"switch-client"_s, u"-c"_s, client.tty, u"-t"_s, session}))
        return nowhere(Terminal::tr("tmux did not switch to its session."), attach);
    TerminalPlace around = terminalPlaceOfProcess(client.pid);
    around.tmuxPane.clear(); // a tmux in a tmux is not followed
    around.folder = place.folder;
    around.activationToken = place.activationToken;
    place = around;
    return {Reach::There, {}, {}};
}

// For a tool of the terminal, which may bring its own window to the front by the token.
QProcessEnvironment environmentFor(const TerminalPlace &place)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!place.activationToken.isEmpty())
        environment.insert(u"XDG_ACTIVATION_TOKEN"_s, place.activationToken);
    return environment;
}

// Each of its processes counts its panes by itself.
bool selectInWezTerm(const TerminalPlace &place)
{
    QProcessEnvironment environment = environmentFor(place);
    if (!place.weztermSocket.isEmpty())
        environment.insert(u"WEZTERM_UNIX_SOCKET"_s, place.weztermSocket);
    return outputOf(u"wezterm"_s, {u"cli"_s, u"activate-pane"_s, u"--pane-id"_s, place.weztermPane},
                    environment)
        .has_value();
}

QDBusMessage callKonsole(const TerminalPlace &place, const QString &window, const QString &method,
                         const QVariantList &values = {})
{
    QDBusMessage message = QDBusMessage::createMethodCall(place.konsoleService, window,
                                                          u"org.kde.konsole.Window"_s, method);
    message.setArguments(values);
    return QDBusConnection::sessionBus().call(message, QDBus::Block, kToolMs);
}

int konsoleSessionOf(const TerminalPlace &place)
{
    return place.konsoleSession.section(u'/', -1).toInt();
}

// Konsole tells by D-Bus which of its windows has a session. Empty: none has.
QString konsoleWindowOf(const TerminalPlace &place)
{
    const QString session = QString::number(konsoleSessionOf(place));
    for (int window = 1; window <= kMostKonsoleWindows; ++window) {
        const QString path = u"/Windows/%1"_s.arg(window);
        const QDBusReply<QStringList> sessions = callKonsole(place, path, u"sessionList"_s);
        if (sessions.isValid() && sessions.value().contains(session))
            return path;
        if (!sessions.isValid() && sessions.error().type() != QDBusError::UnknownObject)
            break; // it is gone
    }
    return {};
}

bool selectInKonsole(const TerminalPlace &place)
{
    const QString window = konsoleWindowOf(place);
    return !window.isEmpty()
        && callKonsole(place, window, u"setCurrentSession"_s, {konsoleSessionOf(place)}).type()
        != QDBusMessage::ErrorMessage;
}

// It answers before it has done so, and calls a tab current only once its window has the keyboard.
bool isCurrentInKonsole(const TerminalPlace &place)
{
    const QString window = konsoleWindowOf(place);
    for (int i = 0; i < kKonsoleLooks && !window.isEmpty(); ++i) {
        const QDBusReply<int> current = callKonsole(place, window, u"currentSession"_s);
        if (!current.isValid() || current.value() == konsoleSessionOf(place))
            return current.isValid();
        QThread::msleep(kKonsoleLookMs);
    }
    return false;
}

bool isInKonsole(const TerminalPlace &place)
{
    // One that was started from it tells of both.
    return !place.konsoleService.isEmpty() && !place.konsoleSession.isEmpty()
        && place.kittyWindow.isEmpty() && place.weztermPane.isEmpty();
}

// The tab or pane, by the terminal's own means; nothing: there is none to be told.
std::optional<bool> selectInside(const TerminalPlace &place)
{
    if (!place.kittyServer.isEmpty() && !place.kittyWindow.isEmpty())
        return outputOf(u"kitty"_s,
                        {u"@"_s, u"--to"_s, place.kittyServer, u"focus-window"_s, u"--match"_s,
                         u"id:"_s + place.kittyWindow},
                        environmentFor(place))
            .has_value();
    if (!place.weztermPane.isEmpty())
        return selectInWezTerm(place);
    if (isInKonsole(place))
        return selectInKonsole(place);
    return std::nullopt;
}

} // namespace

JumpOutcome jumpToTerminal(const TerminalPlace &asked)
{
    TerminalPlace place = asked;
    const bool isInTmux = !place.tmuxSocket.isEmpty() && !place.tmuxPane.isEmpty();
    if (isInTmux) {
        const JumpOutcome entered = enterTmux(place);
        if (entered.reach != Reach::There)
            return entered;
    }
    std::optional<bool> selected = selectInside(place);
    const Result<void> raised = raiseWindow(place.window, place.pid);
    if (selected == true && isInKonsole(place))
        selected = raised && isCurrentInKonsole(place);
    if (raised && selected.value_or(true))
        return {Reach::There, {}, {}};
    if (raised)
        return {Reach::Partly,
                Terminal::tr("Its terminal is in front, but did not select its tab."),
                {}};
    // It has no other way to tell which of its windows it is; it opens that folder's. A folder that
    // is none would be an option.
    if (place.isVsCode && QDir::isAbsolutePath(place.folder)
        && outputOf(u"code"_s, {place.folder}, environmentFor(place)))
        return {Reach::Partly, Terminal::tr("VS Code was asked to show its folder."), {}};
    if (selected.value_or(isInTmux))
        return {Reach::Partly,
                Terminal::tr("Its terminal shows it, but is not in front: %1.")
                    .arg(raised.error().text),
                {}};
    return nowhere(Terminal::tr("Its terminal can't be shown: %1.").arg(raised.error().text));
}

} // namespace dogwatch
