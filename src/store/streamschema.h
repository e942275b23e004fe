// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>

namespace dogwatch {

// The step from schema 4 to 5; see schemaStep().
[[nodiscard]] std::span<const char *const> streamSchemaStep();

} // namespace dogwatch
