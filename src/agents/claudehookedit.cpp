// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/claudehookedit.h"

#include "agents/jsontextedit.h"

#include <algorithm>
#include <set>

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

struct Scanned
{
    PositionedJson json;
    HookScan hooks;
};

Result<Scanned> scanned(const QByteArray &text)
{
    auto json = PositionedJson::parse(text);
    if (!json)
        return json.error();
    auto hooks = scanHooks(*json);
    if (!hooks)
        return hooks.error();
    return Scanned{std::move(json).value(), std::move(hooks).value()};
}

JsonDraft groupOf(const HookEntry &entry)
{
    const JsonDraft handlers = JsonDraft::array({entry.handler});
    if (entry.matcher.isEmpty())
        return JsonDraft::object({{u"hooks", handlers}});
    return JsonDraft::object(
        {{u"matcher", JsonDraft::string(entry.matcher)}, {u"hooks", handlers}});
}

// One member for each event, in the order of the entries.
std::vector<JsonDraft> eventMembers(const std::vector<HookEntry> &entries)
{
    std::vector<std::pair<QString, std::vector<JsonDraft>>> events;
    for (const HookEntry &entry : entries) {
        if (events.empty() || events.back().first != entry.event)
            events.push_back({entry.event, {}});
        events.back().second.push_back(groupOf(entry));
    }
    std::vector<JsonDraft> members;
    for (auto &[event, groups] : events)
        members.push_back(JsonDraft::array(std::move(groups)).named(event));
    return members;
}

JsonDraft hooksMember(const std::vector<HookEntry> &entries)
{
    JsonDraft hooks = JsonDraft::object({});
    for (JsonDraft &member : eventMembers(entries))
        hooks.append(std::move(member));
    return hooks.named(u"hooks");
}

bool hasEqualKeyBeside(const PositionedJson &json, int index)
{
    const JsonNode &node = json.node(index);
    const QString key = json.key(index);
    const std::vector<int> all = json.children(node.parent);
    return std::count_if(all.begin(), all.end(), [&](int i) { return json.key(i) == key; }) > 1;
}

bool isEmptied(const PositionedJson &json, int container, const std::set<int> &gone)
{
    const std::vector<int> all = json.children(container);
    return std::all_of(all.begin(), all.end(), [&](int i) { return gone.contains(i); });
}

// In place of each child whose container would be left empty, that container. A member whose key
// stands twice stays, though empty: without it the agent would see the other one.
std::set<int> withEmptied(const PositionedJson &json, const std::set<int> &gone)
{
    std::set<int> larger;
    for (const int node : gone) {
        const int container = json.node(node).parent;
        const bool goesToo =
            isEmptied(json, container, gone) && !hasEqualKeyBeside(json, container);
        larger.insert(goesToo ? container : node);
    }
    return larger;
}

QByteArray without(const PositionedJson &json, const std::vector<OwnHook> &hooks)
{
    std::set<int> handlers;
    for (const OwnHook &hook : hooks)
        handlers.insert(hook.handler);
    std::set<int> gone;
    for (const int handler : handlers) {
        const int list = json.node(handler).parent;
        // A group is nothing without handlers, whatever else it has.
        gone.insert(isEmptied(json, list, handlers) ? json.node(list).parent : handler);
    }
    const std::set<int> withEvents = withEmptied(json, gone);
    const std::set<int> withObjects = withEmptied(json, withEvents);
    return applyEdits(json.bytes(), removeChildren(json, withObjects));
}

void note(QStringList &list, const QString &event)
{
    if (!list.contains(event))
        list += event;
}

void noteAll(QStringList &list, const std::vector<OwnHook> &hooks)
{
    for (const OwnHook &hook : hooks)
        note(list, hook.event);
}

std::vector<OwnHook> surplusOf(const Scanned &file, const HookRecipe &recipe)
{
    std::vector<OwnHook> all;
    for (const EventHooks &event : file.hooks.events) {
        const HookMatch match = matchHooks(file.json, recipe, event.event, &event);
        all.insert(all.end(), match.surplus.begin(), match.surplus.end());
    }
    return all;
}

QByteArray mended(const Scanned &file, const HookRecipe &recipe, QStringList &events)
{
    std::vector<TextEdit> edits;
    for (const EventHooks &event : file.hooks.events) {
        for (const auto &kept : matchHooks(file.json, recipe, event.event, &event).kept) {
            if (kept.equal)
                continue;
            edits.push_back(replaceValue(file.json, kept.hook.handler, kept.wanted));
            note(events, event.event);
        }
    }
    return applyEdits(file.json.bytes(), std::move(edits));
}

std::vector<JsonDraft> groupsOf(const std::vector<HookEntry> &entries)
{
    std::vector<JsonDraft> groups;
    for (const HookEntry &entry : entries)
        groups.push_back(groupOf(entry));
    return groups;
}

QStringList eventsOf(const HookRecipe &recipe)
{
    QStringList events;
    for (const HookEntry &entry : recipe.entries)
        note(events, entry.event);
    return events;
}

QByteArray completed(const Scanned &file, const HookRecipe &recipe, QStringList &added)
{
    std::vector<TextEdit> edits;
    std::vector<HookEntry> newEvents;
    for (const QString &name : eventsOf(recipe)) {
        const EventHooks *event = file.hooks.find(name);
        const HookMatch match = matchHooks(file.json, recipe, name, event);
        if (match.missing.empty())
            continue;
        note(added, name);
        if (event)
            edits.push_back(appendChildren(file.json, event->array, groupsOf(match.missing)));
        else
            newEvents.insert(newEvents.end(), match.missing.begin(), match.missing.end());
    }
    if (!newEvents.empty() && file.hooks.hooks >= 0)
        edits.push_back(appendChildren(file.json, file.hooks.hooks, eventMembers(newEvents)));
    else if (!newEvents.empty())
        edits.push_back(appendChildren(file.json, file.json.root(), {hooksMember(newEvents)}));
    return applyEdits(file.json.bytes(), std::move(edits));
}

HookEdit newSettings(const QByteArray &blank, const HookRecipe &recipe)
{
    JsonDraft root = JsonDraft::object({});
    root.append(hooksMember(recipe.entries));
    HookEdit edit;
    edit.text = blank.first(hasByteOrderMark(blank) ? 3 : 0) + newDocument(root);
    edit.added = eventsOf(recipe);
    return edit;
}

// What was taken out and put in again elsewhere has been mended.
void settleLists(HookEdit &edit)
{
    for (const QString &event : QStringList(edit.dropped)) {
        if (!edit.added.contains(event) && !edit.mended.contains(event))
            continue;
        edit.dropped.removeAll(event);
        edit.added.removeAll(event);
        note(edit.mended, event);
    }
    for (const QString &event : std::as_const(edit.mended))
        edit.added.removeAll(event);
}

} // namespace

Result<HookEdit> withHooks(const QByteArray &text, const HookRecipe &recipe)
{
    if (isBlankText(text))
        return newSettings(text, recipe);
    HookEdit edit;
    edit.text = text;
    auto file = scanned(text);
    if (!file)
        return file.error();
    if (const auto surplus = surplusOf(*file, recipe); !surplus.empty()) {
        noteAll(edit.dropped, surplus);
        file = scanned(without(file->json, surplus));
        if (!file)
            return file.error();
    }
    edit.text = mended(*file, recipe, edit.mended);
    file = scanned(edit.text);
    if (!file)
        return file.error();
    edit.text = completed(*file, recipe, edit.added);
    settleLists(edit);
    return edit;
}

Result<HookEdit> withoutHooks(const QByteArray &text)
{
    HookEdit edit;
    edit.text = text;
    if (isBlankText(text))
        return edit;
    const auto file = scanned(text);
    if (!file)
        return file.error();
    const std::vector<OwnHook> own = file->hooks.allOwn();
    noteAll(edit.dropped, own);
    edit.text = without(file->json, own);
    return edit;
}

bool isInstalledOn(const QByteArray &text, const QByteArray &original)
{
    const auto file = scanned(text);
    if (!file)
        return false;
    HookRecipe recipe;
    for (const OwnHook &hook : file->hooks.allOwn())
        recipe.entries.push_back(
            {hook.event, hook.matcher, JsonDraft::copyOf(file->json, hook.handler)});
    if (!isBlankText(original)) {
        const auto before = scanned(original);
        if (!before || !before->hooks.allOwn().empty())
            return false;
    }
    const auto again = withHooks(original, recipe);
    return again && again->text == text;
}

} // namespace dogwatch
