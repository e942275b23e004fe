// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// Columns over time; arrows choose one, Enter opens it.
FocusScope {
    id: root

    required property UsageReportModel usage
    property int current: -1

    readonly property int columns: root.usage.slotNames.length
    readonly property real step: root.columns > 0 ? bars.width / root.columns : 0
    readonly property int shown: pointer.hovered ? root.columnAt(pointer.point.position.x)
        : root.activeFocus ? root.current : -1

    signal opened(column: int)

    function columnAt(x: real): int {
        return root.step > 0 ? Math.max(0, Math.min(root.columns - 1, Math.floor(x / root.step))) : -1;
    }
    function go(column: int) {
        root.current = Math.max(0, Math.min(root.columns - 1, column));
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Chart
    Accessible.name: root.usage.byTokens ? qsTr("Tokens over time") : qsTr("Cost over time")
    Accessible.description: root.usage.slotTexts[root.current] ?? ""
    Accessible.focusable: true
    onColumnsChanged: root.current = root.columns - 1
    Keys.onLeftPressed: root.go(root.current - 1)
    Keys.onRightPressed: root.go(root.current + 1)
    Keys.onReturnPressed: root.opened(root.current)
    Keys.onEnterPressed: root.opened(root.current)
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_Home)
            root.go(0);
        else if (event.key === Qt.Key_End)
            root.go(root.columns - 1);
        else
            return;
        event.accepted = true;
    }

    Rectangle {
        visible: root.activeFocus
        anchors.fill: parent
        anchors.margins: 2
        color: "transparent"
        radius: Theme.radius
        border.width: 2
        border.color: Theme.accent
    }
    Item {
        id: axis

        x: Theme.spacing * 1.5
        y: Theme.lineHeight + Theme.spacing * 0.6
        width: Theme.averageWidth * 9
        height: root.height - y - names.height - legend.height - Theme.spacing * 2

        Repeater {
            model: root.usage.ticks

            PlainText {
                id: tick

                required property int index
                required property string modelData

                y: axis.height - 1 - (axis.height - 1) * (tick.index + 1) / root.usage.ticks.length - height / 2
                width: axis.width
                text: tick.modelData
                color: Theme.dim
                font.pixelSize: Theme.smallSize
            }
        }
    }
    Rectangle {
        visible: root.shown >= 0
        x: bars.x + root.shown * root.step
        y: bars.y
        width: Math.max(1, root.step)
        height: bars.height
        color: Theme.hover
    }
    StackedBars {
        id: bars

        anchors.left: axis.right
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        y: axis.y
        height: axis.height
        values: root.usage.values
        colors: Theme.series
        ceiling: root.usage.top
        lines: root.usage.ticks.length
        lineColor: Theme.hairline
        widest: Theme.averageWidth * 7

        HoverHandler {
            id: pointer
        }
        TapHandler {
            onTapped: (point) => {
                root.forceActiveFocus(Qt.MouseFocusReason);
                root.current = root.columnAt(point.position.x);
            }
            onDoubleTapped: (point) => root.opened(root.columnAt(point.position.x))
        }
    }
    PlainText {
        anchors.left: bars.left
        anchors.right: bars.right
        y: Theme.spacing * 0.4
        horizontalAlignment: Text.AlignRight
        height: Theme.lineHeight
        text: root.usage.slotTexts[root.shown] ?? ""
        font.pixelSize: Theme.smallSize
    }
    Item {
        id: names

        // A name for each column that there is room for, the last one always.
        readonly property int every: Math.max(1, Math.ceil(Theme.averageWidth * 8 / Math.max(1, root.step)))

        anchors.top: bars.bottom
        anchors.left: bars.left
        anchors.right: bars.right
        height: Theme.lineHeight

        Repeater {
            model: Math.ceil(root.columns / names.every)

            PlainText {
                id: label

                required property int index
                readonly property int column: root.columns - 1 - label.index * names.every

                x: Math.max(0, Math.min(names.width - width, (label.column + 0.5) * root.step - width / 2))
                text: root.usage.slotNames[label.column] ?? ""
                color: Theme.dim
                font.pixelSize: Theme.smallSize
            }
        }
    }
    Flow {
        id: legend

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.spacing * 0.5
        anchors.left: bars.left
        anchors.right: bars.right
        spacing: Theme.spacing * 1.5

        Repeater {
            model: root.usage.partNames

            Row {
                id: part

                required property int index
                required property string modelData

                spacing: Theme.spacing * 0.5

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.round(Theme.lineHeight * 0.55)
                    height: width
                    color: Theme.series[part.index]
                }
                PlainText {
                    width: Math.min(implicitWidth, Theme.averageWidth * 28)
                    text: part.modelData
                    font.pixelSize: Theme.smallSize
                }
            }
        }
    }
}
