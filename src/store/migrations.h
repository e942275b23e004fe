// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

namespace dogwatch {

class Database;

// "DOGW": what PRAGMA application_id must say.
inline constexpr int kApplicationId = 0x444F4757;
// The schema that this program writes.
inline constexpr int kSchemaVersion = 11;

// Brings the store from `version` (0: empty) to kSchemaVersion, one immediate transaction for each
// step, the version mark in the same transaction. Writer connection only.
[[nodiscard]] Result<void> migrate(Database &database, int version);

} // namespace dogwatch
