// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop.h"

#include "app/language.h"
#include "app/notifier.h"
#include "app/service.h"
#include "app/storecare.h"
#include "core/times.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPushButton>
#include <QQuickWindow>

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFiguresMs = 1000;
constexpr int kPauseMs = 60 * 60 * 1000;
constexpr std::size_t kSecondsKept = 61;

// By stat: opening the files would cancel SQLite's locks on them.
qint64 storeBytes(const DataFolder &folder)
{
    return QFileInfo(folder.database()).size() + QFileInfo(folder.database() + u"-wal"_s).size();
}

bool canBeSetAside(ErrorCode code)
{
    return code == ErrorCode::Corrupt || code == ErrorCode::Foreign || code == ErrorCode::Newer;
}

// What the file suffers from in a person's words; the error itself is for who is asked for help.
QString ailmentOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Corrupt:
        return Desktop::tr("It is damaged, or was never a store of Dogwatch.");
    case ErrorCode::Foreign:
        return Desktop::tr("It belongs to another program.");
    case ErrorCode::Newer:
        return Desktop::tr("A newer version of Dogwatch has written it.");
    case ErrorCode::Permission:
        return Desktop::tr("The system does not let you use it.");
    case ErrorCode::StorageFull:
        return Desktop::tr("The disk is full, or reports an error.");
    default:
        return Desktop::tr("It can't be opened.");
    }
}

} // namespace

Desktop::Desktop(Service &service, Notifier &notifier, const Language &language,
                 const Options &options, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_notifier(notifier)
    , m_options(options)
    , m_actions(service, m_state)
    , m_import(service, *m_actions.importing())
{
    connect(&service, &Service::ready, this, [this] {
        m_state.setStore(ServerState::Ready);
        if (!m_options.demo)
            m_import.look();
        refreshFigures();
    });
    connect(&service, &Service::storeFailed, this, &Desktop::onStoreFailed);
    connect(&service, &Service::raiseRequested, this,
            [this](const QString &session) { open(session); });
    connect(&notifier, &Notifier::openRequested, this, &Desktop::open);
    connect(&notifier, &Notifier::terminalRequested, &m_actions, &DesktopActions::goToTerminalOf);
    connect(&m_actions, &DesktopActions::pauseWanted, this, &Desktop::pauseNotices);
    connect(&m_actions, &DesktopActions::testWanted, this, &Desktop::testNotice);
    connect(&m_actions, &DesktopActions::noticeQueued, &notifier, &Notifier::look);
    m_pauseTimer.setSingleShot(true);
    connect(&m_pauseTimer, &QTimer::timeout, this, &Desktop::takeUpSettings);
    connect(&service, &Service::settingsChanged, this, &Desktop::takeUpSettings);
    // Not while the window is at work that is to be replaced.
    connect(&language, &Language::changed, this, &Desktop::speakAnew, Qt::QueuedConnection);
    m_figuresTimer.setInterval(kFiguresMs);
    connect(&m_figuresTimer, &QTimer::timeout, this, &Desktop::refreshFigures);
}

Desktop::~Desktop()
{
    m_service.setRaisable(false);
    m_notifier.setInFront({});
    m_notifier.stop(); // one of its servers goes with us
}

Result<void> Desktop::show()
{
    Window::Parts parts;
    parts.feed = &m_service.changes();
    parts.readers = m_service.readers();
    parts.clock = &m_service.clock();
    parts.server = &m_state;
    parts.actions = &m_actions;
    parts.settingsPath = m_service.folder().path() + u"/window.ini"_s;
    m_window = std::make_unique<Window>(parts);
    if (Result<void> created = m_window->create(); !created)
        return created;
    connect(m_window.get(), &Window::closeRequested, this, &Desktop::onCloseRequested);
    m_notifier.setInFront([this] { return inFront(); });
    makeTray();
    if (!m_options.minimized)
        m_window->show();
    else if (!m_tray->isThere()) // which is where a minimised one lives
        m_window->quickWindow()->showMinimized();
    if (!m_options.openSession.isEmpty())
        m_window->openSession(m_options.openSession);
    m_service.setRaisable(true);
    m_figuresTimer.start();
    return {};
}

void Desktop::makeTray()
{
    m_tray = std::make_unique<Tray>(*m_window->liveFeed(), *m_window->attention());
    connect(m_tray.get(), &Tray::openRequested, this, [this] { open({}); });
    connect(m_tray.get(), &Tray::sessionRequested, this,
            [this](const QString &session) { open(session); });
    connect(m_tray.get(), &Tray::pauseRequested, this, &Desktop::pauseNotices);
    connect(m_tray.get(), &Tray::quitRequested, qApp, &QCoreApplication::quit);
    m_trayNotices = std::make_unique<TrayNotices>(*m_tray);
    m_notifier.addServer(m_trayNotices.get());
    takeUpSettings();
}

void Desktop::open(const QString &sessionId, const QString &activationToken)
{
    // The platform's plug-in takes it from there, once.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    m_window->raise();
    if (!sessionId.isEmpty())
        m_window->openSession(sessionId);
}

void Desktop::pauseNotices(bool pause)
{
    const std::optional<QString> until =
        pause ? std::optional(toRfc3339(m_service.clock().nowMs() + kPauseMs)) : std::nullopt;
    const Result<void> set = m_service.setSetting(u"notify.paused_until"_s, until);
    if (!set)
        qWarning("%s", qPrintable(set.error().text));
    takeUpSettings(); // also where nothing has changed: the menu has already
}

void Desktop::testNotice()
{
    if (const QString why = m_notifier.silence(); !why.isEmpty())
        return Q_EMIT m_actions.reported(why, true);
    m_actions.queueTest();
}

// The menu says how long notifications pause.
void Desktop::takeUpSettings()
{
    const qint64 untilMs = m_service.settings().notices.pausedUntilMs;
    const qint64 waitMs = untilMs - m_service.clock().nowMs();
    m_tray->setPausedUntil(waitMs > 0 ? untilMs : 0);
    if (waitMs > 0)
        m_pauseTimer.start(static_cast<int>(std::min<qint64>(waitMs, kPauseMs)));
}

void Desktop::speakAnew()
{
    if (!m_window)
        return;
    if (const Result<void> created = m_window->createAgain(); !created) {
        qCritical("%s", qPrintable(created.error().text));
        return QCoreApplication::exit(1);
    }
    m_tray->retranslate();
    takeUpSettings();
}

// What watches goes on in the tray, unless a person wants it otherwise. Where there is none, a
// window that went away would leave a program that nobody can reach.
void Desktop::onCloseRequested()
{
    if (storeFailed())
        QCoreApplication::quit();
    else if (!m_tray->isThere())
        askWhetherToQuit();
    else if (m_service.settings().closesToTray)
        m_window->hide();
    else
        QCoreApplication::quit();
}

void Desktop::askWhetherToQuit()
{
    if (m_question)
        return m_question->raise();
    m_question = new QMessageBox(QMessageBox::Question, u"Dogwatch"_s,
                                 tr("Stop watching the agents?"), QMessageBox::Cancel);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setInformativeText(
        tr("This desktop has no tray that Dogwatch could go on in. What agents do while it is off "
           "is kept, and read at the next start."));
    QPushButton *quit = m_question->addButton(tr("Quit"), QMessageBox::AcceptRole);
    QPushButton *minimize = m_question->addButton(tr("Minimize"), QMessageBox::ActionRole);
    connect(quit, &QPushButton::clicked, qApp, &QCoreApplication::quit);
    connect(minimize, &QPushButton::clicked, this,
            [this] { m_window->quickWindow()->showMinimized(); });
    m_question->setDefaultButton(quit);
    m_question->open();
}

std::optional<SessionRef> Desktop::inFront() const
{
    const QQuickWindow *window = m_window->quickWindow();
    const qint64 ref = window->property("openRef").toLongLong();
    if (!window->isActive() || ref < 0)
        return std::nullopt;
    return SessionRef{ref};
}

void Desktop::onStoreFailed(const Error &error)
{
    const QString reason =
        u"%1\n%2\n(%3)"_s.arg(m_service.folder().database(), ailmentOf(error.code), error.text);
    m_state.setStore(ServerState::Failed, reason, canBeSetAside(error.code),
                     !newestBackup(m_service.folder()).isEmpty());
}

void Desktop::refreshFigures()
{
    const ServiceFigures service = m_service.figures();
    const WriterFigures writer = m_service.writer().figures();
    m_seqs.push_back(writer.lastSeq);
    if (m_seqs.size() > kSecondsKept)
        m_seqs.pop_front();
    ServerFigures figures;
    figures.listening = m_service.port() != 0 && writer.ready;
    figures.address = u"127.0.0.1:%1"_s.arg(m_service.port());
    figures.problem = service.reason;
    if (m_seqs.size() > 1)
        figures.eventsPerMinute = m_seqs.back() - m_seqs.front();
    if (writer.commit.samples > 0)
        figures.commitP99Ms = writer.commit.p99Ms;
    figures.dropped = service.spoolDropped;
    figures.refused = service.refused;
    figures.spooled = service.spooled;
    figures.storeBytes = storeBytes(m_service.folder());
    figures.copiedPercent = writer.copiedPercent;
    figures.jobsProblem = service.jobsFailure;
    m_state.setFigures(figures);
}

} // namespace dogwatch
