// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// A button whose text is never taken for markup.
Button {
    id: root

    // The one thing to do next.
    property bool leading: false

    font.pixelSize: Theme.fontSize
    leftPadding: Theme.spacing * 2
    rightPadding: Theme.spacing * 2
    topPadding: Theme.spacing * 0.75
    bottomPadding: Theme.spacing * 0.75
    Accessible.name: root.text

    contentItem: PlainText {
        text: root.text
        horizontalAlignment: Text.AlignHCenter
        font.bold: root.leading
        color: !root.enabled ? Theme.faint : root.leading ? Theme.surface : Theme.text
    }
    background: Rectangle {
        radius: Theme.radius
        color: !root.enabled ? Theme.window
            : root.leading ? (root.down ? Qt.darker(Theme.accent, 1.15) : Theme.accent)
            : root.down || root.hovered ? Theme.hover : Theme.surface
        border.width: root.visualFocus ? 2 : 1
        border.color: root.visualFocus ? (root.leading ? Theme.text : Theme.accent)
            : root.leading ? Theme.accent : Theme.hairline
    }

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
}
