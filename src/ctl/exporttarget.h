// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "watch/privateoutput.h"

#include <optional>

namespace dogwatch {

// Where an export goes: to stdout, or into a file that is there whole or not at all. Blocking.
class ExportTarget
{
public:
    // An empty path: stdout. Conflict: the path lies in the data folder, where only our own files
    // may stand, or is something else than a file.
    [[nodiscard]] static Result<ExportTarget> open(const DataFolder &folder, const QString &path);

    // Cancelled: nobody reads stdout any more.
    [[nodiscard]] Result<void> write(const QByteArray &bytes);
    [[nodiscard]] Result<void> finish();

private:
    ExportTarget() = default;
    [[nodiscard]] Result<void> flush();

    QString m_path; // empty: stdout
    std::optional<PrivateOutput> m_file;
    QByteArray m_waiting;
};

} // namespace dogwatch
