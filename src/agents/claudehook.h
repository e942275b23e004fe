// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/adapter.h"

namespace dogwatch {

// Claude Code's hook payloads: the 33 events known up to 2.1.328 and whatever comes after them.
[[nodiscard]] Decoded decodeClaudeHook(const QJsonObject &payload);

} // namespace dogwatch
