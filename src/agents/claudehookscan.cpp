// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudehookscan.h"

#include <algorithm>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kNeverHooked("WorktreeCreate");

bool isKnownEvent(const QString &event)
{
    static const QStringList known = claudeHookEvents() << QString(kNeverHooked);
    return known.contains(event);
}

bool isOurHandler(const PositionedJson &json, int handler)
{
    const int type = json.member(handler, u"type");
    const QString kind = json.string(type);
    if (kind == "http"_L1)
        return isOurUrl(json.string(json.member(handler, u"url")));
    return (type < 0 || kind == "command"_L1)
        && isOurCommand(json.string(json.member(handler, u"command")));
}

QString matcherOf(const PositionedJson &json, int group)
{
    const QString matcher = json.string(json.member(group, u"matcher"));
    return matcher == "*"_L1 ? QString() : matcher;
}

// What a handler of that type can't do without; a type that is not known here asks for nothing.
bool isUnderstood(const PositionedJson &json, int handler)
{
    const QString type = json.string(json.member(handler, u"type"));
    const auto has = [&](QStringView name) {
        return json.isKind(json.member(handler, name), JsonKind::String);
    };
    if (type == "command"_L1)
        return has(u"command");
    if (type == "http"_L1)
        return has(u"url");
    if (type == "prompt"_L1 || type == "agent"_L1)
        return has(u"prompt");
    return !type.isEmpty();
}

void scanGroup(const PositionedJson &json, int group, EventHooks &event)
{
    const int handlers = json.member(group, u"hooks");
    const int matcher = json.member(group, u"matcher");
    if (!json.isKind(handlers, JsonKind::Array)) {
        ++event.malformed;
        return;
    }
    if (matcher >= 0 && !json.isKind(matcher, JsonKind::String))
        ++event.malformed;
    for (const int handler : json.children(handlers)) {
        if (isOurHandler(json, handler))
            event.own.push_back({event.event, matcherOf(json, group), handler});
        else if (isUnderstood(json, handler))
            ++event.foreign;
        else
            ++event.malformed;
    }
}

EventHooks scanEvent(const PositionedJson &json, int array)
{
    EventHooks event;
    event.event = json.key(array);
    event.array = array;
    for (const int group : json.children(array))
        scanGroup(json, group, event);
    return event;
}

// Takes in one "hooks" object; only the last one of that name counts.
Result<void> scanObject(const PositionedJson &json, int hooks, HookScan &scan, bool counts)
{
    for (const int member : json.children(hooks)) {
        const QString name = json.key(member);
        const bool memberCounts = counts && json.member(hooks, name) == member;
        if (!json.isKind(member, JsonKind::Array)) {
            if (memberCounts && isKnownEvent(name))
                return Error{ErrorCode::Corrupt, u"\"hooks\".\"%1\" is no array"_s.arg(name)};
            continue;
        }
        EventHooks event = scanEvent(json, member);
        if (memberCounts)
            scan.events.push_back(std::move(event));
        else
            scan.overridden.insert(scan.overridden.end(), event.own.begin(), event.own.end());
    }
    return {};
}

} // namespace

const EventHooks *HookScan::find(QStringView event) const
{
    const auto found = std::find_if(events.begin(), events.end(),
                                    [event](const EventHooks &e) { return e.event == event; });
    return found == events.end() ? nullptr : &*found;
}

std::vector<OwnHook> HookScan::allOwn() const
{
    std::vector<OwnHook> all;
    for (const EventHooks &event : events)
        all.insert(all.end(), event.own.begin(), event.own.end());
    all.insert(all.end(), overridden.begin(), overridden.end());
    return all;
}

Result<HookScan> scanHooks(const PositionedJson &json)
{
    if (!json.isKind(json.root(), JsonKind::Object))
        return Error{ErrorCode::Corrupt, u"the document is no object"_s};
    HookScan scan;
    scan.hooks = json.member(json.root(), u"hooks");
    if (scan.hooks >= 0 && !json.isKind(scan.hooks, JsonKind::Object))
        return Error{ErrorCode::Corrupt, u"\"hooks\" is no object"_s};
    for (const int member : json.children(json.root())) {
        if (!json.isKind(member, JsonKind::Object) || json.key(member) != "hooks"_L1)
            continue;
        if (const auto scanned = scanObject(json, member, scan, member == scan.hooks); !scanned)
            return scanned.error();
    }
    return scan;
}

HookMatch matchHooks(const PositionedJson &json, const HookRecipe &recipe, const QString &name,
                     const EventHooks *event)
{
    HookMatch match;
    std::vector<OwnHook> left = event ? event->own : std::vector<OwnHook>();
    bool isInRecipe = false;
    for (const HookEntry &entry : recipe.entries) {
        if (entry.event != name)
            continue;
        isInRecipe = true;
        const QJsonValue wanted = entry.handler.value();
        const auto fits = [&](const OwnHook &hook) { return hook.matcher == entry.matcher; };
        auto found = std::find_if(left.begin(), left.end(), [&](const OwnHook &hook) {
            return fits(hook) && json.value(hook.handler) == wanted;
        });
        const bool equal = found != left.end();
        if (!equal)
            found = std::find_if(left.begin(), left.end(), fits);
        if (found == left.end()) {
            match.missing.push_back(entry);
        } else {
            match.kept.push_back({*found, entry.handler, equal});
            left.erase(found);
        }
    }
    if (isInRecipe || name == kNeverHooked) {
        match.surplus = std::move(left);
        return match;
    }
    // Below an event that this version doesn't know: somebody wanted it, so it is kept and mended.
    const JsonDraft &wanted = recipe.handlerFor(name);
    for (const OwnHook &hook : left)
        match.kept.push_back({hook, wanted, json.value(hook.handler) == wanted.value()});
    return match;
}

} // namespace dogwatch
