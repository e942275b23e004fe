// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>

namespace dogwatch {

struct ImportBenchOptions
{
    int megabytes = 302;
    int rounds = 5;
    // ccusage's program, to be compared with in the same rounds; empty: nothing to compare with.
    QString ccusage;
};

// What it takes to know the usage of a history of transcripts: read for the first time and stored,
// each round in a data folder of its own, and read again. Blocking, some seconds. The transcripts
// are in the system's cache: it is the reading that is measured, not the disk.
[[nodiscard]] Result<QJsonObject> measureImport(const ImportBenchOptions &options);

} // namespace dogwatch
