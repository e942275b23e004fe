// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/desktopactions.h"
#include "app/historyimport.h"
#include "app/options.h"
#include "app/tray.h"
#include "app/traynotices.h"
#include "app/window.h"
#include "models/serverstate.h"

#include <QMessageBox>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <memory>

namespace dogwatch {

class Language;
class Notifier;
class Service;

// The desktop side of the program: the window, its actions, and the figures that it shows of the
// service. Main thread; the service outlives it.
class Desktop : public QObject
{
    Q_OBJECT

public:
    Desktop(Service &service, Notifier &notifier, const Language &language, const Options &options,
            QObject *parent = nullptr);
    ~Desktop() override;

    // Error: the window can't be made.
    [[nodiscard]] Result<void> show();

    // The store could not be used when the window was closed: exit code 4.
    [[nodiscard]] bool storeFailed() const { return m_state.store() == ServerState::Failed; }

private:
    void refreshFigures();
    void makeTray();
    void onCloseRequested();
    void askWhetherToQuit();
    void open(const QString &sessionId, const QString &activationToken = {});
    void pauseNotices(bool pause);
    void testNotice();
    void takeUpSettings();
    void speakAnew();
    // The session whose page a person looks at.
    [[nodiscard]] std::optional<SessionRef> inFront() const;
    void onStoreFailed(const Error &error);

    Service &m_service;
    Notifier &m_notifier;
    const Options m_options;
    ServerState m_state;
    DesktopActions m_actions;
    HistoryImport m_import;
    std::unique_ptr<Window> m_window;
    std::unique_ptr<Tray> m_tray; // after the window, whose models it shows
    std::unique_ptr<TrayNotices> m_trayNotices;
    QTimer m_pauseTimer; // runs while notifications pause
    QPointer<QMessageBox> m_question;
    QTimer m_figuresTimer;
    std::deque<qint64> m_seqs; // the last minute's, one a second, newest last
};

} // namespace dogwatch
