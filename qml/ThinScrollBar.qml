// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// A scroll bar that is there whenever something lies outside, and fits into the margin. It does not
// fade as the style's own does: nothing moves but what needs a person.
ScrollBar {
    id: root

    policy: ScrollBar.AlwaysOn
    visible: root.size < 1
    implicitWidth: Theme.spacing
    implicitHeight: Theme.spacing
    padding: 1
    background: null
    contentItem: Rectangle {
        radius: Math.min(width, height) / 2
        color: root.pressed || root.hovered ? Theme.dim : Theme.faint
        opacity: root.pressed || root.hovered ? 1 : 0.6
    }
}
