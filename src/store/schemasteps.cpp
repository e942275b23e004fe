// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/jobschema.h"
#include "store/migrations.h"
#include "store/parcelschema.h"
#include "store/retentionschema.h"
#include "store/schema.h"
#include "store/streamschema.h"
#include "store/subscriptionschema.h"
#include "store/watchschema.h"

namespace dogwatch {

SchemaStep schemaStep(int from)
{
    const auto first = firstSchemaSteps();
    if (from < static_cast<int>(first.size()))
        return first[static_cast<std::size_t>(from)];
    const SchemaStep later[] = {
        streamSchemaStep(), retentionSchemaStep(), subscriptionSchemaStep(), parcelSchemaStep(),
        jobSchemaStep(),    watchSchemaStep(),     callRowsSchemaStep()};
    static_assert(first.size() + std::size(later) == kSchemaVersion);
    return later[static_cast<std::size_t>(from) - first.size()];
}

} // namespace dogwatch
