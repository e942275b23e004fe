// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/storeline.h"
#include "app/terminaljumper.h"
#include "core/datafolder.h"
#include "core/price.h"
#include "core/result.h"
#include "models/guiactions.h"

#include <QString>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <vector>

namespace dogwatch {

class ServerState;
class Service;

// What the window asks of the rest of the program, done. GUI thread; whatever touches files runs on
// a pool of its own. The service and the state outlive it.
class DesktopActions : public GuiActions
{
    Q_OBJECT

public:
    DesktopActions(Service &service, ServerState &state, QObject *parent = nullptr);
    ~DesktopActions() override;

    [[nodiscard]] QStringList facts() const override;
    [[nodiscard]] bool canPlayDemo() const override { return true; }
    void findHookTargets() override;
    void installHooks(const QString &agent) override;
    void playDemo() override;
    void copyText(const QString &text) override;
    void saveText(const QString &suggestedName, const QString &text) override;
    [[nodiscard]] QString resumeCommand(const QString &source,
                                        const QString &sessionId) const override;
    void goToTerminal(double ref) override;
    // By the agent's own id of a session, as a notification has it, and what lets a window come to
    // the front under Wayland.
    void goToTerminalOf(const QString &sessionId, const QString &activationToken)
    {
        m_jumper.goTo(sessionId, activationToken);
    }
    void openFolder(const QString &path) override;
    void tellJob(const QString &verb, double job, const QString &body) override;
    void acknowledge(double ref) override;
    void snooze(double ref) override;
    void mute(double ref, bool muted) override;
    void acknowledgeItems(const QStringList &items) override;
    void changeSetting(const QString &key, const QString &value) override;
    void resetSetting(const QString &key) override;
    void readSettings() override { takeUpSettings(); }
    void renewToken() override;
    void choosePrices() override;
    void resetPrices() override;
    void pauseNotices(bool pause) override { Q_EMIT pauseWanted(pause); }
    void testNotice() override { Q_EMIT testWanted(); }
    // Queues a notification that says that it is a test.
    void queueTest();
    void retryStore() override;
    void setAsideStore() override;
    void restoreBackup() override;
    void quit() override;

Q_SIGNALS:
    void pauseWanted(bool pause);
    void testWanted();
    // A notification was queued that no event has told of.
    void noticeQueued();

private:
    using StoreCare = Result<QString> (*)(const DataFolder &);
    void tellOfJump(const Session &session, const JumpOutcome &outcome);
    // `said` gets how many items it was about.
    void say(BatchCommitter::Work work, std::function<QString(int)> said);
    void takeUpSettings();
    void setPrices(const Result<std::vector<Price>> &prices);
    void storeSetting(const QString &key, const std::optional<QString> &value);
    void careForStore(StoreCare care, const QString &said);

    Service &m_service;
    ServerState &m_state;
    QThreadPool m_pool;
    TerminalJumper m_jumper;
    StoreLine m_line;
    bool m_isCaring = false; // the store's files are being moved
};

} // namespace dogwatch
