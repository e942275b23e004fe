// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudehookedit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace dogwatch::test {

using namespace Qt::StringLiterals;

inline HookOptions commandOptions()
{
    HookOptions options;
    options.hookProgram = u"/opt/dog watch/dogwatch-hook"_s;
    return options;
}

inline HookOptions httpOptions()
{
    HookOptions options = commandOptions();
    options.http = true;
    options.url = u"http://127.0.0.1:4519"_s;
    options.token = u"s3cret"_s;
    return options;
}

// The handlers, written down once more: the code under test must not be its own measure.
inline QJsonObject commandJson()
{
    return {{u"type"_s, u"command"_s},
            {u"command"_s,
             u"test -x '/opt/dog watch/dogwatch-hook' && exec '/opt/dog watch/dogwatch-hook' "
             "--source claude-code || true"_s},
            {u"timeout"_s, 5}};
}

inline QJsonObject httpJson()
{
    return {{u"type"_s, u"http"_s},
            {u"url"_s, u"http://127.0.0.1:4519/api/hooks/claude-code"_s},
            {u"headers"_s, QJsonObject{{u"Authorization"_s, u"Bearer s3cret"_s}}},
            {u"timeout"_s, 5}};
}

inline QStringList expectedEvents()
{
    return u"PreToolUse PostToolUse PostToolUseFailure PostToolBatch Notification UserPromptSubmit "
           "UserPromptExpansion SessionStart SessionEnd Stop StopFailure SubagentStart "
           "SubagentStop "
           "PreCompact PostCompact PreModelSwitch PostModelSwitch PermissionRequest "
           "PermissionDenied Setup TeammateIdle TaskCreated TaskCompleted Elicitation "
           "ElicitationResult ConfigChange WorktreeRemove InstructionsLoaded CwdChanged "
           "FileChanged "
           "DirectoryAdded MessageDisplay"_s.split(u' ');
}

inline QJsonObject withOurs(QJsonObject settings, bool http)
{
    QJsonObject hooks = settings.value("hooks"_L1).toObject();
    for (const QString &event : expectedEvents()) {
        const bool posts = http && event != u"SessionStart" && event != u"Setup";
        const QJsonArray handlers{posts ? httpJson() : commandJson()};
        QJsonArray groups = hooks.value(event).toArray();
        if (event == u"FileChanged") {
            groups += QJsonObject{{u"matcher"_s, u".env|.envrc|.mcp.json|AGENTS.md|CLAUDE.md"_s},
                                  {u"hooks"_s, handlers}};
        }
        groups += QJsonObject{{u"hooks"_s, handlers}};
        hooks.insert(event, groups);
    }
    settings.insert(u"hooks"_s, hooks);
    return settings;
}

inline QJsonObject parsed(QByteArray text)
{
    if (isBlankText(text))
        return {};
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        qFatal("no object: %s in %s", qPrintable(error.errorString()), text.left(300).constData());
    return document.object();
}

inline QByteArray installed(const QByteArray &text, const HookOptions &options)
{
    const auto edit = withHooks(text, hookRecipe(options));
    if (!edit)
        qFatal("%s", qPrintable(edit.error().text));
    return edit->text;
}

inline QByteArray uninstalled(const QByteArray &text)
{
    const auto edit = withoutHooks(text);
    if (!edit)
        qFatal("%s", qPrintable(edit.error().text));
    return edit->text;
}

inline QString jsonString(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

} // namespace dogwatch::test
