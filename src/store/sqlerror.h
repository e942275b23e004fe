// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QSqlError>

namespace dogwatch {

// Sorts SQLite's result codes into ours: busy, full or failing storage, corrupt, foreign,
// permission, or a defect of ours (constraint, syntax). The text names what was tried.
[[nodiscard]] Error sqlError(const QSqlError &error, const QString &what);
[[nodiscard]] Error sqliteError(int extendedCode, const QString &what);

} // namespace dogwatch
