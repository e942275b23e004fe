// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudesettings.h"

#include "agents/claudehookscan.h"
#include "agents/settingsfile.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

bool isHttp(const PositionedJson &json, int handler)
{
    return json.string(json.member(handler, u"type")) == "http"_L1;
}

QStringList commandProblems(const QJsonObject &handler, const HookOptions &options)
{
    const QString command = handler.value("command"_L1).toString();
    const QString dataFlag = u"--data-dir "_s;
    QStringList problems;
    if (!command.contains(shellQuoted(options.hookProgram)))
        problems += u"program"_s;
    const bool hasFolder = options.dataFolder.isEmpty()
        ? !command.contains(dataFlag)
        : command.contains(QString(dataFlag + shellQuoted(options.dataFolder)));
    if (!hasFolder)
        problems += u"data_folder"_s;
    return problems;
}

QStringList httpProblems(const QJsonObject &handler, const HookOptions &options)
{
    QStringList problems;
    const QString url = handler.value("url"_L1).toString();
    if (!options.url.isEmpty() && url != QString(options.url + u"/api/hooks/claude-code"_s))
        problems += u"url"_s;
    const QString credential =
        handler.value("headers"_L1).toObject().value("Authorization"_L1).toString();
    if (!options.token.isEmpty() && credential != QString(u"Bearer "_s + options.token))
        problems += u"token"_s;
    return problems;
}

// An http entry is judged by what is known: while the app has never run there is neither.
QJsonObject wantedHttp(const QJsonObject &found, const HookRecipe &recipe,
                       const HookOptions &options)
{
    QJsonObject wanted = recipe.http.value().toObject();
    if (options.url.isEmpty())
        wanted.insert("url"_L1, found.value("url"_L1));
    if (options.token.isEmpty())
        wanted.insert("headers"_L1, found.value("headers"_L1));
    return wanted;
}

// What is wrong with one entry, whichever kind it is: the kind is the user's choice.
QStringList entryProblems(const PositionedJson &json, const OwnHook &hook, const HookRecipe &recipe,
                          const HookOptions &options)
{
    const QJsonObject found = json.value(hook.handler).toObject();
    const bool http = isHttp(json, hook.handler);
    QStringList problems;
    if (http && !canBePosted(hook.event))
        problems += u"not_delivered"_s;
    const QJsonObject wanted =
        http ? wantedHttp(found, recipe, options) : recipe.command.value().toObject();
    if (found == wanted)
        return problems;
    const QStringList named = http ? httpProblems(found, options) : commandProblems(found, options);
    return problems + (named.isEmpty() ? QStringList{u"form"_s} : named);
}

void add(QStringList &list, const QStringList &more)
{
    for (const QString &item : more) {
        if (!list.contains(item))
            list += item;
    }
}

HookEventStatus eventStatus(const PositionedJson &json, const QString &name,
                            const EventHooks *event, const HookRecipe &recipe,
                            const HookOptions &options)
{
    HookEventStatus status;
    status.event = name;
    if (event) {
        status.ours = int(event->own.size());
        status.foreign = event->foreign;
        status.malformed = event->malformed;
    }
    if (status.ours == 0)
        return status;
    const HookMatch match = matchHooks(json, recipe, name, event);
    for (const auto &kept : match.kept)
        add(status.problems, entryProblems(json, kept.hook, recipe, options));
    if (!match.missing.empty())
        add(status.problems, {u"matcher"_s});
    else if (!match.surplus.empty())
        add(status.problems, {u"duplicate"_s});
    status.kind = isHttp(json, event->own.front().handler) ? u"http"_s : u"command"_s;
    status.state = status.problems.isEmpty() ? HookState::Present : HookState::Outdated;
    return status;
}

void addEvents(HookStatus &status, const PositionedJson &json, const HookScan &scan,
               const HookOptions &options)
{
    const HookRecipe recipe = hookRecipe(options);
    QStringList names = claudeHookEvents();
    for (const EventHooks &event : scan.events) {
        if (!event.own.empty() && !names.contains(event.event))
            names += event.event;
        const bool isFatal =
            event.event == "PreToolUse"_L1 || event.event == "PermissionRequest"_L1;
        if (isFatal && event.malformed > 0)
            status.fileIgnored = true;
    }
    for (const QString &name : names)
        status.events.push_back(eventStatus(json, name, scan.find(name), recipe, options));
    const auto count = [&](HookState state) {
        return int(std::count_if(status.events.begin(), status.events.end(),
                                 [state](const HookEventStatus &e) { return e.state == state; }));
    };
    status.present = count(HookState::Present);
    status.outdated = count(HookState::Outdated);
    status.missing = count(HookState::Missing);
}

bool holdsToken(const PositionedJson &json, const HookScan &scan)
{
    const auto own = scan.allOwn();
    return std::any_of(own.begin(), own.end(),
                       [&](const OwnHook &hook) { return isHttp(json, hook.handler); });
}

bool matchesPattern(const QString &pattern, const QString &url)
{
    QString expression = QRegularExpression::escape(pattern);
    expression.replace("\\*"_L1, ".*"_L1);
    return QRegularExpression(QRegularExpression::anchoredPattern(expression))
        .match(url)
        .hasMatch();
}

// The settings that can silence us, over all files: one list of addresses is enough to refuse all
// others, and what any of them allows is allowed.
struct SilencerSearch
{
    std::vector<HookSilencer> found;
    QStringList unreadable;
    QString firstUrlList;
    QStringList urlPatterns;

    void look(const QString &file, const QJsonObject &settings)
    {
        for (const QLatin1StringView name : {"disableAllHooks"_L1, "allowManagedHooksOnly"_L1}) {
            if (settings.value(name).toBool())
                found.push_back({file, QString(name)});
        }
        const QJsonValue urls = settings.value("allowedHttpHookUrls"_L1);
        if (!urls.isArray())
            return;
        if (firstUrlList.isEmpty())
            firstUrlList = file;
        for (const QJsonValue &url : urls.toArray())
            urlPatterns += url.toString();
    }

    void lookInFile(const QString &path)
    {
        const auto file = readSettings(path);
        if (!file) {
            unreadable += path;
            return;
        }
        if (isBlankText(file->bytes))
            return;
        const auto json = PositionedJson::parse(file->bytes);
        if (json && json->isKind(json->root(), JsonKind::Object))
            look(path, json->value(json->root()).toObject());
        else
            unreadable += path;
    }
};

QStringList ownUrls(const PositionedJson &json, const HookScan &scan)
{
    QStringList urls;
    for (const OwnHook &hook : scan.allOwn()) {
        if (isHttp(json, hook.handler))
            add(urls, {json.string(json.member(hook.handler, u"url"))});
    }
    return urls;
}

void addSilencers(HookStatus &status, const SettingsTarget &target, const QJsonObject &settings,
                  const QStringList &urls)
{
    SilencerSearch search;
    search.look(target.settingsPath, settings);
    for (const QString &path : target.otherSettings)
        search.lookInFile(path);
    const bool isRefused = std::any_of(urls.begin(), urls.end(), [&](const QString &url) {
        return std::none_of(search.urlPatterns.begin(), search.urlPatterns.end(),
                            [&](const QString &pattern) { return matchesPattern(pattern, url); });
    });
    if (!search.firstUrlList.isEmpty() && isRefused)
        search.found.push_back({search.firstUrlList, u"allowedHttpHookUrls"_s});
    status.silencers = std::move(search.found);
    status.unreadable = std::move(search.unreadable);
}

} // namespace

QString hookStateName(HookState state)
{
    switch (state) {
    case HookState::Missing:
        return u"missing"_s;
    case HookState::Present:
        return u"present"_s;
    case HookState::Outdated:
        return u"outdated"_s;
    }
    return {};
}

Result<HookStatus> hookStatus(const SettingsTarget &target, const HookOptions &options)
{
    const auto file = readSettings(target.settingsPath);
    if (!file)
        return file.error();
    HookStatus status;
    status.file = file->path;
    status.target = file->target;
    status.exists = file->exists;
    status.writable = !isReadOnly(*file);
    const QFileInfo program(options.hookProgram);
    status.programFound = program.isFile() && program.isExecutable();

    const auto json = PositionedJson::parse(isBlankText(file->bytes) ? "{}"_ba : file->bytes);
    if (!json) {
        status.malformed = json.error().text;
        return status;
    }
    const auto scan = scanHooks(*json);
    if (!scan) {
        status.malformed = scan.error().text;
        return status;
    }
    addEvents(status, *json, *scan, options);
    const bool othersMayRead = (file->mode & 0077) != 0;
    status.tokenExposed = othersMayRead && holdsToken(*json, *scan);
    addSilencers(status, target, json->value(json->root()).toObject(), ownUrls(*json, *scan));
    return status;
}

} // namespace dogwatch
