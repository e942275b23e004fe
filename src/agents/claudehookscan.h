// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudehookentries.h"
#include "agents/positionedjson.h"
#include "core/result.h"

#include <QString>

#include <vector>

namespace dogwatch {

// A handler of ours in a settings text: which node, below which event, and for what it fires.
struct OwnHook
{
    QString event;
    QString matcher; // empty: everything
    int handler = -1;
};

struct EventHooks
{
    QString event;
    int array = -1;
    std::vector<OwnHook> own;
    int foreign = 0;
    int malformed = 0;
};

// What the "hooks" of a settings text hold. Indexes belong to the text it was made from.
struct HookScan
{
    int hooks = -1; // the object that counts; -1: there is none
    std::vector<EventHooks> events;
    // Ours below a key that a later, equal key overrides: the agent never sees them.
    std::vector<OwnHook> overridden;

    [[nodiscard]] const EventHooks *find(QStringView event) const;
    [[nodiscard]] std::vector<OwnHook> allOwn() const;
};

// Fails with Corrupt where the text is sound JSON but no settings that could be edited: the root or
// "hooks" is no object, a known event no array. Pure, usable in any thread.
Result<HookScan> scanHooks(const PositionedJson &json);

// How one event's handlers of ours stand against the recipe.
struct HookMatch
{
    struct Kept
    {
        OwnHook hook;
        JsonDraft wanted;
        bool equal = false;
    };
    std::vector<Kept> kept;
    std::vector<OwnHook> surplus;
    std::vector<HookEntry> missing;
};

// `event` may be null: nothing of that name in the file.
[[nodiscard]] HookMatch matchHooks(const PositionedJson &json, const HookRecipe &recipe,
                                   const QString &name, const EventHooks *event);

} // namespace dogwatch
