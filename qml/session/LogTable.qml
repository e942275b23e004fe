// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// A window on a log as a table: reads older rows when one scrolls to them, stays at the end while it
// follows, and stops following when one scrolls up.
FocusScope {
    id: root

    required property LogModel log
    required property TableColumns columns
    required property list<string> titles
    required property Component row
    property int figures: -1 // the column of numbers, aligned right; -1: none
    required property string name
    required property string emptyText
    required property string failedText
    property string emptyDetail

    // To become the current one with the next arrange(); -1: none.
    property int wantedRow: -1
    // The last row is to become the current one, once it has been read.
    property bool endWanted: false

    readonly property alias currentRow: list.currentIndex
    readonly property alias count: list.count
    readonly property bool rowsFocused: list.activeFocus

    signal currentChosen(row: int)
    signal opened(row: int)
    signal copyWanted(row: int)

    function takeFocus() {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }
    function choose(row: int) {
        if (list.count === 0)
            return;
        root.endWanted = false;
        list.currentIndex = Math.max(0, Math.min(list.count - 1, row));
        list.positionViewAtIndex(list.currentIndex, ListView.Contain);
        root.log.following = list.currentIndex === list.count - 1 && !root.log.hasNewer;
        root.readOn();
        root.currentChosen(list.currentIndex);
    }
    function setFollowing(following: bool) {
        if (!following) {
            root.log.following = false;
            return;
        }
        root.log.toEnd();
        list.positionViewAtEnd();
    }
    // The rows up to the end of the log may not be in the window yet.
    function chooseEnd() {
        if (!root.log.hasNewer) {
            root.setFollowing(true);
            root.choose(list.count - 1);
            return;
        }
        root.endWanted = true;
        root.log.toEnd();
    }
    // A row that was found elsewhere.
    function reveal(row: int) {
        if (row < 0)
            return;
        root.endWanted = false;
        root.log.following = false;
        root.wantedRow = row;
        Qt.callLater(root.arrange); // qmllint disable
    }
    // After the rows were made anew, and once the list knows of them.
    function arrange() {
        if (root.wantedRow >= 0) {
            list.currentIndex = root.wantedRow;
            list.positionViewAtIndex(root.wantedRow, ListView.Center);
            root.wantedRow = -1;
            root.currentChosen(list.currentIndex);
        } else if (root.endWanted && !root.log.hasNewer) {
            root.choose(list.count - 1);
        } else if (root.log.following) {
            list.positionViewAtEnd();
        }
        if (list.activeFocus && list.currentIndex < 0)
            list.currentIndex = list.count - 1;
    }
    // The person has scrolled.
    function scrolled() {
        root.log.following = list.atYEnd && !root.log.hasNewer;
        root.readOn();
    }
    function readOn() {
        const margin = list.height * 2;
        if (root.log.hasOlder && list.contentY - list.originY < margin)
            root.log.fetchOlder();
        if (root.log.hasNewer && list.originY + list.contentHeight - list.contentY - list.height < margin)
            root.log.fetchNewer();
    }
    function pageRows(): int {
        return Math.max(1, Math.floor(list.height / Theme.rowHeight) - 1);
    }

    TableHeader {
        id: head

        width: parent.width
        columns: root.columns
        titles: root.titles
        figures: root.figures
        shift: list.contentX
    }
    Rectangle {
        id: strip

        readonly property bool needed: root.log.state === ModelState.Failed && list.count > 0

        anchors.top: head.bottom
        width: parent.width
        height: needed ? Theme.rowHeight + Theme.spacing : 0
        visible: needed
        color: Theme.dangerSoft

        PlainText {
            x: Theme.spacing
            width: parent.width - again.width - Theme.spacing * 3
            height: parent.height
            text: qsTr("%1: %2").arg(root.failedText).arg(root.log.errorText)
            color: Theme.danger
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        PlainButton {
            id: again

            anchors.right: parent.right
            anchors.rightMargin: Theme.spacing
            anchors.verticalCenter: parent.verticalCenter
            topPadding: 0
            bottomPadding: 0
            height: Theme.rowHeight
            text: qsTr("Retry")
            onClicked: root.log.retry()
        }
    }
    PlainList {
        id: list

        anchors.top: strip.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: sideways.visible ? sideways.height : 0
        width: parent.width
        contentWidth: Math.max(width, root.columns.total)
        flickableDirection: Flickable.AutoFlickIfNeeded
        focus: true
        activeFocusOnTab: true
        reuseItems: true
        highlightFollowsCurrentItem: false
        keyNavigationEnabled: false
        currentIndex: -1
        model: root.log
        delegate: root.row
        Accessible.role: Accessible.Table
        Accessible.name: root.name

        ScrollBar.vertical: ThinScrollBar {
            id: bar
        }
        // Below the rows, not over the last of them.
        ScrollBar.horizontal: ThinScrollBar {
            id: sideways

            parent: root
            y: root.height - height
            width: root.width
            visible: list.contentWidth > list.width
        }

        onContentYChanged: {
            if (list.moving || bar.pressed)
                root.scrolled();
        }
        onMovementEnded: root.scrolled()
        onHeightChanged: Qt.callLater(root.arrange) // qmllint disable
        onContentHeightChanged: Qt.callLater(root.arrange) // qmllint disable
        onActiveFocusChanged: {
            if (list.activeFocus && list.currentIndex < 0 && list.count > 0)
                list.currentIndex = list.count - 1;
        }

        Keys.onPressed: (event) => {
            if (event.modifiers & Qt.ControlModifier) {
                if (event.key !== Qt.Key_C)
                    return;
                root.copyWanted(list.currentIndex);
            } else if (event.key === Qt.Key_Down || event.key === Qt.Key_J)
                root.choose(list.currentIndex + 1);
            else if (event.key === Qt.Key_Up || event.key === Qt.Key_K)
                root.choose(list.currentIndex - 1);
            else if (event.key === Qt.Key_PageDown)
                root.choose(list.currentIndex + root.pageRows());
            else if (event.key === Qt.Key_PageUp)
                root.choose(list.currentIndex - root.pageRows());
            else if (event.key === Qt.Key_Home)
                root.choose(0);
            else if (event.key === Qt.Key_End)
                root.chooseEnd();
            else if (event.key === Qt.Key_Right)
                list.contentX = Math.min(list.contentWidth - list.width, list.contentX + Theme.spacing * 6);
            else if (event.key === Qt.Key_Left)
                list.contentX = Math.max(0, list.contentX - Theme.spacing * 6);
            else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && list.currentIndex >= 0)
                root.opened(list.currentIndex);
            else
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
        function onFollowingChanged() {
            if (root.log.following)
                list.positionViewAtEnd();
        }
        function onRevealed(row: int) {
            root.reveal(row);
        }
    }
    StateNote {
        anchors.fill: list
        visible: list.count === 0
        failed: root.log.state === ModelState.Failed
        title: failed ? root.failedText
            : root.log.state === ModelState.Loading ? qsTr("Reading …")
            : root.log.filter.length > 0 ? qsTr("Nothing passes the filter") : root.emptyText
        detail: failed ? root.log.errorText : root.log.filter.length > 0 ? "" : root.emptyDetail
        action: failed ? qsTr("Retry")
            : root.log.state === ModelState.Ready && root.log.filter.length > 0
                ? qsTr("Drop the filter") : ""
        onTriggered: {
            if (failed)
                root.log.retry();
            else
                root.log.filter = "";
        }
    }
}
