// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The titles of a table's columns; the line after each can be dragged.
Rectangle {
    id: root

    required property TableColumns columns
    required property list<string> titles
    property int figures: -1 // the column aligned right; -1: none
    property list<bool> rights: [] // or several of them
    property int sorted: -1 // the column by which the rows are sorted; -1: none
    property bool descending: false
    property real shift: 0 // how far the table is scrolled to the right

    signal sortWanted(column: int)

    implicitHeight: Theme.rowHeight
    color: Theme.window
    clip: true

    Row {
        x: -root.shift
        height: parent.height

        Repeater {
            model: root.titles.length

            Item {
                id: cell

                required property int index
                readonly property bool atRight: cell.index === root.figures || (root.rights[cell.index] ?? false)
                readonly property string mark: cell.index !== root.sorted ? "" : root.descending ? "▾" : "▴"

                visible: width > 0
                width: root.columns.widths[cell.index] ?? 0
                height: parent ? parent.height : 0
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: root.titles[cell.index]
                Accessible.onPressAction: root.sortWanted(cell.index)

                TableCell {
                    width: parent.width
                    height: parent.height
                    horizontalAlignment: cell.atRight ? Text.AlignRight : Text.AlignLeft
                    text: cell.mark.length > 0 ? root.titles[cell.index] + " " + cell.mark : root.titles[cell.index]
                    color: cell.mark.length > 0 ? Theme.text : Theme.dim
                }
                TapHandler {
                    onTapped: root.sortWanted(cell.index)
                }
                Rectangle {
                    anchors.right: parent.right
                    y: Theme.spacing * 0.5
                    width: 1
                    height: parent.height - Theme.spacing
                    color: drag.active || hover.hovered ? Theme.accent : Theme.hairline
                }
                Item {
                    anchors.right: parent.right
                    anchors.rightMargin: -4
                    width: 9
                    height: parent.height

                    HoverHandler {
                        id: hover

                        cursorShape: Qt.SplitHCursor
                    }
                    DragHandler {
                        id: drag

                        property real start: 0

                        target: null
                        onActiveChanged: {
                            if (active)
                                drag.start = cell.width;
                        }
                        onActiveTranslationChanged: {
                            if (active)
                                root.columns.setWidth(cell.index,
                                                      Math.round(drag.start + activeTranslation.x));
                        }
                    }
                    TapHandler {
                        onDoubleTapped: root.columns.resetWidth(cell.index)
                    }
                }
            }
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
}
