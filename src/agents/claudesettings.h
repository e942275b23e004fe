// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace dogwatch {

// Installs, removes and inspects Dogwatch's hooks in the settings of Claude Code.
//
// Plain values and blocking functions that touch files; call them from the command line or from a
// pool thread, never from the GUI thread. Nothing is kept between calls. Every byte of a file that
// is not ours stays as it is; a file that is not understood is refused and left alone.
//
// Errors: InvalidInput (options, or http hooks for a project), Missing (home or project folder),
// Corrupt (the settings are malformed), Permission, Busy (somebody kept changing the file),
// StorageFull, Conflict (no regular file).

// The places that decide where the agent looks. Paths are absolute.
struct HookEnvironment
{
    QString home;
    QString configFolder; // $CLAUDE_CONFIG_DIR; empty: ~/.claude
    QString managedFolder = defaultManagedFolder(); // the organisation's settings

    static QString defaultManagedFolder();
};

// Reads HOME and CLAUDE_CONFIG_DIR of this process: the one function here that does.
[[nodiscard]] HookEnvironment hookEnvironmentOfProcess();

enum class HookScope {
    User,
    Project,
};

struct SettingsTarget
{
    HookScope scope = HookScope::User;
    QString settingsPath;
    // Other settings files of the agent that can switch our hooks off.
    QStringList otherSettings;
};

Result<SettingsTarget> userSettings(const HookEnvironment &environment);
// `projectFolder` must exist.
Result<SettingsTarget> projectSettings(const HookEnvironment &environment,
                                       const QString &projectFolder);

struct HookOptions
{
    QString hookProgram; // absolute, its file is called dogwatch-hook
    QString dataFolder; // absolute; empty: the default one
    bool http = false; // post to the app instead of running the program; user settings only
    QString url; // "http://127.0.0.1:4519"; needed for http, else only to judge what is there
    QString token; // the same
};

// The events that get a hook: all that the agent has but WorktreeCreate, which replaces the making
// of a worktree and fails it when anything is amiss.
[[nodiscard]] QStringList claudeHookEvents();
// FileChanged watches only what its matcher names: the files that decide what an agent runs with
// and is told. A second group without a matcher gets the files that other hooks watch; the agent
// runs an equal handler once for each event.
inline constexpr char kWatchedFiles[] = ".env|.envrc|.mcp.json|AGENTS.md|CLAUDE.md";

// What install or uninstall did, or would do.
struct HookReport
{
    QString file;
    QString target; // the file behind a symbolic link; equal to `file` without one
    bool changed = false;
    bool created = false; // the file was not there
    bool removed = false; // the file held nothing but what install had made
    bool written = false; // false for a plan
    QString backup; // empty: none was needed
    QStringList added; // events
    QStringList mended;
    QStringList dropped;
    QByteArray before;
    QByteArray after;
    QString diff; // lines with '-', '+' or ' ' in front; a token shows as ***
};

// The same as below, without writing.
Result<HookReport> planInstallHooks(const SettingsTarget &target, const HookOptions &options);
Result<HookReport> planUninstallHooks(const SettingsTarget &target);

// Repeating it changes nothing. Mends what is outdated: path, data folder, port, token, kind.
Result<HookReport> installHooks(const SettingsTarget &target, const HookOptions &options);
Result<HookReport> uninstallHooks(const SettingsTarget &target);

enum class HookState {
    Missing,
    Present,
    Outdated, // ours, but not what install would write; see the problems
};
[[nodiscard]] QString hookStateName(HookState state); // "missing", "present", "outdated"

struct HookEventStatus
{
    QString event;
    HookState state = HookState::Missing;
    QString kind; // "command" or "http" of what is there; empty when missing
    // Of what is there: program, data_folder, url, token, matcher, duplicate, not_delivered, form.
    QStringList problems;
    int ours = 0;
    int foreign = 0;
    int malformed = 0; // entries of others that the agent can't understand

    friend bool operator==(const HookEventStatus &, const HookEventStatus &) = default;
};

// A setting that keeps our hooks from running.
struct HookSilencer
{
    QString file;
    QString setting; // disableAllHooks, allowManagedHooksOnly, allowedHttpHookUrls

    friend bool operator==(const HookSilencer &, const HookSilencer &) = default;
};

struct HookStatus
{
    QString file;
    QString target;
    bool exists = false;
    bool writable = true; // install could change it
    QString malformed; // why the file can't be understood; empty: it can
    bool programFound = false; // the program that install would name is there and can be run
    bool tokenExposed = false; // a token stands in a file that others on this machine can read
    // Every event of claudeHookEvents(), then others that hold a hook of ours. Empty if malformed.
    std::vector<HookEventStatus> events;
    int present = 0;
    int outdated = 0;
    int missing = 0;
    // The agent ignores all hooks of a file with a malformed PreToolUse or PermissionRequest entry.
    bool fileIgnored = false;
    std::vector<HookSilencer> silencers;
    QStringList unreadable; // other settings that could not be read or understood

    [[nodiscard]] bool anyThere() const { return missing < static_cast<int>(events.size()); }
    [[nodiscard]] bool installed() const { return missing == 0 && outdated == 0 && present > 0; }
    [[nodiscard]] bool working() const
    {
        return installed() && programFound && !fileIgnored && silencers.empty();
    }
};

// A malformed file is a status; one that can't be read is an error.
Result<HookStatus> hookStatus(const SettingsTarget &target, const HookOptions &options);

} // namespace dogwatch
