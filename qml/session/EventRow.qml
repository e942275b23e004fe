// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// One event.
Item {
    id: root

    required property int index
    required property string seqText
    required property string timeText
    required property string timeDetail
    required property string type
    required property string agent
    required property string toolName
    required property string toolUseId
    required property bool failure
    required property TableColumns columns
    property bool current: false
    property bool focused: false
    property bool marked: false

    signal picked
    signal pointed(on: bool)
    signal opened

    width: ListView.view ? Math.max(ListView.view.width, root.columns.total) : 0
    height: Theme.rowHeight
    Accessible.role: Accessible.Row
    Accessible.name: qsTr("%1 %2 %3").arg(root.seqText).arg(root.type).arg(root.toolName)
    Accessible.description: root.timeDetail
    Accessible.selected: root.current
    Accessible.selectable: true
    Accessible.onPressAction: root.picked()

    RowBack {
        anchors.fill: parent
        current: root.current
        focused: root.focused
        hovered: hover.hovered
        marked: root.marked
    }
    Row {
        TableCell {
            width: root.columns.widths[0]
            horizontalAlignment: Text.AlignRight
            text: root.seqText
            color: Theme.dim
        }
        TableCell {
            width: root.columns.widths[1]
            text: root.timeText
            color: Theme.dim
        }
        TableCell {
            width: root.columns.widths[2]
            text: root.type
            color: root.failure ? Theme.danger : Theme.text
        }
        TableCell {
            width: root.columns.widths[3]
            text: root.agent
            color: Theme.dim
        }
        TableCell {
            width: root.columns.widths[4]
            text: root.toolName
        }
        MonoCell {
            width: Math.max(root.columns.widths[5], root.width - x)
            text: root.toolUseId
            color: Theme.dim
        }
    }
    HoverHandler {
        id: hover

        onHoveredChanged: root.pointed(hover.hovered)
    }
    TapHandler {
        onTapped: root.picked()
        onDoubleTapped: root.opened()
    }
}
