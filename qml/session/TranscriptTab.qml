// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// What was said and done, entry by entry. Enter unfolds or follows, R shows an entry's own words, E
// goes to the events of a call.
FocusScope {
    id: root

    required property SessionDetails details
    property bool flashing: false

    readonly property TranscriptModel log: root.details.transcript

    signal eventsWanted
    signal copyRequested(text: string)

    function takeFocus() {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }
    function setFollowing(following: bool) {
        root.log.following = following;
        if (following) {
            root.log.toEnd();
            list.positionViewAtEnd();
        }
    }
    function choose(row: int) {
        if (list.count === 0)
            return;
        list.currentIndex = Math.max(0, Math.min(list.count - 1, row));
        list.positionViewAtIndex(list.currentIndex, ListView.Contain);
        root.log.following = list.currentIndex === list.count - 1 && !root.log.hasNewer;
        root.readOn();
        root.details.markCall(root.log.toolUseIdAt(list.currentIndex));
    }
    function open(row: int) {
        if (!root.details.chooseAgentOf(root.log.toolUseIdAt(row)))
            root.log.toggle(row);
    }
    function readOn() {
        const margin = list.height * 2;
        if (root.log.hasOlder && list.contentY - list.originY < margin)
            root.log.fetchOlder();
        if (root.log.hasNewer && list.originY + list.contentHeight - list.contentY - list.height < margin)
            root.log.fetchNewer();
    }
    function arrange() {
        if (root.log.following)
            list.positionViewAtEnd();
        if (list.activeFocus && list.currentIndex < 0)
            list.currentIndex = list.count - 1;
    }

    PlainList {
        id: list

        anchors.top: parent.top
        anchors.bottom: raw.top
        width: parent.width
        focus: true
        activeFocusOnTab: true
        keyNavigationEnabled: false
        highlightFollowsCurrentItem: false
        currentIndex: -1
        model: root.log
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Transcript")

        ScrollBar.vertical: ThinScrollBar {
            id: bar
        }

        delegate: TranscriptEntry {
            id: entry

            width: list.width
            current: entry.index === list.currentIndex
            focused: list.activeFocus
            marked: entry.toolUseId.length > 0 && entry.toolUseId === root.details.chosenCall
            flashing: root.flashing && entry.current
            isLink: root.details.leadsToAgent(entry.toolUseId) && entry.kind === 4
            onPicked: {
                root.takeFocus();
                root.choose(entry.index);
            }
            onOpened: root.open(entry.index)
            onUnfoldWanted: root.log.toggle(entry.index)
        }

        onContentYChanged: {
            if (list.moving || bar.pressed) {
                root.log.following = list.atYEnd && !root.log.hasNewer;
                root.readOn();
            }
        }
        onHeightChanged: Qt.callLater(root.arrange) // qmllint disable
        onContentHeightChanged: Qt.callLater(root.arrange) // qmllint disable
        onActiveFocusChanged: {
            if (list.activeFocus && list.currentIndex < 0)
                list.currentIndex = list.count - 1;
        }
        Keys.onPressed: (event) => {
            const row = list.currentIndex;
            if (event.modifiers & Qt.ControlModifier) {
                if (event.key !== Qt.Key_C)
                    return;
                root.copyRequested(root.log.textAt(row));
            } else if (event.key === Qt.Key_Down || event.key === Qt.Key_J)
                root.choose(row + 1);
            else if (event.key === Qt.Key_Up || event.key === Qt.Key_K)
                root.choose(row - 1);
            else if (event.key === Qt.Key_PageDown)
                root.choose(Math.max(row + 1, list.indexAt(1, list.contentY + list.height * 1.8)));
            else if (event.key === Qt.Key_PageUp)
                root.choose(Math.min(row - 1, Math.max(0, list.indexAt(1, list.contentY - list.height * 0.8))));
            else if (event.key === Qt.Key_Home) {
                root.log.toStart();
                root.choose(0);
            } else if (event.key === Qt.Key_End) {
                root.setFollowing(true);
                root.choose(list.count - 1);
            } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)
                root.open(row);
            else if (event.key === Qt.Key_R && root.log.raw.length > 0)
                root.log.hideRaw();
            else if (event.key === Qt.Key_R)
                root.log.showRaw(row);
            else if (event.key === Qt.Key_E && root.log.toolUseIdAt(row).length > 0) {
                root.details.revealCall(root.log.toolUseIdAt(row));
                root.eventsWanted();
            } else
                return;
            event.accepted = true;
        }
    }
    Connections {
        target: root.log

        function onAppended() {
            if (root.log.following)
                list.positionViewAtEnd();
        }
        function onModelReset() {
            list.currentIndex = -1;
            Qt.callLater(root.arrange); // qmllint disable
        }
        function onRevealed(row: int) {
            if (row < 0)
                return;
            list.currentIndex = row;
            list.positionViewAtIndex(row, ListView.Center);
            root.details.markCall(root.log.toolUseIdAt(row));
            root.flashing = true;
            flash.restart();
        }
    }
    Timer {
        id: flash

        interval: 1200
        onTriggered: root.flashing = false
    }
    Rectangle {
        id: raw

        anchors.bottom: parent.bottom
        width: parent.width
        height: root.log.raw.length > 0 ? Math.round(parent.height * 0.45) : 0
        visible: height > 0
        color: Theme.window

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.hairline
        }
        PlainList {
            anchors.fill: parent
            anchors.margins: Theme.spacing
            model: root.log.raw
            reuseItems: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("The entry's own words")

            ScrollBar.vertical: ThinScrollBar {}

            delegate: MonoText {
                required property string modelData

                width: ListView.view ? ListView.view.width : 0
                text: modelData
                wrapMode: Text.WrapAnywhere
                elide: Text.ElideNone
            }
        }
    }
    StateNote {
        anchors.fill: parent
        visible: list.count === 0
        failed: root.log.state === ModelState.Failed
        title: failed ? qsTr("The transcript can't be read")
            : root.log.state === ModelState.Loading ? qsTr("Reading …")
            : qsTr("No transcript of this agent was read")
        detail: failed ? root.log.errorText
            : root.log.state === ModelState.Ready ? qsTr("Transcripts are read for Claude Code, some seconds behind the agent.") : ""
        action: failed ? qsTr("Retry") : ""
        onTriggered: root.log.retry()
    }
}
