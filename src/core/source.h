// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace dogwatch {

// Which kind of agent an event comes from. The names are those of the hook URL and of the store.
enum class Source {
    ClaudeCode,
    Codex,
    GeminiCli,
    Cursor,
    Copilot,
    OpenCode,
    Generic,
};

// "claude-code", "codex", … Lower case, stable: part of the external contract.
[[nodiscard]] QString sourceName(Source source);
// How a person calls it: "Claude Code". A proper name, so it is not translated.
[[nodiscard]] QString sourceTitle(Source source);
[[nodiscard]] std::optional<Source> sourceFromName(QStringView name);

// By which way an event came in.
enum class Origin {
    Hook,
    Batch,
    Spool,
    Replay,
};

[[nodiscard]] QString originName(Origin origin);
[[nodiscard]] std::optional<Origin> originFromName(QStringView name);

} // namespace dogwatch
