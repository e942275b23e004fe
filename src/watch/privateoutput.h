// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QString>

namespace dogwatch {

// A file in the making, 0600, beside where it is to stand: it gets its name when it is whole, and
// goes with its maker where that does not come to pass. Blocking; one thread at a time. Movable.
class PrivateOutput
{
public:
    [[nodiscard]] static Result<PrivateOutput> create(const QString &folder);
    // A name that create() gives, as a killed process leaves it behind.
    [[nodiscard]] static bool isTemporary(const QString &name);

    PrivateOutput(PrivateOutput &&other) noexcept;
    PrivateOutput &operator=(PrivateOutput &&other) noexcept;
    ~PrivateOutput();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Result<void> write(const char *bytes, qint64 size);
    // To the disk; with the time of its last change, unix ms, where one is given.
    [[nodiscard]] Result<void> sync(std::optional<qint64> modifiedMs = {});
    // In the place of what stands there, or only where nothing does (Conflict). Synced.
    [[nodiscard]] Result<void> rename(const QString &target);
    [[nodiscard]] Result<void> renameNew(const QString &target);

private:
    PrivateOutput(int descriptor, QString path);
    [[nodiscard]] Result<void> named(const QString &target);

    int m_descriptor = -1;
    QString m_path; // empty: it has its name
};

} // namespace dogwatch
