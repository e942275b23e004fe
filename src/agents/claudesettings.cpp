// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudesettings.h"

#include "agents/claudehookedit.h"
#include "agents/linediff.h"
#include "agents/settingsbackup.h"
#include "agents/settingsfile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <optional>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

using Edit = std::function<Result<HookEdit>(const QByteArray &)>;

Error invalid(const QString &text)
{
    return {ErrorCode::InvalidInput, text};
}

Result<void> checkPath(const QString &path, const QString &what)
{
    if (!QDir::isAbsolutePath(path) || path.contains(QChar::Null))
        return invalid(u"%1 needs an absolute path, not \"%2\""_s.arg(what, path));
    return {};
}

// A header must not be broken up by what stands in it.
bool isHeaderSafe(const QString &token)
{
    return !token.isEmpty() && std::all_of(token.begin(), token.end(), [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f && c != u'$';
    });
}

Result<void> checkOptions(const SettingsTarget &target, const HookOptions &options)
{
    if (const auto good = checkPath(options.hookProgram, u"the hook program"_s); !good)
        return good;
    // By this name our entries are known again.
    const QString name = QFileInfo(options.hookProgram).fileName();
    if (name != "dogwatch-hook"_L1 && name != "dogwatch-hook.exe"_L1)
        return invalid(u"the hook program must be called dogwatch-hook, not \"%1\""_s.arg(name));
    if (!options.dataFolder.isEmpty()) {
        if (const auto good = checkPath(options.dataFolder, u"the data folder"_s); !good)
            return good;
    }
    if (!options.http)
        return {};
    if (target.scope == HookScope::Project)
        return invalid(u"http hooks go into the user's settings alone: the token stands in them"_s);
    if (!isOurUrl(options.url + u"/api/hooks/claude-code"_s))
        return invalid(u"\"%1\" is no address of Dogwatch on this machine"_s.arg(options.url));
    if (!isHeaderSafe(options.token))
        return invalid(u"http hooks need the token"_s);
    return {};
}

// What was in the file before install, if nothing has happened to it since: by the backups, or
// nothing at all when install itself made the file.
std::optional<SettingsChange> originalOf(const SettingsSnapshot &now)
{
    for (const QString &path : settingsBackups(now.path)) {
        QFile backup(path);
        if (!backup.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = backup.readAll();
        if (isInstalledOn(now.bytes, bytes))
            return SettingsChange{false, bytes, false};
    }
    if (isInstalledOn(now.bytes, {}))
        return SettingsChange{true, {}, false};
    return std::nullopt;
}

Error inFile(const Error &error, const QString &path)
{
    if (error.code != ErrorCode::Corrupt)
        return error;
    return {error.code, u"%1 is malformed and was left alone: %2"_s.arg(path, error.text)};
}

Result<std::optional<SettingsChange>> installChange(const SettingsSnapshot &file,
                                                    const HookRecipe &recipe, HookEdit &edit)
{
    auto done = withHooks(file.bytes, recipe);
    if (!done)
        return inFile(done.error(), file.path);
    edit = std::move(done).value();
    // The token stands in the handlers that post.
    const bool isSecret = recipe.prefersHttp;
    const bool isOpen = isSecret && (file.mode & 077) != 0;
    if (file.exists && edit.text == file.bytes && !isOpen)
        return std::optional<SettingsChange>();
    return std::optional(SettingsChange{false, edit.text, isSecret});
}

Result<std::optional<SettingsChange>> uninstallChange(const SettingsSnapshot &file, HookEdit &edit)
{
    auto done = withoutHooks(file.bytes);
    if (!done)
        return inFile(done.error(), file.path);
    edit = std::move(done).value();
    if (edit.text == file.bytes)
        return std::optional<SettingsChange>();
    auto original = originalOf(file);
    return original ? original : std::optional(SettingsChange{false, edit.text, false});
}

QString withoutTokens(QString diff)
{
    static const QRegularExpression credential(uR"((Bearer\s+)[^"\\]+)"_s);
    return diff.replace(credential, u"\\1***"_s);
}

HookReport reportOf(const SettingsTarget &target, const SettingsSnapshot &before,
                    const std::optional<SettingsChange> &change, const HookEdit &edit)
{
    HookReport report;
    report.file = target.settingsPath;
    report.target = before.target;
    report.changed = change.has_value();
    report.before = before.bytes;
    report.after = before.bytes;
    if (!change)
        return report;
    report.created = !before.exists;
    report.removed = change->remove;
    report.after = change->bytes;
    report.added = edit.added;
    report.mended = edit.mended;
    report.dropped = edit.dropped;
    report.diff = withoutTokens(lineDiff(report.before, report.after));
    return report;
}

using Change =
    std::function<Result<std::optional<SettingsChange>>(const SettingsSnapshot &, HookEdit &)>;

Result<HookReport> plan(const SettingsTarget &target, const Change &change)
{
    const auto file = readSettings(target.settingsPath);
    if (!file)
        return file.error();
    HookEdit edit;
    const auto planned = change(*file, edit);
    if (!planned)
        return planned.error();
    return reportOf(target, *file, *planned, edit);
}

Result<HookReport> carryOut(const SettingsTarget &target, const Change &change)
{
    SettingsCreation creation;
    if (target.scope == HookScope::Project)
        creation = {0666, 0777}; // shared with the project's other users, as its other files
    HookEdit edit;
    const auto outcome = editSettings(
        target.settingsPath, [&](const SettingsSnapshot &file) { return change(file, edit); },
        creation, QDateTime::currentDateTimeUtc());
    if (!outcome)
        return outcome.error();
    HookReport report = reportOf(target, outcome->before, outcome->change, edit);
    report.written = report.changed;
    report.backup = outcome->backup;
    return report;
}

Change installing(const HookOptions &options)
{
    return [recipe = hookRecipe(options)](const SettingsSnapshot &file, HookEdit &edit) {
        return installChange(file, recipe, edit);
    };
}

QStringList managedSettings(const QString &folder)
{
    QStringList files{folder + u"/managed-settings.json"_s};
    const QDir parts(folder + u"/managed-settings.d"_s);
    for (const QString &name : parts.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        files += parts.filePath(name);
    return files;
}

} // namespace

QString HookEnvironment::defaultManagedFolder()
{
#ifdef Q_OS_MACOS
    return u"/Library/Application Support/ClaudeCode"_s;
#else
    return u"/etc/claude-code"_s;
#endif
}

HookEnvironment hookEnvironmentOfProcess()
{
    HookEnvironment environment;
    environment.home = QDir::homePath();
    environment.configFolder = qEnvironmentVariable("CLAUDE_CONFIG_DIR");
    return environment;
}

Result<SettingsTarget> userSettings(const HookEnvironment &environment)
{
    QString folder = environment.configFolder;
    if (folder.isEmpty()) {
        if (!QDir::isAbsolutePath(environment.home) || !QFileInfo(environment.home).isDir())
            return Error{ErrorCode::Missing, u"no home folder \"%1\""_s.arg(environment.home)};
        folder = environment.home + u"/.claude"_s;
    }
    if (const auto good = checkPath(folder, u"CLAUDE_CONFIG_DIR"_s); !good)
        return good.error();
    SettingsTarget target;
    target.settingsPath = QDir::cleanPath(folder) + u"/settings.json"_s;
    target.otherSettings = managedSettings(environment.managedFolder);
    return target;
}

Result<SettingsTarget> projectSettings(const HookEnvironment &environment,
                                       const QString &projectFolder)
{
    const QFileInfo info(projectFolder);
    if (projectFolder.isEmpty() || !info.isDir())
        return Error{ErrorCode::Missing, u"no project folder \"%1\""_s.arg(projectFolder)};
    SettingsTarget target;
    target.scope = HookScope::Project;
    const QString folder = QDir::cleanPath(info.absoluteFilePath()) + u"/.claude"_s;
    target.settingsPath = folder + u"/settings.json"_s;
    target.otherSettings = QStringList{folder + u"/settings.local.json"_s};
    if (const auto user = userSettings(environment))
        target.otherSettings += user->settingsPath;
    target.otherSettings += managedSettings(environment.managedFolder);
    return target;
}

Result<HookReport> planInstallHooks(const SettingsTarget &target, const HookOptions &options)
{
    if (const auto good = checkOptions(target, options); !good)
        return good.error();
    return plan(target, installing(options));
}

Result<HookReport> planUninstallHooks(const SettingsTarget &target)
{
    return plan(target, uninstallChange);
}

Result<HookReport> installHooks(const SettingsTarget &target, const HookOptions &options)
{
    if (const auto good = checkOptions(target, options); !good)
        return good.error();
    return carryOut(target, installing(options));
}

Result<HookReport> uninstallHooks(const SettingsTarget &target)
{
    return carryOut(target, uninstallChange);
}

} // namespace dogwatch
