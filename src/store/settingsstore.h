// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/settings.h"

#include <QJsonObject>
#include <QSet>
#include <QStringList>

namespace dogwatch {

// The settings of a data folder, in its settings.ini. Blocking; one thread at a time writes: the
// app's main thread, or a command that holds the instance lock.

struct LoadedSettings
{
    Settings settings;
    QSet<QString> given; // names of keys that stand in the file with a value that counts
    // A sentence for each thing that can't be used; its default counts instead, and of privacy the
    // least that may be kept.
    QStringList problems;
};
// Never fails: what can't be read is a problem and reads as the defaults.
[[nodiscard]] LoadedSettings loadSettings(const DataFolder &folder);

// One key; nothing as `value` takes it out of the file. The file is replaced as a whole, and what
// else stands in it stays. kStartAtLogin goes to the desktop's autostart folder instead, and starts
// the `dogwatch` beside this program. InvalidInput: no such key, or no such value; nothing was
// written.
[[nodiscard]] Result<void> storeSetting(const DataFolder &folder, const QString &name,
                                        const std::optional<QString> &value);

// {"settings":[{"key","type","value","default","allowed","help","is_set"}…],"problems":[…]}
[[nodiscard]] QJsonObject toJson(const LoadedSettings &loaded);

// What these settings mean for storing. Reads the file of a person's own rules; `problems` grows by
// what is wrong with it, and then no texts are stored.
[[nodiscard]] StoragePolicy policyOf(const Settings &settings, QStringList &problems);

} // namespace dogwatch
