// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/schema.h"

namespace dogwatch {

// The step from schema 6 to 7; see schemaStep().
[[nodiscard]] SchemaStep subscriptionSchemaStep();

} // namespace dogwatch
