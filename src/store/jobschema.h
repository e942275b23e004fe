// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/schema.h"

namespace dogwatch {

// The step from schema 8 to 9; see schemaStep().
[[nodiscard]] SchemaStep jobSchemaStep();

} // namespace dogwatch
