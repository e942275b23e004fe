// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// Which session, what it does and why we think so. What is not known is not shown.
Rectangle {
    id: root

    required property SessionDetails details
    property string spend // cost, tokens and context; empty: not known

    readonly property color statusColor: Theme.statusColors[root.details.status]
    // The facts stand beside the name while there is room for both.
    readonly property bool wide: root.width > Theme.averageWidth * 150
        || glyph.width + project.implicitWidth + branch.implicitWidth + title.implicitWidth
            + facts.implicitWidth + Theme.spacing * 6 < column.width

    signal backRequested
    signal terminalRequested

    implicitHeight: column.height + Theme.spacing * 2 + 1
    color: Theme.surface
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("%1 %2, %3").arg(root.details.project).arg(root.details.branch)
        .arg(root.details.title)
    Accessible.description: root.details.statusSentence

    Item {
        id: back

        x: Theme.spacing
        y: Theme.spacing
        width: Theme.rowHeight
        height: Theme.rowHeight
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Back to the board")
        Accessible.onPressAction: root.backRequested()

        Rectangle {
            anchors.fill: parent
            radius: Theme.radius
            color: backHover.hovered ? Theme.hover : "transparent"
        }
        Icon {
            anchors.centerIn: parent
            width: Theme.lineHeight
            height: width
            kind: Icon.Back
            color: Theme.dim
        }
        HoverHandler {
            id: backHover
        }
        TapHandler {
            onTapped: root.backRequested()
        }
        Tip {
            visible: backHover.hovered
            text: qsTr("Back (Esc)")
        }
    }

    Column {
        id: column

        anchors.left: back.right
        anchors.leftMargin: Theme.spacing * 0.5
        anchors.right: terminal.visible ? terminal.left : parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        y: Theme.spacing
        spacing: Theme.spacing * 0.25

        Item {
            width: parent.width
            height: Theme.rowHeight

            Row {
                id: names

                width: parent.width - (root.wide ? facts.width + Theme.spacing * 2 : 0)
                height: parent.height
                spacing: Theme.spacing
                clip: true

                StatusGlyph {
                    id: glyph

                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.lineHeight
                    height: width
                    status: root.details.status
                    color: root.statusColor
                }
                PlainText {
                    id: project

                    height: parent.height
                    width: Math.min(implicitWidth, column.width * 0.4)
                    text: root.details.project
                    font.bold: true
                    font.pixelSize: Theme.largeSize
                }
                PlainText {
                    id: branch

                    visible: text.length > 0
                    height: parent.height
                    width: Math.min(implicitWidth, column.width * 0.25)
                    text: root.details.branch
                    color: Theme.dim
                    font.pixelSize: Theme.largeSize
                }
                PlainText {
                    id: title

                    visible: text.length > 0
                    height: parent.height
                    width: Math.max(0, Math.min(implicitWidth, names.width - x))
                    text: root.details.title
                    font.pixelSize: Theme.largeSize
                }
            }
            PlainText {
                id: facts

                visible: root.wide
                anchors.right: parent.right
                height: parent.height
                width: Math.min(implicitWidth, column.width * 0.6)
                text: root.spend.length > 0 && root.details.facts.length > 0
                    ? root.spend + " · " + root.details.facts : root.spend + root.details.facts
                color: Theme.dim
            }
            HoverHandler {
                id: hover
            }
            Tip {
                visible: hover.hovered && root.details.tooltip.length > 0
                text: root.details.tooltip
            }
        }
        PlainText {
            width: parent.width
            text: root.details.statusSentence
            color: root.statusColor
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }
        PlainText {
            width: parent.width
            visible: !root.wide
            text: facts.text
            color: Theme.dim
        }
    }
    PlainButton {
        id: terminal

        visible: root.details.live
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        y: Theme.spacing
        text: qsTr("Go to terminal")
        onClicked: root.terminalRequested()
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
}
