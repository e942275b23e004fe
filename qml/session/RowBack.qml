// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// What stands behind a row: the pointer, the choice, and whether the keyboard is here.
Rectangle {
    id: root

    property bool current: false
    property bool focused: false
    property bool hovered: false
    property bool marked: false // belongs to what is chosen elsewhere

    color: root.current ? (root.focused ? Theme.accentSoft : Theme.hover)
        : root.hovered ? Theme.hover : "transparent"

    Rectangle {
        visible: root.marked || (root.current && root.focused)
        width: 3
        height: parent.height
        color: Theme.accent
    }
}
