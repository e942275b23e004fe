// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/migrations.h"

#include "core/fault.h"
#include "store/database.h"
#include "store/schema.h"
#include "store/transaction.h"

namespace dogwatch {

using namespace Qt::StringLiterals;

namespace {

Result<void> runStep(Database &database, SchemaStep statements)
{
    ImmediateTransaction transaction(database);
    if (Result<void> begun = transaction.begin(); !begun)
        return begun;
    for (const char *sql : statements) {
        if (faultAt("migration.statement"))
            return Error{ErrorCode::StorageFull, u"failpoint migration.statement"_s};
        if (Result<void> done = database.execute(QString::fromUtf8(sql)); !done)
            return done;
    }
    return transaction.commit();
}

} // namespace

Result<void> migrate(Database &database, int version)
{
    for (int step = version; step < kSchemaVersion; ++step) {
        if (Result<void> done = runStep(database, schemaStep(step)); !done)
            return done;
    }
    return {};
}

} // namespace dogwatch
