// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// A menu's line whose text is never taken for markup; with the key that does the same.
MenuItem {
    id: root

    property string keys

    font.pixelSize: Theme.fontSize
    implicitHeight: visible ? Theme.rowHeight + 4 : 0
    leftPadding: Theme.spacing * (root.checkable ? 3 : 1.5)
    rightPadding: Theme.spacing * 1.5
    Accessible.name: root.text

    contentItem: MenuLine {
        text: root.text
        keys: root.keys
        color: root.enabled ? Theme.text : Theme.faint
    }
    background: Rectangle {
        color: root.highlighted ? Theme.accentSoft : "transparent"
    }
    arrow: null
    indicator: PlainText {
        visible: root.checkable && root.checked
        x: Theme.spacing
        height: root.height
        text: "✓"
    }
}
