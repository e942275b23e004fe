// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// One tool call.
Item {
    id: root

    required property int index
    required property int glyph
    required property string statusText
    required property bool failure
    required property bool running
    required property string tool
    required property string what
    required property string agent
    required property string startedText
    required property string detail // for the tooltip
    required property string durationText
    required property string error
    required property string toolUseId
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
    Accessible.name: qsTr("%1, %2 %3").arg(root.statusText).arg(root.tool).arg(root.what)
    Accessible.description: root.error
    Accessible.selected: root.current
    Accessible.selectable: true
    Accessible.onPressAction: root.opened()

    RowBack {
        anchors.fill: parent
        current: root.current
        focused: root.focused
        hovered: hover.hovered
        marked: root.marked
    }
    StatusGlyph {
        id: shape

        x: Theme.spacing * 0.75
        y: Math.round((root.height - height) / 2)
        width: Math.round(Theme.lineHeight * 0.7)
        height: width
        status: root.glyph
        color: Theme.statusColors[root.glyph]
    }
    Row {
        TableCell {
            width: root.columns.widths[0]
            leftPadding: shape.x + shape.width + Theme.spacing * 0.75
            text: root.statusText
            color: root.failure ? Theme.danger : root.running ? Theme.text : Theme.dim
        }
        TableCell {
            width: root.columns.widths[1]
            text: root.tool
            font.bold: root.running
        }
        MonoCell {
            width: root.columns.widths[2]
            text: root.what
        }
        TableCell {
            width: root.columns.widths[3]
            text: root.agent
            color: Theme.dim
        }
        TableCell {
            width: root.columns.widths[4]
            text: root.startedText
            color: Theme.dim
        }
        TableCell {
            width: root.columns.widths[5]
            horizontalAlignment: Text.AlignRight
            text: root.durationText
            color: root.running ? Theme.text : Theme.dim
        }
        TableCell {
            width: Math.max(root.columns.widths[6], root.width - x)
            text: root.error
            color: Theme.danger
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
