// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// The payload of the current event, as lines of plain text.
FocusScope {
    id: root

    required property PayloadModel payload

    signal copyRequested(text: string)
    signal finished

    function takeFocus() {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }
    function choose(line: int) {
        if (list.count === 0)
            return;
        list.currentIndex = Math.max(0, Math.min(list.count - 1, line));
        list.positionViewAtIndex(list.currentIndex, ListView.Contain);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    FontMetrics {
        id: metrics

        font.family: Theme.monoFamily
        font.pixelSize: Theme.smallSize
    }
    Binding {
        target: root.payload
        property: "columns"
        // In steps, so that a pane that is being dragged is not laid out anew for each pixel.
        value: Math.floor((list.width - Theme.spacing * 3) / metrics.averageCharacterWidth / 4) * 4
        when: list.width > 0
        restoreMode: Binding.RestoreNone
    }
    Rectangle {
        id: head

        width: parent.width
        height: Theme.rowHeight
        color: Theme.window

        TableCell {
            id: title

            width: Math.min(implicitWidth, parent.width - copy.width - size.width)
            text: root.payload.seq > 0 ? qsTr("Payload of event %1").arg(root.payload.seq)
                                       : qsTr("Payload")
            color: Theme.dim
        }
        TableCell {
            id: size

            anchors.left: title.right
            text: root.payload.sizeText
            color: Theme.dim
        }
        PlainButton {
            id: copy

            anchors.right: parent.right
            anchors.rightMargin: Theme.spacing * 0.5
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.rowHeight - 4
            topPadding: 0
            bottomPadding: 0
            leftPadding: Theme.spacing
            rightPadding: Theme.spacing
            enabled: root.payload.state === ModelState.Ready && root.payload.count > 0
            text: qsTr("Copy")
            Accessible.description: qsTr("Copies the payload as it came in")
            onClicked: root.copyRequested(root.payload.raw())
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.hairline
        }
    }
    PlainList {
        id: list

        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        activeFocusOnTab: true
        reuseItems: true
        highlightFollowsCurrentItem: false
        keyNavigationEnabled: false
        currentIndex: -1
        model: root.payload
        Accessible.role: Accessible.List
        Accessible.name: title.text
        ScrollBar.vertical: ThinScrollBar {}

        Keys.onPressed: (event) => {
            const page = Math.max(1, Math.floor(list.height / Theme.lineHeight) - 1);
            if (event.modifiers & Qt.ControlModifier) {
                if (event.key !== Qt.Key_C)
                    return;
                root.copyRequested(list.currentIndex >= 0 ? root.payload.lineAt(list.currentIndex)
                                                          : root.payload.raw());
            } else if (event.key === Qt.Key_Down || event.key === Qt.Key_J)
                root.choose(list.currentIndex + 1);
            else if (event.key === Qt.Key_Up || event.key === Qt.Key_K)
                root.choose(list.currentIndex - 1);
            else if (event.key === Qt.Key_PageDown)
                root.choose(list.currentIndex + page);
            else if (event.key === Qt.Key_PageUp)
                root.choose(list.currentIndex - page);
            else if (event.key === Qt.Key_Home)
                root.choose(0);
            else if (event.key === Qt.Key_End)
                root.choose(list.count - 1);
            else if (event.key === Qt.Key_Left || event.key === Qt.Key_Backspace)
                root.finished();
            else
                return;
            event.accepted = true;
        }

        delegate: Item {
            id: line

            required property int index
            required property string lead
            required property string text
            readonly property bool current: line.index === list.currentIndex

            width: ListView.view ? ListView.view.width : 0
            height: Theme.lineHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: line.lead + line.text

            RowBack {
                anchors.fill: parent
                current: line.current && list.activeFocus
                focused: true
            }
            Row {
                x: Theme.spacing
                height: parent.height

                MonoText {
                    height: parent.height
                    text: line.lead
                    color: Theme.dim
                    elide: Text.ElideNone
                }
                MonoText {
                    height: parent.height
                    text: line.text
                    elide: Text.ElideNone
                }
            }
            TapHandler {
                onTapped: {
                    list.forceActiveFocus(Qt.MouseFocusReason);
                    root.choose(line.index);
                }
            }
        }
    }
    StateNote {
        anchors.fill: list
        visible: list.count === 0
        failed: root.payload.state === ModelState.Failed
        title: failed ? qsTr("The payload can't be read")
            : root.payload.state === ModelState.Loading ? qsTr("Reading …")
            : root.payload.seq > 0 ? qsTr("The payload is empty")
            : qsTr("Choose an event to see what the agent sent")
        detail: root.payload.errorText
        action: failed ? qsTr("Retry") : ""
        onTriggered: root.payload.retry()
    }
}
