// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// The agents as a tree; the one chosen is the one whose rows the tables show.
FocusScope {
    id: root

    required property SessionDetails details

    function choose(row: int) {
        if (row < 0 || row >= list.count)
            return;
        root.details.chooseAgent(row);
        list.positionViewAtIndex(row, ListView.Contain);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.window
    }
    Item {
        id: head

        width: parent.width
        height: Theme.rowHeight + Theme.spacing * 1.5

        PlainText {
            x: Theme.spacing * 1.5
            height: parent.height
            text: qsTr("Agents")
            color: Theme.dim
        }
        PlainText {
            x: root.width - Theme.averageWidth * 17
            width: Theme.averageWidth * 8
            height: parent.height
            horizontalAlignment: Text.AlignRight
            text: qsTr("time")
            color: Theme.dim
        }
        PlainText {
            x: root.width - Theme.averageWidth * 9
            width: Theme.averageWidth * 7
            height: parent.height
            horizontalAlignment: Text.AlignRight
            text: qsTr("calls")
            color: Theme.dim
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
        model: root.details.agents
        currentIndex: root.details.agentRow
        Accessible.role: Accessible.Tree
        Accessible.name: qsTr("Agents")
        ScrollBar.vertical: ThinScrollBar {}

        Keys.onPressed: (event) => {
            const row = root.details.agentRow;
            if (event.key === Qt.Key_Down || event.key === Qt.Key_J)
                root.choose(row + 1);
            else if (event.key === Qt.Key_Up || event.key === Qt.Key_K)
                root.choose(row - 1);
            else if (event.key === Qt.Key_Home)
                root.choose(0);
            else if (event.key === Qt.Key_End)
                root.choose(list.count - 1);
            else
                return;
            event.accepted = true;
        }

        delegate: AgentRow {
            id: row

            chosen: row.index === root.details.agentRow
            paneFocused: list.activeFocus
            onPicked: {
                list.forceActiveFocus(Qt.MouseFocusReason);
                root.choose(row.index);
            }
            onPointed: (on) => tip.point(row, on, row.detail)
        }
    }
    RowTip {
        id: tip
    }
    StateNote {
        anchors.fill: list
        visible: root.details.agents.count === 0
        failed: root.details.agents.state === ModelState.Failed
        title: failed ? qsTr("Agents can't be read")
            : root.details.agents.state === ModelState.Loading ? qsTr("Reading …") : qsTr("No agents")
        detail: root.details.agents.errorText
        action: failed ? qsTr("Retry") : ""
        onTriggered: root.details.retry()
    }
}
