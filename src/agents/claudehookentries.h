// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudesettings.h"
#include "agents/jsondraft.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace dogwatch {

// One handler that is to stand below one event.
struct HookEntry
{
    QString event;
    QString matcher; // empty: everything
    JsonDraft handler;
};

// What a settings file must hold of ours. Pure values, usable in any thread.
struct HookRecipe
{
    std::vector<HookEntry> entries;
    JsonDraft command; // the handler that runs dogwatch-hook
    JsonDraft http; // the handler that posts; only for the events which the agent can post
    bool prefersHttp = false;

    // For entries that a person put below an event which this version doesn't know.
    [[nodiscard]] const JsonDraft &handlerFor(QStringView event) const;
};

[[nodiscard]] HookRecipe hookRecipe(const HookOptions &options);

// The agent can send this event to an address; SessionStart and Setup reach commands alone.
[[nodiscard]] bool canBePosted(QStringView event);
// Everything within single quotes, so that no byte of a path means anything to the shell.
[[nodiscard]] QString shellQuoted(const QString &text);
// The shell line: silent and successful when the program is gone.
[[nodiscard]] QString hookCommand(const HookOptions &options);
// The line runs a program called dogwatch-hook, or posts to our address on this machine.
[[nodiscard]] bool isOurCommand(const QString &command);
// Our path on this machine, whatever the port.
[[nodiscard]] bool isOurUrl(const QString &url);

} // namespace dogwatch
