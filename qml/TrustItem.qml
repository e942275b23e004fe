// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// One figure of the status line. Where it is bad it is red and tells, when asked, what it means and
// what to do.
PlainText {
    id: root

    property bool bad: false
    property string meaning

    signal asked(meaning: string)

    visible: text.length > 0
    height: parent ? parent.height : implicitHeight
    color: root.bad ? Theme.danger : Theme.dim
    font.pixelSize: Theme.smallSize
    font.bold: root.bad
    font.underline: root.bad && (hover.hovered || root.activeFocus)
    activeFocusOnTab: root.bad
    Accessible.role: root.bad ? Accessible.Button : Accessible.StaticText
    Accessible.name: root.text
    Accessible.description: root.meaning
    Accessible.focusable: root.bad
    Accessible.onPressAction: root.ask()
    Keys.onReturnPressed: root.ask()
    Keys.onSpacePressed: root.ask()

    function ask() {
        if (root.bad)
            root.asked(root.meaning);
    }

    HoverHandler {
        id: hover

        cursorShape: root.bad ? Qt.PointingHandCursor : Qt.ArrowCursor
    }
    TapHandler {
        onTapped: root.ask()
    }
    Tip {
        visible: hover.hovered && root.meaning.length > 0
        text: root.meaning
    }
}
