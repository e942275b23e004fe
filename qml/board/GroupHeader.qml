// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// The name of a group of tiles, with a hairline.
Item {
    id: root

    required property string name
    required property int tiles

    Accessible.role: Accessible.Heading
    Accessible.name: root.name

    PlainText {
        id: label

        height: parent.height
        width: Math.min(implicitWidth, root.width * 0.7)
        text: root.name
        font.bold: true
    }
    PlainText {
        id: number

        x: label.width + Theme.spacing
        height: parent.height
        text: root.tiles
        color: Theme.dim
    }
    Rectangle {
        x: number.x + number.width + Theme.spacing
        y: Math.round(parent.height / 2)
        width: Math.max(0, root.width - x)
        height: 1
        color: Theme.hairline
    }
}
