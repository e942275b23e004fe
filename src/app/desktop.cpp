// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop.h"

#include "app/service.h"
#include "app/storecare.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QQuickWindow>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFiguresMs = 1000;
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

Desktop::Desktop(Service &service, const Options &options, QObject *parent)
    : QObject(parent)
    , m_service(service)
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
    connect(&service, &Service::raiseRequested, this, [this](const QString &session) {
        m_window->raise();
        if (!session.isEmpty())
            m_window->openSession(session);
    });
    m_figuresTimer.setInterval(kFiguresMs);
    connect(&m_figuresTimer, &QTimer::timeout, this, &Desktop::refreshFigures);
}

Desktop::~Desktop()
{
    m_service.setRaisable(false);
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
    connect(m_window.get(), &Window::closeRequested, this, &QCoreApplication::quit);
    if (m_options.minimized)
        m_window->quickWindow()->showMinimized();
    else
        m_window->show();
    if (!m_options.openSession.isEmpty())
        m_window->openSession(m_options.openSession);
    m_service.setRaisable(true);
    m_figuresTimer.start();
    return {};
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
    m_state.setFigures(figures);
}

} // namespace dogwatch
