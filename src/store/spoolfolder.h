// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"
#include "store/incomingevent.h"

#include <QString>
#include <QStringList>

#include <variant>
#include <vector>

namespace dogwatch {

// The folder in which the hook client leaves what it could not deliver, one file an event, named so
// that their order is that of time.
// Blocking; pool thread.
class SpoolFolder
{
public:
    explicit SpoolFolder(const DataFolder &folder);

    // Names of the files that wait, in order, at most `limit`. Temporary ones (a leading dot) are
    // somebody's work in progress. An unreadable folder is an error, not an empty one.
    [[nodiscard]] Result<QStringList> waiting(qsizetype limit) const;
    [[nodiscard]] Result<qint64> count() const;
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QString &rejected() const { return m_rejected; }

    // The event in a file. InvalidInput: the file is not one, and belongs set aside.
    [[nodiscard]] Result<IncomingEvent> read(const QString &name, qint64 nowMs,
                                             const StoragePolicy &policy) const;
    // After its commit.
    [[nodiscard]] Result<void> remove(const QString &name) const;
    // Moves a file to rejected/ for a person to look at, with a note of why beside it; `asName`
    // where it is to be called otherwise there. What lies there already stays.
    [[nodiscard]] Result<void> setAside(const QString &name, const QString &reason,
                                        const QString &asName = {}) const;

private:
    QString m_path;
    QString m_rejected;
};

} // namespace dogwatch
