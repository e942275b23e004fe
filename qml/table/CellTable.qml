// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// A table that is held whole: sorted by a click on a title, chosen from by keyboard.
FocusScope {
    id: root

    required property CellsModel rows
    required property TableColumns columns
    required property list<string> titles
    required property list<bool> rights // which columns are aligned right
    required property string name
    required property string emptyText
    required property string failedText
    property string emptyDetail
    property string emptyAction // the one thing to do next; empty: none
    property int mono: -1 // the column of commands or paths
    property int toned: -1 // the only column that shows a row's tone; -1: all
    property color barColor: Theme.accentSoft

    readonly property alias currentRow: list.currentIndex
    // What is chosen stays chosen when the rows are read again.
    property string currentKey

    signal chosen(row: int)
    signal opened(row: int)
    signal menuWanted(row: int, column: int, x: real, y: real)
    signal retryWanted
    signal emptyActionWanted

    function takeFocus() {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }
    function choose(row: int) {
        if (list.count === 0)
            return;
        list.currentIndex = Math.max(0, Math.min(list.count - 1, row));
        root.currentKey = root.rows.keyAt(list.currentIndex);
        list.positionViewAtIndex(list.currentIndex, ListView.Contain);
        root.chosen(list.currentIndex);
    }
    function chooseKey(key: string) {
        root.currentKey = key;
        root.arrange();
    }
    function arrange() {
        const row = root.currentKey.length > 0 ? root.rows.rowOf(root.currentKey) : -1;
        list.currentIndex = row;
        if (row >= 0)
            list.positionViewAtIndex(row, ListView.Contain);
        else if (list.activeFocus && list.count > 0)
            list.currentIndex = 0;
    }
    function pageRows(): int {
        return Math.max(1, Math.floor(list.height / Theme.rowHeight) - 1);
    }

    TableHeader {
        id: head

        width: parent.width
        columns: root.columns
        titles: root.titles
        rights: root.rights
        sorted: root.rows.sortColumn
        descending: root.rows.descending
        shift: list.contentX
        onSortWanted: (column) => root.rows.sortBy(column)
    }
    PlainList {
        id: list

        anchors.top: head.bottom
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
        model: root.rows
        Accessible.role: Accessible.Table
        Accessible.name: root.name

        ScrollBar.vertical: ThinScrollBar {}
        // Below the rows, not over the last of them.
        ScrollBar.horizontal: ThinScrollBar {
            id: sideways

            parent: root
            y: root.height - height
            width: root.width
            visible: list.contentWidth > list.width
        }

        delegate: CellRow {
            id: row

            columns: root.columns
            rights: root.rights
            mono: root.mono
            toned: root.toned
            barColor: root.barColor
            current: row.index === list.currentIndex
            focused: list.activeFocus
            onPicked: {
                root.takeFocus();
                root.choose(row.index);
            }
            onOpened: {
                root.choose(row.index);
                root.opened(row.index);
            }
            onPointed: (on) => tip.point(row, on, row.detail)
            onMenuWanted: (column, x, y) => {
                root.takeFocus();
                root.choose(row.index);
                const place = row.mapToItem(root, x, y);
                root.menuWanted(row.index, column, place.x, place.y);
            }
        }

        onActiveFocusChanged: {
            if (list.activeFocus && list.currentIndex < 0 && list.count > 0)
                list.currentIndex = 0;
        }
        Keys.onPressed: (event) => {
            if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
                return;
            if (event.key === Qt.Key_Down || event.key === Qt.Key_J)
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
                root.choose(list.count - 1);
            else if (event.key === Qt.Key_Right && sideways.visible)
                list.contentX = Math.min(list.contentWidth - list.width, list.contentX + Theme.spacing * 6);
            else if (event.key === Qt.Key_Left && sideways.visible)
                list.contentX = Math.max(0, list.contentX - Theme.spacing * 6);
            else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && list.currentIndex >= 0)
                root.opened(list.currentIndex);
            else if (event.key === Qt.Key_Menu && list.currentIndex >= 0)
                root.menuWanted(list.currentIndex, 0, Theme.spacing * 4,
                                head.height + (list.currentIndex + 1) * Theme.rowHeight - list.contentY);
            else
                return;
            event.accepted = true;
        }
    }
    Connections {
        target: root.rows

        function onModelReset() {
            Qt.callLater(root.arrange); // qmllint disable
        }
    }
    RowTip {
        id: tip
    }
    StateNote {
        anchors.fill: list
        visible: list.count === 0
        failed: root.rows.state === ModelState.Failed
        title: failed ? root.failedText
            : root.rows.state === ModelState.Loading ? qsTr("Reading …") : root.emptyText
        detail: failed ? root.rows.errorText : root.rows.state === ModelState.Ready ? root.emptyDetail : ""
        action: failed ? qsTr("Retry") : root.rows.state === ModelState.Ready ? root.emptyAction : ""
        onTriggered: {
            if (failed)
                root.retryWanted();
            else
                root.emptyActionWanted();
        }
    }
}
