// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// One command, path or id in a table.
MonoText {
    height: Theme.rowHeight
    leftPadding: Theme.spacing * 0.75
    rightPadding: Theme.spacing * 0.75
}
