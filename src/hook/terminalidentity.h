// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/textbuilder.h"

namespace dogwatch::hook {

// Appends one JSON object, in printable ASCII, of what names the terminal window or pane that the
// agent runs in: the environment variables that terminals set for this, their names in lower case
// ("tmux_pane", "tmux", "kitty_window_id", …). "{}" if none is set.
void appendTerminalIdentity(TextBuilder &to);

} // namespace dogwatch::hook
