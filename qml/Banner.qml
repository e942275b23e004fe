// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// Who waits for a person; there only while somebody does. The only thing of the frame that may move,
// and only when it appears.
Rectangle {
    id: root

    required property AttentionModel attention
    required property SessionsModel board
    required property GuiActions actions

    signal chosen(ref: real)
    signal nextWanted
    signal inboxWanted

    visible: root.attention.count > 0
    implicitHeight: visible ? Theme.rowHeight + Theme.spacing : 0
    color: Theme.warningSoft
    clip: true
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
    Row {
        id: head

        x: Theme.spacing * 1.5
        height: parent.height
        spacing: Theme.spacing

        StatusGlyph {
            id: glyph

            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(Theme.lineHeight * 0.85)
            height: width
            status: Status.NeedsInput
            color: Theme.statusColors[Status.NeedsInput]

            SequentialAnimation {
                id: call

                loops: 3
                NumberAnimation { target: glyph; property: "scale"; to: 1.35; duration: 180 }
                NumberAnimation { target: glyph; property: "scale"; to: 1; duration: 320 }
            }
            Connections {
                target: root.attention

                function onCountChanged() {
                    if (root.visible && !Theme.reducedMotion)
                        call.restart();
                }
            }
        }
        PlainText {
            id: title

            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("%n need(s) you", "", root.attention.count)
            font.bold: true
        }
    }

    PlainList {
        id: list

        anchors.left: head.right
        anchors.right: more.left
        anchors.leftMargin: Theme.spacing * 1.5
        anchors.rightMargin: Theme.spacing
        height: parent.height
        orientation: ListView.Horizontal
        spacing: Theme.spacing
        model: root.attention
        interactive: false // what has no room is counted at the right
        Accessible.role: Accessible.List
        Accessible.name: title.text

        // A list keeps what it shows where it was when others come, go or grow before it. Here the
        // most urgent begins.
        onContentWidthChanged: begin.restart()
        onOriginXChanged: begin.restart()
        onContentXChanged: begin.restart()

        Timer {
            id: begin

            interval: 0
            onTriggered: {
                if (!list.activeFocus)
                    list.positionViewAtBeginning();
            }
        }

        delegate: Item {
            id: entry

            required property int index
            required property real ref
            required property string project
            required property string ask
            required property string what
            required property string since

            width: line.width
            height: list.height
            // Whole or not at all; the count has said that there are more.
            opacity: entry.index === 0 || entry.x + entry.width <= list.contentX + list.width ? 1 : 0
            activeFocusOnTab: true
            Accessible.role: Accessible.Link
            Accessible.name: entry.project + " " + entry.ask + " " + entry.what
            Accessible.focusable: true
            Accessible.onPressAction: root.chosen(entry.ref)
            Keys.onPressed: (event) => {
                if (event.modifiers)
                    return;
                event.accepted = true;
                if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                    root.chosen(entry.ref);
                else if (event.key === Qt.Key_A)
                    root.actions.acknowledge(entry.ref);
                else if (event.key === Qt.Key_Z)
                    root.actions.snooze(entry.ref);
                else if (event.key === Qt.Key_M)
                    menu.toggleMute(entry.ref);
                else if (event.key === Qt.Key_Menu)
                    menu.openOf(entry.ref, entry, 0, entry.height);
                else
                    event.accepted = false;
            }

            Row {
                id: line

                height: parent.height
                spacing: Theme.spacing * 0.75

                PlainText {
                    height: parent.height
                    visible: entry.index > 0
                    text: "·"
                    color: Theme.dim
                }
                PlainText {
                    height: parent.height
                    width: Math.min(implicitWidth, Theme.averageWidth * 24)
                    text: entry.project
                    color: Theme.accent
                    font.underline: hover.hovered || entry.activeFocus
                }
                PlainText {
                    height: parent.height
                    text: entry.ask
                }
                MonoText {
                    height: parent.height
                    visible: entry.what.length > 0
                    width: Math.min(implicitWidth, Theme.averageWidth * 40, list.width * 0.5)
                    text: entry.what
                }
                PlainText {
                    height: parent.height
                    text: entry.since
                    color: Theme.dim
                }
                Item {
                    width: Theme.lineHeight
                    height: parent.height
                    Accessible.role: Accessible.Button
                    Accessible.name: qsTr("Mark as seen")
                    Accessible.onPressAction: root.actions.acknowledge(entry.ref)

                    Icon {
                        anchors.centerIn: parent
                        width: Math.round(Theme.lineHeight * 0.8)
                        height: width
                        kind: Icon.Check
                        color: seenHover.hovered ? Theme.accent : Theme.dim
                    }
                    HoverHandler {
                        id: seenHover
                    }
                    TapHandler {
                        gesturePolicy: TapHandler.ReleaseWithinBounds
                        onTapped: root.actions.acknowledge(entry.ref)
                    }
                    Tip {
                        visible: seenHover.hovered
                        text: qsTr("Mark as seen (A)")
                    }
                }
            }
            HoverHandler {
                id: hover

                cursorShape: Qt.PointingHandCursor
            }
            TapHandler {
                gesturePolicy: TapHandler.ReleaseWithinBounds // so that a tap on the mark is not one here
                onTapped: root.chosen(entry.ref)
            }
            TapHandler {
                acceptedButtons: Qt.RightButton
                onTapped: (point) => menu.openOf(entry.ref, entry, point.position.x, point.position.y)
            }
        }
    }
    SessionMenu {
        id: menu

        board: root.board
        attention: root.attention
        actions: root.actions
        onOpenWanted: (ref) => root.chosen(ref)
    }

    // Those that have no room; the count of them says so.
    PlainText {
        id: more

        readonly property int hidden: {
            let shown = 0;
            for (let i = 0; i < list.count; ++i) {
                const entry = list.itemAtIndex(i);
                if (entry && entry.opacity > 0)
                    ++shown;
            }
            return list.contentWidth > list.width ? root.attention.count - shown : 0;
        }

        anchors.right: next.left
        anchors.rightMargin: Theme.spacing * 1.5
        height: parent.height
        // Its room is kept, so that what is hidden does not depend on whether that is said.
        width: root.attention.count > 1 ? Theme.averageWidth * 12 : 0
        opacity: more.hidden > 0 ? 1 : 0
        horizontalAlignment: Text.AlignRight
        text: qsTr("and %1 more").arg(more.hidden)
        color: Theme.dim
    }
    PlainText {
        id: inbox

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        height: parent.height
        text: qsTr("I inbox")
        color: Theme.dim
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Open the inbox")
        Accessible.onPressAction: root.inboxWanted()

        TapHandler {
            onTapped: root.inboxWanted()
        }
    }
    PlainText {
        id: next

        anchors.right: inbox.left
        anchors.rightMargin: Theme.spacing * 1.5
        height: parent.height
        text: qsTr("N next")
        color: Theme.dim
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Go to the next that needs you")
        Accessible.onPressAction: root.nextWanted()

        TapHandler {
            onTapped: root.nextWanted()
        }
    }
}
