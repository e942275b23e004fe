// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// One row of a CellTable, with a bar behind it where its figure has a share.
Item {
    id: root

    required property int index
    required property list<string> cells
    required property real share
    required property int series
    required property int tone
    required property string detail
    required property string spoken
    required property TableColumns columns
    required property list<bool> rights
    required property int mono
    required property int toned
    required property color barColor
    property bool current: false
    property bool focused: false

    readonly property color ink: root.tone === 2 ? Theme.danger : root.tone === 1 ? Theme.dim : Theme.text

    signal picked
    signal opened
    signal pointed(on: bool)
    signal menuWanted(column: int, x: real, y: real)

    function columnAt(x: real): int {
        let edge = 0;
        for (let i = 0; i < root.columns.widths.length; ++i) {
            edge += root.columns.widths[i];
            if (x < edge)
                return i;
        }
        return root.columns.widths.length - 1;
    }

    width: ListView.view ? Math.max(ListView.view.width, root.columns.total) : 0
    height: Theme.rowHeight
    Accessible.role: Accessible.Row
    Accessible.name: root.spoken
    Accessible.description: root.detail
    Accessible.selected: root.current
    Accessible.selectable: true
    Accessible.onPressAction: root.opened()

    RowBack {
        anchors.fill: parent
        current: root.current
        focused: root.focused
        hovered: hover.hovered
    }
    Rectangle {
        visible: root.share > 0
        y: root.height - height - 1
        x: Theme.spacing * 0.75
        width: Math.max(1, Math.min(root.width, root.columns.total) - Theme.spacing * 1.5) * root.share
        height: 3
        color: root.series >= 0 ? Theme.series[root.series] : root.barColor
    }
    Row {
        Repeater {
            model: root.columns.widths.length

            PlainText {
                id: cell

                required property int index

                visible: width > 0
                width: {
                    const own = root.columns.widths[cell.index] ?? 0;
                    const isLast = cell.index === root.columns.widths.length - 1;
                    return isLast && own > 0 && !root.rights[cell.index] ? Math.max(own, root.width - x) : own;
                }
                height: Theme.rowHeight
                leftPadding: Theme.spacing * 0.75
                rightPadding: Theme.spacing * 0.75
                horizontalAlignment: root.rights[cell.index] ? Text.AlignRight : Text.AlignLeft
                font.family: cell.index === root.mono ? Theme.monoFamily : Theme.family
                text: root.cells[cell.index] ?? ""
                color: root.toned < 0 || root.toned === cell.index ? root.ink : Theme.text
            }
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
    TapHandler {
        acceptedButtons: Qt.RightButton
        onTapped: (point) => root.menuWanted(root.columnAt(point.position.x), point.position.x, point.position.y)
    }
}
