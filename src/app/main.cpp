// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/demoplayer.h"
#include "app/desktop.h"
#include "app/language.h"
#include "app/notifier.h"
#include "app/options.h"
#include "app/service.h"
#include "app/takeover.h"
#include "app/terminaljumper.h"
#include "app/unixsignals.h"
#include "core/datafolder.h"
#include "platform/dbusnotices.h"
#include "platform/heap.h"
#include "store/instancelock.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>

#include <sys/stat.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

// The exit codes of the contract.
enum ExitCode {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    Held = 3,
    StoreUnreadable = 4,
};

int complain(const QString &text, int code)
{
    QTextStream(stderr) << u"dogwatch: "_s << text << Qt::endl;
    return code;
}

int exitCodeOf(const Error &error)
{
    return error.code == ErrorCode::Busy ? Held : Failed;
}

// Why the program ends before anybody asked it to.
int listenExitCode(const Error &error)
{
    return complain(error.text, Failed);
}

// Whether Qt has been told, or can find, where to show a window.
bool hasDisplay(const QStringList &arguments)
{
#ifdef Q_OS_LINUX
    return arguments.contains(u"-platform"_s) || qEnvironmentVariableIsSet("QT_QPA_PLATFORM")
        || !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
#else
    Q_UNUSED(arguments)
    return true;
#endif
}

// Without a window of ours there is nothing to raise: the one that is started takes over.
void openWindow(const DataFolder &folder, const QString &sessionId)
{
    QStringList arguments{u"--data-dir"_s, folder.path()};
    if (!sessionId.isEmpty())
        arguments += QStringList{u"--open"_s, sessionId};
    if (hasDisplay({}))
        QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments);
}

int runHeadless(Service &service, const Notifier &notifier, QCoreApplication &app)
{
    QObject::connect(
        &notifier, &Notifier::openRequested, &app,
        [&service](const QString &sessionId) { openWindow(service.folder(), sessionId); });
    TerminalJumper jumper(service.readers());
    QObject::connect(&notifier, &Notifier::terminalRequested, &jumper,
                     [&jumper](const QString &sessionId, const QString &activationToken) {
                         jumper.goTo(sessionId, activationToken);
                     });
    QObject::connect(&jumper, &TerminalJumper::jumped, &app,
                     [&service](const Session &session, const JumpOutcome &outcome) {
                         if (outcome.reach == JumpOutcome::Reach::Nowhere)
                             openWindow(service.folder(), session.key.id);
                     });
    QObject::connect(&service, &Service::storeFailed, &app, [&app](const Error &error) {
        app.exit(complain(error.text, StoreUnreadable));
    });
    service.start();
    return app.exec();
}

int runWithWindow(Service &service, Notifier &notifier, const Language &language,
                  const Options &options, QCoreApplication &app)
{
    Desktop desktop(service, notifier, language, options);
    if (Result<void> shown = desktop.show(); !shown)
        return complain(shown.error().text, Failed);
    service.start();
    const int code = app.exec();
    return code == Done && desktop.storeFailed() ? StoreUnreadable : code;
}

int run(const Options &options, const DataFolder &folder, QCoreApplication &app)
{
    if (Result<void> prepared = folder.prepare(); !prepared)
        return complain(prepared.error().text, StoreUnreadable);
    InstanceLock lock;
    if (Result<void> held = lock.acquire(folder.lock()); !held) {
        if (held.error().code != ErrorCode::Busy)
            return complain(held.error().text, StoreUnreadable);
        if (options.headless)
            return complain(held.error().text, Held);
        Result<bool> taken = takeOver(folder, options.openSession, lock);
        if (!taken)
            return complain(taken.error().text, exitCodeOf(taken.error()));
        if (!*taken)
            return Done; // the window of the first one was raised
    }
    StreamOptions streams;
    streams.times.longPoll = options.longPollTimeoutMs;
    Service service(folder, {options.port, options.insecureNoToken, streams, options.demo});
    Language language;
    const auto speak = [&service, &language] { language.speak(service.settings().language); };
    speak();
    QObject::connect(&service, &Service::settingsChanged, &language, speak);
    const UnixSignals signalsOfUnix;
    QObject::connect(&signalsOfUnix, &UnixSignals::terminationRequested, &app,
                     &QCoreApplication::quit);
    QObject::connect(&service, &Service::quitRequested, &app, &QCoreApplication::quit);
    QObject::connect(&service, &Service::listenFailed, &app,
                     [&app](const Error &error) { app.exit(listenExitCode(error)); });
    DemoPlayer demo(service.writer(), service.clock(), qEnvironmentVariable("CLAUDE_CONFIG_DIR"));
    if (options.demo) {
        QObject::connect(&service, &Service::ready, &demo, [&demo, &app] {
            if (Result<void> started = demo.start(); !started)
                app.exit(complain(started.error().text, Failed));
        });
    }
    std::unique_ptr<DBusNotices> notices;
    Notifier notifier(service.writer(), service.clock());
    const auto takeUpSettings = [&service, &notifier] {
        notifier.setRules(service.settings().notices, routesOf(service.settings()));
    };
    takeUpSettings();
    QObject::connect(&service, &Service::settingsChanged, &notifier, takeUpSettings);
    QObject::connect(&notifier, &Notifier::routed, &service, &Service::wakeCourier);
    QObject::connect(&service, &Service::noticesQueued, &notifier, &Notifier::look);
    // What the demo plays needs nobody.
    if (!options.demo) {
        if (DBusNotices::hasSessionBus()) {
            notices = std::make_unique<DBusNotices>(QDBusConnection::sessionBus());
            notifier.addServer(notices.get());
        }
        QObject::connect(&service, &Service::outboxReady, &notifier, &Notifier::start);
    }
    const int code = options.headless ? runHeadless(service, notifier, app)
                                      : runWithWindow(service, notifier, language, options, app);
    notifier.stop();
    service.stop();
    return code;
}

} // namespace

int main(int argc, char *argv[])
{
    umask(0077);
    keepFreedMemory();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    // Before the application object: a headless start must not want a display.
    const bool wantsWindow = !arguments.contains(u"--headless"_s)
        && !arguments.contains(u"--help"_s) && !arguments.contains(u"-h"_s)
        && !arguments.contains(u"--version"_s) && !arguments.contains(u"-v"_s);
    if (wantsWindow && !hasDisplay(arguments)) {
        // Qt would abort. What is wrong with the command line is still said first.
        const Result<Options> options = parseOptions(arguments);
        return options ? complain(u"there is no display; dogwatch --headless needs none"_s, Failed)
                       : complain(options.error().text + u"; see dogwatch --help"_s, WrongUsage);
    }
    std::unique_ptr<QCoreApplication> app;
    if (wantsWindow)
        app = std::make_unique<QApplication>(argc, argv);
    else
        app = std::make_unique<QCoreApplication>(argc, argv);
    QCoreApplication::setApplicationName(u"dogwatch"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DOGWATCH_VERSION));

    const Result<Options> options = parseOptions(app->arguments());
    if (!options)
        return complain(options.error().text + u"; see dogwatch --help"_s, WrongUsage);
    if (options->help) {
        QTextStream(stdout) << helpText();
        return Done;
    }
    if (options->version) {
        QTextStream(stdout) << u"dogwatch "_s << QCoreApplication::applicationVersion() << Qt::endl;
        return Done;
    }
    if (wantsWindow) {
        QGuiApplication::setDesktopFileName(u"org.dogwatch.Dogwatch"_s);
        QGuiApplication::setQuitOnLastWindowClosed(false);
    }
    if (options->demo) {
        QTemporaryDir throwAway;
        if (!throwAway.isValid())
            return complain(throwAway.errorString(), Failed);
        // The demo has an agent of its own, and leaves the folder of the real one alone.
        qputenv("CLAUDE_CONFIG_DIR", QFile::encodeName(throwAway.path() + u"/claude"_s));
        return run(*options, DataFolder(throwAway.path() + u"/dogwatch"_s), *app);
    }
    return run(*options, DataFolder::locate(options->dataDir), *app);
}
