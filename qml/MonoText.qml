// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// Commands, paths and payloads.
PlainText {
    font.family: Theme.monoFamily
    font.pixelSize: Theme.smallSize
}
