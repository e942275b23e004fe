// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudesettings.h"
#include "ctl/command.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct Endpoint
{
    QString url;
    QString token;
};

// Where the app listens now; both empty while it does not run.
Endpoint readEndpoint(const DataFolder &folder)
{
    QFile file(folder.endpoint());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject endpoint = QJsonDocument::fromJson(file.readAll()).object();
    return {endpoint.value(u"url"_s).toString(), endpoint.value(u"token"_s).toString()};
}

HookOptions hookOptions(const CommandContext &context)
{
    const Endpoint endpoint = readEndpoint(context.folder);
    HookOptions options;
    options.hookProgram = QCoreApplication::applicationDirPath() + u"/dogwatch-hook"_s;
    options.dataFolder = context.folder.isDefault() ? QString() : context.folder.path();
    options.http = context.options.isSet(u"http"_s);
    options.url = endpoint.url;
    options.token = endpoint.token;
    return options;
}

Result<SettingsTarget> targetOf(const CommandContext &context)
{
    const HookEnvironment environment = hookEnvironmentOfProcess();
    if (!context.options.isSet(u"project"_s))
        return userSettings(environment);
    return projectSettings(environment, QDir(context.options.value(u"project"_s)).absolutePath());
}

QJsonObject toJson(const HookReport &report)
{
    return {
        {u"file"_s, report.file},
        {u"changed"_s, report.changed},
        {u"written"_s, report.written},
        {u"created"_s, report.created},
        {u"removed"_s, report.removed},
        {u"backup"_s, report.backup.isEmpty() ? QJsonValue() : QJsonValue(report.backup)},
        {u"added"_s, QJsonArray::fromStringList(report.added)},
        {u"mended"_s, QJsonArray::fromStringList(report.mended)},
        {u"dropped"_s, QJsonArray::fromStringList(report.dropped)},
        {u"diff"_s, report.diff},
    };
}

QJsonObject toJson(const HookEventStatus &status)
{
    return {
        {u"event"_s, status.event},
        {u"state"_s, hookStateName(status.state)},
        {u"kind"_s, status.kind.isEmpty() ? QJsonValue() : QJsonValue(status.kind)},
        {u"problems"_s, QJsonArray::fromStringList(status.problems)},
        {u"ours"_s, status.ours},
        {u"foreign"_s, status.foreign},
        {u"malformed"_s, status.malformed},
    };
}

QJsonObject toJson(const HookStatus &status)
{
    QJsonArray events;
    for (const HookEventStatus &event : status.events)
        events.append(toJson(event));
    QJsonArray silencers;
    for (const HookSilencer &silencer : status.silencers)
        silencers.append(QJsonObject{{u"file"_s, silencer.file}, {u"setting"_s, silencer.setting}});
    return {
        {u"agent"_s, u"claude-code"_s},
        {u"file"_s, status.file},
        {u"exists"_s, status.exists},
        {u"writable"_s, status.writable},
        {u"malformed"_s, status.malformed.isEmpty() ? QJsonValue() : QJsonValue(status.malformed)},
        {u"installed"_s, status.installed()},
        {u"working"_s, status.working()},
        {u"program_found"_s, status.programFound},
        {u"token_exposed"_s, status.tokenExposed},
        {u"file_ignored"_s, status.fileIgnored},
        {u"present"_s, status.present},
        {u"outdated"_s, status.outdated},
        {u"missing"_s, status.missing},
        {u"silenced_by"_s, silencers},
        {u"unreadable"_s, QJsonArray::fromStringList(status.unreadable)},
        {u"events"_s, events},
    };
}

Exit printReport(const Output &output, const HookReport &report)
{
    if (output.isJson()) {
        output.print(toJson(report));
        return Exit::Done;
    }
    if (!report.changed) {
        output.line(u"Nothing to change in %1."_s.arg(report.file));
        return Exit::Done;
    }
    if (!report.written) {
        output.line(u"Would change %1:"_s.arg(report.file));
        const QStringList lines = report.diff.split(u'\n');
        for (const QString &line : lines)
            output.line(line);
        return Exit::Done;
    }
    output.line(u"%1: %2 added, %3 mended, %4 removed."_s.arg(
        report.file, QString::number(report.added.size()), QString::number(report.mended.size()),
        QString::number(report.dropped.size())));
    if (!report.backup.isEmpty())
        output.line(u"The former file is kept as %1."_s.arg(report.backup));
    return Exit::Done;
}

void printWarnings(const Output &output, const HookStatus &status)
{
    if (!status.programFound)
        output.line(u"dogwatch-hook is not where the hooks would look for it."_s);
    if (status.tokenExposed)
        output.line(u"The token stands in a file that others on this machine can read."_s);
    if (status.fileIgnored)
        output.line(u"A malformed entry makes the agent ignore all hooks of this file."_s);
    for (const HookSilencer &silencer : status.silencers)
        output.line(
            u"%1 in %2 keeps the hooks from running."_s.arg(silencer.setting, silencer.file));
    for (const QString &file : status.unreadable)
        output.line(u"%1 could not be read."_s.arg(file));
}

Exit printStatus(const Output &output, const HookStatus &status)
{
    const Exit exit = status.working() ? Exit::Done : Exit::Failed;
    if (output.isJson()) {
        output.print(toJson(status));
        return exit;
    }
    output.line(status.file);
    if (!status.malformed.isEmpty()) {
        output.line(u"The file can't be understood: %1"_s.arg(status.malformed));
        return exit;
    }
    if (!status.anyThere()) {
        output.line(u"The hooks are not installed yet: dogwatchctl hooks install"_s);
        printWarnings(output, status);
        return exit;
    }
    std::vector<QStringList> table;
    for (const HookEventStatus &event : status.events)
        table.push_back({event.event, hookStateName(event.state), event.kind,
                         event.problems.join(u", "_s), QString::number(event.foreign)});
    output.table({u"EVENT"_s, u"STATE"_s, u"KIND"_s, u"PROBLEMS"_s, u"OTHERS"_s}, table);
    printWarnings(output, status);
    output.line(status.working() ? u"The hooks are installed."_s
                                 : u"The hooks don't work: %1 missing, %2 outdated. Mend them "
                                   u"with: dogwatchctl hooks install"_s.arg(status.missing)
                                       .arg(status.outdated));
    return exit;
}

} // namespace

Exit runHooks(const CommandContext &context)
{
    const QString verb = context.arguments.value(0);
    const QString agent = context.options.value(u"agent"_s);
    if (!agent.isEmpty() && agent != "claude-code"_L1)
        return context.output.fail(u"only claude-code's hooks can be installed so far"_s,
                                   Exit::WrongUsage);
    if (verb != "install"_L1 && verb != "uninstall"_L1 && verb != "status"_L1)
        return context.output.fail(u"hooks install, uninstall or status"_s, Exit::WrongUsage);
    const Result<SettingsTarget> target = targetOf(context);
    if (!target)
        return context.output.fail(target.error().text, Exit::Failed);
    const HookOptions options = hookOptions(context);
    if (verb == "status"_L1) {
        const Result<HookStatus> status = hookStatus(*target, options);
        return status ? printStatus(context.output, *status)
                      : context.output.fail(status.error().text, Exit::Failed);
    }
    if (verb == "install"_L1 && options.http && options.url.isEmpty())
        return context.output.fail(
            u"--http needs the app to run: it knows the port and the token"_s, Exit::NobodyThere);
    const bool dry = context.options.isSet(u"dry-run"_s);
    Result<HookReport> report = verb == "install"_L1
        ? (dry ? planInstallHooks(*target, options) : installHooks(*target, options))
        : (dry ? planUninstallHooks(*target) : uninstallHooks(*target));
    return report ? printReport(context.output, *report)
                  : context.output.fail(report.error().text, Exit::Failed);
}

} // namespace dogwatch
