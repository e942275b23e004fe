// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// A frame that flares three times when a session begins to need a person, and then rests.
Rectangle {
    id: root

    border.width: 3
    border.color: color
    radius: Theme.radius

    Rectangle {
        anchors.fill: parent
        anchors.margins: root.border.width
        color: Theme.warningSoft
    }

    SequentialAnimation on opacity {
        loops: 3
        NumberAnimation { from: 0; to: 0.9; duration: 250 }
        NumberAnimation { to: 0; duration: 550 }
    }
}
