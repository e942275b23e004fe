// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "platform/terminalplace.h"

namespace dogwatch {

struct JumpOutcome
{
    enum class Reach {
        There, // its window is in front, with its tab and pane where the terminal can be told which
        Partly, // one without the other
        Nowhere,
    };
    Reach reach = Reach::Nowhere;
    QString why; // it is not There: one sentence, for a person
    QString command; // by which a person gets there from any terminal; may be empty
};

// Shows a person the terminal in which an agent runs: selects its pane or tab by the terminal's own
// means (tmux, kitty, WezTerm, Konsole, VS Code) and brings its window to the front (X11). Says
// only what it has seen to be so. Blocking, for up to half a minute on a busy machine; any thread
// but the main one.
[[nodiscard]] JumpOutcome jumpToTerminal(const TerminalPlace &place);

} // namespace dogwatch
