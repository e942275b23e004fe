// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/datafolder.h"
#include "core/result.h"

#include <QString>

namespace dogwatch {

// Whether the desktop starts Dogwatch with this data folder when a person logs in: an entry in
// $XDG_CONFIG_HOME/autostart, which the desktop's own settings and people change as well. So the
// file is the setting, and nothing else remembers it. Blocking; any thread, one at a time.

struct Autostart
{
    // The entry is of this data folder, is not switched off, and what it starts is there.
    bool isOn = false;
    // Why an entry of this data folder would start nothing, or what is there can't be read; empty:
    // neither.
    QString problem;
};
[[nodiscard]] Autostart autostartOf(const DataFolder &folder);

// On: `program` (an absolute path) is started in the tray from the next login on, in the place of
// whatever another data folder has there. NotFound: there is no such program.
[[nodiscard]] Result<void> setAutostart(const DataFolder &folder, const QString &program);
// Off; what another data folder has there stays.
[[nodiscard]] Result<void> removeAutostart(const DataFolder &folder);

} // namespace dogwatch
