// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/digest.h"
#include "core/result.h"

#include <QTimeZone>

namespace dogwatch {

class Database;

// What a digest tells of, read in one go on the given connection, in its thread. A part that can't
// be read is said to be unread; an error is where nothing can: then there is no digest to make.
// Times are unix ms.
[[nodiscard]] Result<DigestData> digestData(Database &database, qint64 fromMs, qint64 untilMs,
                                            const QTimeZone &zone);

// Since the last digest of that job, but for at least an hour and at most a week; a day where there
// was none.
[[nodiscard]] Result<qint64> digestBegin(Database &database, qint64 job, qint64 untilMs);

struct KeptDigest
{
    qint64 madeAtMs = 0;
    QString name; // of its file
    QString headline;
    QString plain;
    QString markdown;
};
// The newest ones that have a file.
[[nodiscard]] Result<std::vector<KeptDigest>> digestsWithFile(Database &database, int limit);
// The newest of all; nothing: none was ever made.
[[nodiscard]] Result<std::optional<KeptDigest>> lastDigest(Database &database);

} // namespace dogwatch
