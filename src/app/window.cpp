// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window.h"

#include "models/attentionmodel.h"
#include "models/commandsmodel.h"
#include "models/guiactions.h"
#include "models/livefeed.h"
#include "models/serverstate.h"
#include "models/sessionsmodel.h"
#include "models/statuscountsmodel.h"
#include "models/uisettings.h"

#include <QEvent>
#include <QGuiApplication>
#include <QQmlApplicationEngine>
#include <QQmlError>
#include <QQuickWindow>
#include <QScreen>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRememberMs = 1000; // after the last move

std::unique_ptr<LiveFeed> makeFeed(const Window::Parts &parts)
{
    if (parts.loader)
        return std::make_unique<LiveFeed>(*parts.feed, parts.loader, *parts.clock);
    return std::make_unique<LiveFeed>(*parts.feed, parts.readers, *parts.clock);
}

// A screen that was there when the window was last closed may be gone.
bool isOnAScreen(const QRect &rect)
{
    const QList<QScreen *> screens = QGuiApplication::screens();
    return std::any_of(screens.cbegin(), screens.cend(), [&rect](const QScreen *screen) {
        const QRect seen = screen->availableGeometry().intersected(rect);
        return seen.width() >= 100 && seen.height() >= 50;
    });
}

} // namespace

Window::Window(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_server(parts.server)
    , m_actions(parts.actions)
    , m_settings(std::make_unique<UiSettings>(parts.settingsPath))
    , m_feed(makeFeed(parts))
    , m_board(std::make_unique<SessionsModel>(m_feed.get()))
    , m_chips(std::make_unique<StatusCountsModel>(m_feed.get(), m_board.get()))
    , m_attention(std::make_unique<AttentionModel>(m_feed.get()))
    , m_commands(std::make_unique<CommandsModel>(m_feed.get()))
    , m_engine(std::make_unique<QQmlApplicationEngine>())
{
    m_rememberTimer.setSingleShot(true);
    m_rememberTimer.setInterval(kRememberMs);
    connect(&m_rememberTimer, &QTimer::timeout, this, &Window::remember);
    connect(m_server, &ServerState::storeChanged, this, &Window::loadWhenReady);
    connect(m_feed.get(), &LiveFeed::loaded, this, &Window::openWanted);

    m_board->setStatusFilter(m_settings->statusFilter());
    m_board->setGrouping(static_cast<SessionsModel::Grouping>(m_settings->grouping()));
    m_board->setSearch(m_settings->search());
    connect(m_board.get(), &SessionsModel::filterChanged, this, [this] {
        m_settings->setStatusFilter(m_board->statusFilter());
        m_settings->setSearch(m_board->search());
    });
    connect(m_board.get(), &SessionsModel::groupingChanged, this,
            [this] { m_settings->setGrouping(m_board->grouping()); });
}

Window::~Window()
{
    if (m_window && m_window->isVisible())
        remember();
    m_settings->sync();
}

Result<void> Window::create()
{
    QStringList complaints;
    connect(m_engine.get(), &QQmlEngine::warnings, this,
            [&complaints](const QList<QQmlError> &errors) {
                for (const QQmlError &error : errors)
                    complaints.append(error.toString());
            });
    m_engine->addImportPath(u"qrc:/qt/qml"_s);
    m_engine->setInitialProperties({
        {u"feed"_s, QVariant::fromValue(m_feed.get())},
        {u"board"_s, QVariant::fromValue(m_board.get())},
        {u"chips"_s, QVariant::fromValue(m_chips.get())},
        {u"attention"_s, QVariant::fromValue(m_attention.get())},
        {u"commands"_s, QVariant::fromValue(m_commands.get())},
        {u"settings"_s, QVariant::fromValue(m_settings.get())},
        {u"server"_s, QVariant::fromValue(m_server)},
        {u"actions"_s, QVariant::fromValue(m_actions)},
    });
    m_engine->load(QUrl(u"qrc:/qt/qml/Dogwatch/Main.qml"_s));
    disconnect(m_engine.get(), &QQmlEngine::warnings, this, nullptr);
    const QList<QObject *> roots = m_engine->rootObjects();
    m_window = roots.isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(roots.constFirst());
    if (!m_window)
        return Error{ErrorCode::Internal, complaints.join(u"; "_s)};

    m_window->installEventFilter(this);
    connect(m_window, &QWindow::visibilityChanged, this, &Window::watch);
    restore();
    loadWhenReady();
    return {};
}

Result<void> Window::createAgain()
{
    remember();
    const bool isShown = m_window->isVisible();
    const double session = m_window->property("openRef").toDouble();
    m_window->removeEventFilter(this);
    disconnect(m_window, nullptr, this, nullptr);
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_loadAsked = false; // what models have put into words is read anew
    if (Result<void> created = create(); !created)
        return created;
    if (session >= 0)
        QMetaObject::invokeMethod(m_window, "openSession", Q_ARG(double, session));
    if (isShown)
        show();
    return {};
}

void Window::show()
{
    if (m_settings->maximized())
        m_window->showMaximized();
    else
        m_window->show();
    // Without a window manager nobody else gives it the keyboard.
    m_window->requestActivate();
}

void Window::hide()
{
    remember();
    m_window->hide();
}

void Window::raise()
{
    if (!m_window->isVisible())
        show();
    else if (m_window->windowStates() & Qt::WindowMinimized)
        m_window->setWindowStates(m_window->windowStates() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->requestActivate();
}

void Window::openSession(const QString &sessionId)
{
    m_wantedSession = sessionId;
    openWanted();
}

void Window::openWanted()
{
    if (m_wantedSession.isEmpty() || !m_window)
        return;
    for (const Session &session : m_feed->sessions()) {
        if (session.key.id != m_wantedSession)
            continue;
        m_wantedSession.clear();
        QMetaObject::invokeMethod(m_window, "openSession",
                                  Q_ARG(double, static_cast<double>(session.ref)));
        return;
    }
}

void Window::loadWhenReady()
{
    if (m_server->store() == ServerState::Failed)
        m_loadAsked = false; // what follows may be another store
    if (m_server->store() != ServerState::Ready || m_loadAsked)
        return;
    m_loadAsked = true;
    m_feed->load();
}

void Window::restore()
{
    const QRect stored = m_settings->geometry();
    if (stored.isValid() && isOnAScreen(stored))
        m_window->setGeometry(stored);
    const auto moved = [this] { m_rememberTimer.start(); };
    connect(m_window, &QWindow::xChanged, this, moved);
    connect(m_window, &QWindow::yChanged, this, moved);
    connect(m_window, &QWindow::widthChanged, this, moved);
    connect(m_window, &QWindow::heightChanged, this, moved);
}

void Window::remember()
{
    m_rememberTimer.stop();
    if (!m_window->isVisible() || m_window->visibility() == QWindow::Minimized)
        return;
    const bool maximized = m_window->visibility() == QWindow::Maximized;
    m_settings->setMaximized(maximized);
    // What a maximised window covers is not what it goes back to.
    if (!maximized && m_window->visibility() != QWindow::FullScreen)
        m_settings->setGeometry(m_window->geometry());
}

void Window::watch()
{
    m_feed->setWatched(m_window->isVisible() && m_window->visibility() != QWindow::Minimized);
}

bool Window::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_window || event->type() != QEvent::Close)
        return QObject::eventFilter(watched, event);
    remember();
    event->ignore();
    Q_EMIT closeRequested();
    return true;
}

} // namespace dogwatch
