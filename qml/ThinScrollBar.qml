// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// A scroll bar that is there whenever something lies outside, and fits into the margin.
ScrollBar {
    id: root

    policy: ScrollBar.AlwaysOn
    visible: root.size < 1
    implicitWidth: Theme.spacing
    padding: 1
    background: null
    contentItem: Rectangle {
        radius: width / 2
        color: root.pressed || root.hovered ? Theme.dim : Theme.faint
        opacity: root.pressed || root.hovered ? 1 : 0.6
    }
}
