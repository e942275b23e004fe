// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudehookentries.h"
#include "agents/claudehookscan.h"
#include "core/result.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace dogwatch {

// A settings text with our hooks put in or taken out; the lists name events. All pure functions on
// texts, usable in any thread. Text that is no sound settings fails with Corrupt.
struct HookEdit
{
    QByteArray text;
    QStringList added;
    QStringList mended;
    QStringList dropped;
};

// A blank text counts as an empty object.
Result<HookEdit> withHooks(const QByteArray &text, const HookRecipe &recipe);
Result<HookEdit> withoutHooks(const QByteArray &text);

// `text` is exactly what withHooks() makes of `original`, with the handlers that stand in `text`,
// and `original` has none: then `original` is what was there before, to the byte.
[[nodiscard]] bool isInstalledOn(const QByteArray &text, const QByteArray &original);

} // namespace dogwatch
