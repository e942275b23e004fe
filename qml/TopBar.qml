// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// The status chips, the grouping and the search.
Rectangle {
    id: root

    required property StatusCountsModel chips
    required property SessionsModel board
    property bool wall: false

    readonly property bool typing: search.typing

    signal finished // the keyboard goes back to the page

    function beginSearch() {
        search.begin();
    }

    implicitHeight: Theme.rowHeight + Theme.spacing * 2
    color: Theme.surface

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }

    // One line of chips: where the words don't fit, shape and number must do.
    Row {
        id: row

        readonly property real room: (tools.visible ? tools.x : root.width) - x - Theme.spacing
        readonly property bool compact: root.chips.textLength * Theme.averageWidth * 1.12
            + root.chips.shownCount * (Theme.spacing * 4 + Theme.lineHeight * 0.75) > row.room

        x: Theme.spacing
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacing * 0.75

        Repeater {
            model: root.chips

            StatusChip {
                id: chip

                required property bool shown

                visible: chip.shown
                compact: row.compact
                onChosen: (added) => root.chips.choose(chip.status, added)
            }
        }
    }

    Row {
        id: tools

        visible: !root.wall
        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacing * 0.75

        PlainButton {
            id: grouping

            readonly property bool grouped: root.board.grouping !== SessionsModel.NoGroups

            anchors.verticalCenter: parent.verticalCenter
            height: search.height
            topPadding: 0
            bottomPadding: 0
            leftPadding: Theme.spacing
            rightPadding: Theme.spacing
            text: root.board.grouping === SessionsModel.ByProject ? qsTr("by project")
                : root.board.grouping === SessionsModel.ByAgent ? qsTr("by agent") : qsTr("no groups")
            Accessible.name: qsTr("Group the board: %1").arg(grouping.text)
            onClicked: menu.popup(grouping, 0, grouping.height)

            contentItem: Row {
                spacing: Theme.spacing * 0.5

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.round(Theme.lineHeight * 0.8)
                    height: width
                    kind: Icon.Group
                    color: grouping.grouped ? Theme.accent : Theme.dim
                }
                PlainText {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: grouping.grouped && root.width > Theme.averageWidth * 110
                    text: grouping.text
                }
            }

            PlainMenu {
                id: menu

                PlainMenuItem {
                    text: qsTr("No groups")
                    keys: "G"
                    checkable: true
                    checked: root.board.grouping === SessionsModel.NoGroups
                    onTriggered: root.board.grouping = SessionsModel.NoGroups
                }
                PlainMenuItem {
                    text: qsTr("By project")
                    checkable: true
                    checked: root.board.grouping === SessionsModel.ByProject
                    onTriggered: root.board.grouping = SessionsModel.ByProject
                }
                PlainMenuItem {
                    text: qsTr("By agent")
                    checkable: true
                    checked: root.board.grouping === SessionsModel.ByAgent
                    onTriggered: root.board.grouping = SessionsModel.ByAgent
                }
            }
            Tip {
                visible: grouping.hovered && !menu.visible
                text: qsTr("Group the board (G)")
            }
        }
        SearchField {
            id: search

            width: Math.max(Theme.averageWidth * 20,
                            Math.min(implicitWidth, root.width * 0.24))
            placeholder: qsTr("Search · Ctrl+F")
            text: root.board.search
            onTextChanged: root.board.search = search.text
            onFinished: root.finished()
            onAccepted: root.finished()
        }
    }
}
