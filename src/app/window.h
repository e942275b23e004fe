// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changefeed.h"
#include "core/clock.h"
#include "core/result.h"
#include "models/livesnapshot.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QQmlApplicationEngine;
class QQuickWindow;

namespace dogwatch {

class AttentionModel;
class CommandsModel;
class GuiActions;
class LiveFeed;
class Readers;
class ServerState;
class SessionsModel;
class StatusCountsModel;
class UiSettings;

// The window with everything it is made of: the live feed, the models, the QML engine. Reads the
// store once the server's state says that it is ready.
//
// GUI thread. Made hidden; what the parts point to must outlive it.
class Window : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        ChangeFeed *feed = nullptr;
        std::shared_ptr<Readers> readers;
        SnapshotLoader loader; // instead of the readers, for a window without a store
        const Clock *clock = nullptr;
        ServerState *server = nullptr;
        GuiActions *actions = nullptr;
        QString settingsPath; // an ini file; made when there is something to remember
    };

    explicit Window(const Parts &parts, QObject *parent = nullptr);
    ~Window() override;

    // Loads the QML. Error Internal: the window can't be made; the text says where.
    [[nodiscard]] Result<void> create();

    // Loads the QML and what it shows anew, as after a change of language; what a person has chosen
    // stays as it was.
    [[nodiscard]] Result<void> createAgain();

    void show();
    void hide();
    // Shows it, above the others where the desktop allows that.
    void raise();
    // The page of a session, by the agent's own id; once it is known, if the store is still read.
    void openSession(const QString &sessionId);

    [[nodiscard]] QQuickWindow *quickWindow() const { return m_window; }
    [[nodiscard]] LiveFeed *liveFeed() const { return m_feed.get(); }
    [[nodiscard]] SessionsModel *board() const { return m_board.get(); }
    [[nodiscard]] AttentionModel *attention() const { return m_attention.get(); }

Q_SIGNALS:
    // The person closes the window. It stays until its owner hides it or quits.
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void loadWhenReady();
    void openWanted();
    void restore();
    void remember();
    void watch();

    ServerState *const m_server;
    GuiActions *const m_actions;
    std::unique_ptr<UiSettings> m_settings;
    std::unique_ptr<LiveFeed> m_feed;
    std::unique_ptr<SessionsModel> m_board;
    std::unique_ptr<StatusCountsModel> m_chips;
    std::unique_ptr<AttentionModel> m_attention;
    std::unique_ptr<CommandsModel> m_commands;
    std::unique_ptr<QQmlApplicationEngine> m_engine; // last: its objects use the models
    QQuickWindow *m_window = nullptr; // owned by the engine
    QTimer m_rememberTimer;
    QString m_wantedSession; // to be opened when it is known
    bool m_loadAsked = false;
};

} // namespace dogwatch
