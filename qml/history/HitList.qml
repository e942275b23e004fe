// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// What the words of the filter were found in; Enter goes there.
FocusScope {
    id: root

    required property HitsModel hits

    signal opened(row: int)

    function takeFocus() {
        list.forceActiveFocus(Qt.OtherFocusReason);
    }
    function choose(row: int) {
        if (list.count === 0)
            return;
        list.currentIndex = Math.max(0, Math.min(list.count - 1, row));
        list.positionViewAtIndex(list.currentIndex, ListView.Contain);
    }

    PlainText {
        id: note

        x: Theme.spacing * 1.5
        height: visible ? Theme.rowHeight : 0
        visible: text.length > 0
        text: root.hits.behind
        color: Theme.dim
    }
    PlainList {
        id: list

        readonly property int page: Math.max(1, Math.floor(height / Theme.rowHeight / 2) - 1)

        anchors.top: note.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        activeFocusOnTab: true
        reuseItems: true
        keyNavigationEnabled: false
        highlightFollowsCurrentItem: false
        currentIndex: -1
        model: root.hits
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Texts that were found")

        ScrollBar.vertical: ThinScrollBar {}

        delegate: HitRow {
            id: hit

            width: list.width
            current: hit.index === list.currentIndex
            focused: list.activeFocus
            onPicked: {
                root.takeFocus();
                root.choose(hit.index);
            }
            onOpened: root.opened(hit.index)
            onPointed: (on) => tip.point(hit, on, hit.detail)
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
                root.choose(list.currentIndex + list.page);
            else if (event.key === Qt.Key_PageUp)
                root.choose(list.currentIndex - list.page);
            else if (event.key === Qt.Key_Home)
                root.choose(0);
            else if (event.key === Qt.Key_End)
                root.choose(list.count - 1);
            else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && list.currentIndex >= 0)
                root.opened(list.currentIndex);
            else
                return;
            event.accepted = true;
        }
    }
    Connections {
        target: root.hits

        function onModelReset() {
            list.currentIndex = -1;
        }
    }
    RowTip {
        id: tip
    }
    StateNote {
        anchors.fill: list
        visible: list.count === 0
        failed: root.hits.state === ModelState.Failed
        title: failed ? qsTr("The texts can't be searched")
            : root.hits.state === ModelState.Loading ? qsTr("Searching …") : qsTr("No text has these words")
        detail: failed ? root.hits.errorText : ""
        action: failed ? qsTr("Retry") : ""
        onTriggered: root.hits.retry()
    }
}
