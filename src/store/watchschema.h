// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/schema.h"

namespace dogwatch {

// The step from schema 9 to 10; see schemaStep().
[[nodiscard]] SchemaStep watchSchemaStep();
// From 10 to 11.
[[nodiscard]] SchemaStep callRowsSchemaStep();

} // namespace dogwatch
