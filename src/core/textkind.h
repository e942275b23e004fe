// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace dogwatch {

// What a text that can be searched is. The numbers lie in the store: never change one, add at the
// end. Thread: any.
enum class TextKind {
    Prompt = 1,
    Answer = 2,
    Thinking = 3,
    Call = 4, // what a tool was given: a command, a path, a pattern
    Output = 5, // what a tool gave back
    Error = 6,
    Note = 7, // a summary, a report of a subagent, a notice
};

[[nodiscard]] QString textKindName(TextKind kind);
[[nodiscard]] std::optional<TextKind> textKindFromName(QStringView name);
// In the order of their numbers.
[[nodiscard]] QStringList textKindNames();

} // namespace dogwatch
