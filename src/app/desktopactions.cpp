// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktopactions.h"

#include "agents/claudesettings.h"
#include "app/service.h"
#include "app/storecare.h"
#include "models/serverstate.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageBox>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUrl>
#include <QtConcurrent>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

HookOptions hookOptions(const DataFolder &folder)
{
    HookOptions options;
    options.hookProgram = QCoreApplication::applicationDirPath() + u"/dogwatch-hook"_s;
    options.dataFolder = folder.isDefault() ? QString() : folder.path();
    return options;
}

// Claude Code is taken to be here when its folder is.
QList<AgentHooks> findTargets(const DataFolder &folder)
{
    const HookEnvironment environment = hookEnvironmentOfProcess();
    const Result<SettingsTarget> target = userSettings(environment);
    if (!target || !QFileInfo(QFileInfo(target->settingsPath).path()).isDir())
        return {};
    AgentHooks hooks;
    hooks.agent = sourceName(Source::ClaudeCode);
    hooks.title = sourceTitle(Source::ClaudeCode);
    hooks.detail = target->settingsPath;
    const Result<HookStatus> status = hookStatus(*target, hookOptions(folder));
    if (!status) {
        hooks.state = AgentHooks::Failed;
        hooks.detail = status.error().text;
    } else if (!status->malformed.isEmpty()) {
        hooks.state = AgentHooks::Failed;
        hooks.detail = status->malformed;
    } else if (status->installed()) {
        hooks.state = AgentHooks::Installed;
    }
    return {hooks};
}

Result<HookReport> install(const DataFolder &folder)
{
    const Result<SettingsTarget> target = userSettings(hookEnvironmentOfProcess());
    if (!target)
        return target.error();
    return dogwatch::installHooks(*target, hookOptions(folder));
}

// Empty: it is written.
QString writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return file.errorString();
    return {};
}

// An id goes into a command that a person pastes into a shell.
bool isPlainId(const QString &id)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_.-]{1,128}\\z"_s);
    return plain.match(id).hasMatch();
}

} // namespace

DesktopActions::DesktopActions(Service &service, ServerState &state, QObject *parent)
    : GuiActions(parent)
    , m_service(service)
    , m_state(state)
    , m_jumper(service.readers())
    , m_line(this, service.writer())
{
    connect(&m_jumper, &TerminalJumper::jumped, this, &DesktopActions::tellOfJump);
    connect(&service, &Service::settingsChanged, this, &DesktopActions::takeUpSettings);
    takeUpSettings();
    m_pool.setMaxThreadCount(1);
}

DesktopActions::~DesktopActions()
{
    m_pool.waitForDone();
}

void DesktopActions::findHookTargets()
{
    QtConcurrent::run(&m_pool, findTargets, m_service.folder())
        .then(this,
              [this](const QList<AgentHooks> &targets) { hookTargets()->setTargets(targets); });
}

void DesktopActions::installHooks(const QString &agent)
{
    hookTargets()->setTargetState(agent, AgentHooks::Installing, {});
    QtConcurrent::run(&m_pool, install, m_service.folder())
        .then(this, [this, agent](const Result<HookReport> &report) {
            if (!report)
                return hookTargets()->setTargetState(agent, AgentHooks::Failed,
                                                     report.error().text);
            const QString done = report->backup.isEmpty()
                ? report->file
                : tr("%1 (the former file is kept as %2)").arg(report->file, report->backup);
            hookTargets()->setTargetState(agent, AgentHooks::Installed, done);
        });
}

void DesktopActions::playDemo()
{
    // A process of its own, with a throw-away folder: the demo must not mix with real sessions.
    if (!QProcess::startDetached(QCoreApplication::applicationFilePath(), {u"--demo"_s}))
        Q_EMIT reported(tr("The demo could not be started."), true);
}

void DesktopActions::copyText(const QString &text)
{
    if (text.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT reported(tr("Copied"), false);
}

void DesktopActions::saveText(const QString &suggestedName, const QString &text)
{
    auto *dialog = new QFileDialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(suggestedName);
    connect(dialog, &QFileDialog::fileSelected, this, [this, text](const QString &path) {
        QtConcurrent::run(&m_pool, writeFile, path, text.toUtf8())
            .then(this, [this, path](const QString &problem) {
                if (!problem.isEmpty())
                    return Q_EMIT reported(tr("%1: %2").arg(path, problem), true);
                Q_EMIT reported(tr("Saved as %1").arg(path), false);
            });
    });
    dialog->open();
}

QString DesktopActions::resumeCommand(const QString &source, const QString &sessionId) const
{
    if (source != sourceName(Source::ClaudeCode) || !isPlainId(sessionId))
        return {};
    return u"claude --resume "_s + sessionId;
}

void DesktopActions::goToTerminal(double ref)
{
    m_jumper.goTo(SessionRef{static_cast<qint64>(ref)});
}

// A terminal that is in front says enough by itself.
void DesktopActions::tellOfJump(const Session &session, const JumpOutcome &outcome)
{
    if (outcome.reach == JumpOutcome::Reach::There)
        return;
    if (outcome.reach == JumpOutcome::Reach::Partly)
        return Q_EMIT reported(outcome.why, false);
    const QString command = !outcome.command.isEmpty()
        ? outcome.command
        : resumeCommand(sourceName(session.key.source), session.key.id);
    if (command.isEmpty())
        return Q_EMIT reported(outcome.why, true);
    auto *box =
        new QMessageBox(QMessageBox::Information, u"Dogwatch"_s, outcome.why, QMessageBox::Close);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("This goes there from another terminal:\n\n%1").arg(command));
    const QPushButton *copy = box->addButton(tr("Copy"), QMessageBox::AcceptRole);
    connect(copy, &QPushButton::clicked, this, [this, command] { copyText(command); });
    box->open();
}

void DesktopActions::tellJob(const QString &verb, double job, const QString &body)
{
    const JobCommand command{verb, static_cast<qint64>(job), body.toUtf8()};
    // Answered in the writer's thread, perhaps when the window is gone; the service is not.
    m_service.changeJob(command,
                        [service = &m_service,
                         us = QPointer<DesktopActions>(this)](const Result<QByteArray> &done) {
                            if (done)
                                return;
                            QMetaObject::invokeMethod(
                                service,
                                [us, text = done.error().text] {
                                    if (us)
                                        Q_EMIT us->reported(text, true);
                                },
                                Qt::QueuedConnection);
                        });
}

void DesktopActions::openFolder(const QString &path)
{
    // The path came with an event: it must name a folder of this machine and nothing else.
    const QFileInfo info(path);
    if (!info.isAbsolute() || !info.isDir())
        return Q_EMIT reported(tr("There is no such folder on this machine."), true);
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(info.canonicalFilePath())))
        Q_EMIT reported(tr("No file manager could be started."), true);
}

void DesktopActions::retryStore()
{
    if (m_isCaring)
        return; // it is tried when the files are in place
    m_state.setStore(ServerState::Wiring);
    m_service.retryStore();
}

void DesktopActions::setAsideStore()
{
    careForStore(setStoreAside, tr("The former store is kept in %1."));
}

void DesktopActions::restoreBackup()
{
    careForStore(restoreNewestBackup, tr("Restored %1."));
}

// The files are moved when no reader has them open any more: one that did would answer from the
// former store for ever.
void DesktopActions::careForStore(StoreCare care, const QString &said)
{
    if (m_isCaring || m_service.figures().state == u"ready"_s)
        return;
    m_isCaring = true;
    m_service.readers()
        ->release()
        .then(&m_pool, [care, folder = m_service.folder()] { return care(folder); })
        .then(this, [this, said](const Result<QString> &done) {
            m_isCaring = false;
            if (!done)
                return Q_EMIT reported(done.error().text, true);
            Q_EMIT reported(said.arg(*done), false);
            retryStore();
        });
}

void DesktopActions::quit()
{
    QCoreApplication::quit();
}

} // namespace dogwatch
