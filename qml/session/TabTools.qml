// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What can be done with the tab that is shown: filter it, follow it.
Row {
    id: root

    required property SessionDetails details
    required property int tab // 0 transcript, 1 calls, 2 events; others have no tools
    required property real room

    readonly property bool isLog: root.tab === 1 || root.tab === 2

    signal finished // the keyboard goes back to the table
    signal followWanted(following: bool)

    function begin() {
        if (root.isLog)
            filter.begin();
    }

    spacing: Theme.spacing

    Toggle {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.tab === 1
        text: qsTr("failed only")
        checked: root.details.calls.failedOnly
        onClicked: root.details.calls.failedOnly = !root.details.calls.failedOnly
    }
    SearchField {
        id: filter

        readonly property LogModel log: root.tab === 2 ? root.details.events : root.details.calls

        visible: root.isLog
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.averageWidth * 16, Math.min(implicitWidth, root.room * 0.24))
        placeholder: root.tab === 2 ? qsTr("Filter events") : qsTr("Filter calls")
        onLogChanged: filter.text = filter.log.filter
        onTextChanged: filter.log.filter = filter.text
        onFinished: root.finished()
        onAccepted: root.finished()

        Connections {
            target: filter.log

            function onFilterChanged() {
                filter.text = filter.log.filter;
            }
        }
    }
    Toggle {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.details.live && root.tab <= 2
        text: qsTr("follow")
        dot: true
        checked: root.tab === 0 ? root.details.transcript.following : filter.log.following
        onClicked: root.followWanted(!checked)
    }
}
