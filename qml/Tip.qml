// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// A tooltip whose text is never taken for markup.
ToolTip {
    id: root

    delay: 700
    timeout: 15000
    padding: Theme.spacing
    contentWidth: Math.min(implicitContentWidth, Theme.averageWidth * 70)

    contentItem: PlainText {
        // What it hangs on says the same to a screen reader.
        Accessible.ignored: true
        text: root.text
        wrapMode: Text.Wrap
        elide: Text.ElideNone
    }
    background: Rectangle {
        color: Theme.surface
        border.color: Theme.hairline
        radius: Theme.radius
    }
}
