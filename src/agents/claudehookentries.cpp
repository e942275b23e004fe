// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudehookentries.h"

#include <QRegularExpression>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTimeoutSeconds = 5;
constexpr char kHookPath[] = "/api/hooks/claude-code";

// In the order in which the agent itself lists them.
constexpr const char *kEvents[] = {
    "PreToolUse",          "PostToolUse",
    "PostToolUseFailure",  "PostToolBatch",
    "Notification",        "UserPromptSubmit",
    "UserPromptExpansion", "SessionStart",
    "SessionEnd",          "Stop",
    "StopFailure",         "SubagentStart",
    "SubagentStop",        "PreCompact",
    "PostCompact",         "PreModelSwitch",
    "PostModelSwitch",     "PermissionRequest",
    "PermissionDenied",    "Setup",
    "TeammateIdle",        "TaskCreated",
    "TaskCompleted",       "Elicitation",
    "ElicitationResult",   "ConfigChange",
    "WorktreeRemove",      "InstructionsLoaded",
    "CwdChanged",          "FileChanged",
    "DirectoryAdded",      "MessageDisplay",
};

JsonDraft commandHandler(const HookOptions &options)
{
    return JsonDraft::object({{u"type", JsonDraft::string(u"command")},
                              {u"command", JsonDraft::string(hookCommand(options))},
                              {u"timeout", JsonDraft::number(kTimeoutSeconds)}});
}

JsonDraft httpHandler(const HookOptions &options)
{
    const QString url = options.url + QLatin1StringView(kHookPath);
    const QString credential = u"Bearer "_s + options.token;
    return JsonDraft::object(
        {{u"type", JsonDraft::string(u"http")},
         {u"url", JsonDraft::string(url)},
         {u"headers", JsonDraft::object({{u"Authorization", JsonDraft::string(credential)}})},
         {u"timeout", JsonDraft::number(kTimeoutSeconds)}});
}

} // namespace

QStringList claudeHookEvents()
{
    QStringList events;
    for (const char *event : kEvents)
        events += QString::fromLatin1(event);
    return events;
}

bool canBePosted(QStringView event)
{
    return event != "SessionStart"_L1 && event != "Setup"_L1;
}

const JsonDraft &HookRecipe::handlerFor(QStringView event) const
{
    return prefersHttp && canBePosted(event) ? http : command;
}

HookRecipe hookRecipe(const HookOptions &options)
{
    HookRecipe recipe;
    recipe.command = commandHandler(options);
    recipe.http = httpHandler(options);
    recipe.prefersHttp = options.http;
    for (const QString &event : claudeHookEvents()) {
        const JsonDraft &handler = recipe.handlerFor(event);
        if (event == "FileChanged"_L1)
            recipe.entries.push_back({event, QString::fromLatin1(kWatchedFiles), handler});
        recipe.entries.push_back({event, {}, handler});
    }
    return recipe;
}

QString shellQuoted(const QString &text)
{
    QString inner = text;
    inner.replace(u'\'', "'\\''"_L1);
    return u'\'' + inner + u'\'';
}

QString hookCommand(const HookOptions &options)
{
    const QString program = shellQuoted(options.hookProgram);
    QString command =
        u"test -x "_s + program + u" && exec "_s + program + u" --source claude-code"_s;
    if (!options.dataFolder.isEmpty())
        command += u" --data-dir "_s + shellQuoted(options.dataFolder);
    return command + u" || true"_s;
}

bool isOurUrl(const QString &url)
{
    static const QRegularExpression ours(
        uR"(^https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?/api/hooks/claude-code/?$)"_s);
    return ours.match(url).hasMatch();
}

bool isOurCommand(const QString &command)
{
    // The name as a whole word: "my-dogwatch-hook" and "dogwatch-hook.bak" are somebody else's.
    static const QRegularExpression program(uR"((?<![\w.-])dogwatch-hook(\.exe)?(?![\w./-]))"_s);
    static const QRegularExpression address(
        uR"(https?://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?/api/hooks/claude-code(?![\w/.-]))"_s);
    return program.match(command).hasMatch() || address.match(command).hasMatch();
}

} // namespace dogwatch
