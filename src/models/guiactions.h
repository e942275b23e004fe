// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/hooktargetsmodel.h"
#include "models/importstate.h"
#include "models/settingsmodel.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace dogwatch {

// What the window asks of the rest of the program. Each call returns at once; what comes of it is
// told by reported() or by the model of hook targets. GUI thread; implemented by the composition
// root and owned by it.
class GuiActions : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the window's owner")
    Q_PROPERTY(dogwatch::HookTargetsModel *hookTargets READ hookTargets CONSTANT FINAL)
    Q_PROPERTY(dogwatch::ImportState *importing READ importing CONSTANT FINAL)
    // Not the window's own, which is UiSettings.
    Q_PROPERTY(dogwatch::SettingsModel *config READ config CONSTANT FINAL)
    // What runs here and where it keeps things: a name and what it is, in turn.
    Q_PROPERTY(QList<QString> facts READ facts CONSTANT FINAL)
    Q_PROPERTY(bool canPlayDemo READ canPlayDemo CONSTANT FINAL)

public:
    using QObject::QObject;

    [[nodiscard]] HookTargetsModel *hookTargets() { return &m_hookTargets; }
    [[nodiscard]] ImportState *importing() { return &m_importing; }
    [[nodiscard]] SettingsModel *config() { return &m_config; }
    [[nodiscard]] virtual QStringList facts() const = 0;
    [[nodiscard]] virtual bool canPlayDemo() const = 0;

    // Looks for agents on this machine and fills hookTargets.
    Q_INVOKABLE virtual void findHookTargets() = 0;
    Q_INVOKABLE virtual void installHooks(const QString &agent) = 0;
    Q_INVOKABLE virtual void playDemo() = 0;

    // Leaves the clipboard as it is where there is nothing to copy.
    Q_INVOKABLE virtual void copyText(const QString &text) = 0;
    // Lets the person choose a file and writes the text into it, as UTF-8.
    Q_INVOKABLE virtual void saveText(const QString &suggestedName, const QString &text) = 0;
    // What one types to go on with a session: empty where that kind of agent has no such command.
    // `source` is as in the contract: "claude-code".
    [[nodiscard]] Q_INVOKABLE virtual QString resumeCommand(const QString &source,
                                                            const QString &sessionId) const = 0;
    // Brings the terminal in which that session runs to the front, or says why it can't and what
    // to type instead.
    Q_INVOKABLE virtual void goToTerminal(double ref) = 0;
    // Shows a folder in the file manager; a path that is no folder of this machine is refused.
    Q_INVOKABLE virtual void openFolder(const QString &path) = 0;

    // What a person does with a scheduled job: "run", "pause", "resume", "remove"; "change" and
    // "add", whose job is 0, with a body as JobDraft has it.
    Q_INVOKABLE virtual void tellJob(const QString &verb, double job, const QString &body) = 0;

    // What a person says of what needs one in a session: seen, to be told again in 15 minutes, or
    // no notifications of it at all.
    Q_INVOKABLE virtual void acknowledge(double ref) = 0;
    Q_INVOKABLE virtual void snooze(double ref) = 0;
    Q_INVOKABLE virtual void mute(double ref, bool muted) = 0;
    // Items that were seen in a list, over or not.
    Q_INVOKABLE virtual void acknowledgeItems(const QStringList &items) = 0;

    // Stores a setting, as `dogwatchctl config set` does; what is refused is told by its row in
    // config. An empty text is a value.
    Q_INVOKABLE virtual void changeSetting(const QString &key, const QString &value) = 0;
    Q_INVOKABLE virtual void resetSetting(const QString &key) = 0;
    // Fills config anew: other programs change what some of it says.
    Q_INVOKABLE virtual void readSettings() = 0;
    // The token of the port; the old one is refused from then on.
    Q_INVOKABLE virtual void renewToken() = 0;
    // Lets the person choose a file of prices of one's own (resources/prices.json has its form), or
    // takes those away; pricesChanged() when it is done.
    Q_INVOKABLE virtual void choosePrices() = 0;
    Q_INVOKABLE virtual void resetPrices() = 0;
    // No notifications for an hour, or again.
    Q_INVOKABLE virtual void pauseNotices(bool pause) = 0;
    // Shows a notification the way that all go, or says why none would be shown.
    Q_INVOKABLE virtual void testNotice() = 0;

    // For a store that can't be used.
    Q_INVOKABLE virtual void retryStore() = 0;
    Q_INVOKABLE virtual void setAsideStore() = 0;
    Q_INVOKABLE virtual void restoreBackup() = 0;

    Q_INVOKABLE virtual void quit() = 0;

Q_SIGNALS:
    void pricesChanged();
    // One sentence for the person, shown for some seconds.
    void reported(const QString &text, bool failed);

private:
    HookTargetsModel m_hookTargets;
    ImportState m_importing;
    SettingsModel m_config;
};

} // namespace dogwatch
