// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/guiactions.h"

#include <QStringList>

namespace dogwatch::test {

// Writes down what is asked of it, and does nothing.
class FakeActions final : public GuiActions
{
    Q_OBJECT

public:
    using GuiActions::GuiActions;

    QStringList asked;
    QList<AgentHooks> found{
        {QStringLiteral("claude-code"), QStringLiteral("Claude Code"),
         QStringLiteral("Found: /usr/local/bin/claude"), AgentHooks::NotInstalled},
        {QStringLiteral("codex"), QStringLiteral("Codex"), QStringLiteral("Found: /usr/bin/codex"),
         AgentHooks::Installed},
    };

    [[nodiscard]] QStringList facts() const override
    {
        return {QStringLiteral("Version"), QStringLiteral("1.2.3"), QStringLiteral("Data folder"),
                QStringLiteral("/home/dev/.local/share/dogwatch")};
    }
    [[nodiscard]] bool canPlayDemo() const override { return true; }
    void findHookTargets() override { hookTargets()->setTargets(found); }
    void installHooks(const QString &agent) override { note(QStringLiteral("install"), agent); }
    void playDemo() override { note(QStringLiteral("demo"), {}); }
    void copyText(const QString &text) override { note(QStringLiteral("copy"), text); }
    void saveText(const QString &name, const QString &text) override
    {
        note(QStringLiteral("save"), name + QChar(u'\n') + text);
    }
    [[nodiscard]] QString resumeCommand(const QString &source,
                                        const QString &sessionId) const override
    {
        return source == QStringLiteral("claude-code")
            ? QString(QStringLiteral("claude --resume ") + sessionId)
            : QString();
    }
    void goToTerminal(double ref) override
    {
        note(QStringLiteral("terminal"), QString::number(ref));
    }
    void openFolder(const QString &path) override { note(QStringLiteral("folder"), path); }
    void tellJob(const QString &verb, double job, const QString &body) override
    {
        note(QStringLiteral("job"),
             QStringList{verb, QString::number(job), body}.join(QChar(u'|')));
    }
    void acknowledge(double ref) override
    {
        note(QStringLiteral("acknowledge"), QString::number(ref));
    }
    void snooze(double ref) override { note(QStringLiteral("snooze"), QString::number(ref)); }
    void mute(double ref, bool muted) override
    {
        note(muted ? QStringLiteral("mute") : QStringLiteral("unmute"), QString::number(ref));
    }
    void acknowledgeItems(const QStringList &items) override
    {
        note(QStringLiteral("acknowledge items"), items.join(QChar(u'|')));
    }
    void changeSetting(const QString &key, const QString &value) override
    {
        note(QStringLiteral("set"), QStringList{key, value}.join(QChar(u'=')));
    }
    void resetSetting(const QString &key) override { note(QStringLiteral("reset"), key); }
    void readSettings() override { note(QStringLiteral("read settings"), {}); }
    void renewToken() override { note(QStringLiteral("renew token"), {}); }
    void choosePrices() override { note(QStringLiteral("choose prices"), {}); }
    void resetPrices() override { note(QStringLiteral("reset prices"), {}); }
    void pauseNotices(bool pause) override
    {
        note(pause ? QStringLiteral("pause notices") : QStringLiteral("unpause notices"), {});
    }
    void testNotice() override { note(QStringLiteral("test notice"), {}); }
    void retryStore() override { note(QStringLiteral("retry"), {}); }
    void setAsideStore() override { note(QStringLiteral("aside"), {}); }
    void restoreBackup() override { note(QStringLiteral("restore"), {}); }
    void quit() override { note(QStringLiteral("quit"), {}); }

private:
    void note(const QString &what, const QString &argument)
    {
        asked.append(argument.isEmpty() ? what : QString(what + QChar(u' ') + argument));
    }
};

} // namespace dogwatch::test
