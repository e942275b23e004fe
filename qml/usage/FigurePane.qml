// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What a figure is made of: its sessions, or its messages one by one.
FocusScope {
    id: root

    required property UsageReportModel usage
    required property UiSettings settings

    signal sessionWanted(ref: real)
    signal messageWanted(ref: real, message: real)
    signal closeRequested

    readonly property list<string> sessionTitles: [qsTr("Session"), qsTr("Project"), qsTr("Cost"), qsTr("Tokens"),
        qsTr("Cache"), qsTr("Messages")]
    readonly property list<string> messageTitles: [qsTr("Time"), qsTr("Session"), qsTr("Agent"), qsTr("Model"),
        qsTr("Input"), qsTr("Output"), qsTr("Cache written"), qsTr("Cache read"), qsTr("Cost")]

    function takeFocus() {
        if (what.current === 0)
            sessions.takeFocus();
        else
            messages.takeFocus();
    }
    function exportText(): string {
        return what.current === 0 ? root.usage.sessions.csv(root.sessionTitles)
            : root.usage.messages.csv(root.messageTitles);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: root.usage.figure

    PaneHead {
        id: head

        width: parent.width
        title: root.usage.figure
        onCloseRequested: root.closeRequested()

        Choice {
            id: what

            property int chosen: 0

            name: qsTr("What is behind the figure")
            words: [qsTr("Sessions"), qsTr("Messages")]
            current: what.chosen
            onPicked: (index) => what.chosen = index
        }
    }
    TableColumns {
        id: sessionWidths

        settings: root.settings
        table: "usage_sessions"
        defaults: [Theme.averageWidth * 56, Theme.averageWidth * 24, Theme.averageWidth * 14,
            Theme.averageWidth * 12, Theme.averageWidth * 10, Theme.averageWidth * 12]
    }
    CellTable {
        id: sessions

        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: what.current === 0
        enabled: visible
        rows: root.usage.sessions
        columns: sessionWidths
        titles: root.sessionTitles
        rights: [false, false, true, true, true, true]
        name: qsTr("Sessions behind the figure")
        emptyText: qsTr("No session used anything here")
        failedText: qsTr("The sessions can't be read")
        onOpened: (row) => root.sessionWanted(root.usage.sessions.refAt(row))
    }
    TableColumns {
        id: messageWidths

        settings: root.settings
        table: "usage_messages"
        defaults: [Theme.averageWidth * 17, Theme.averageWidth * 36, Theme.averageWidth * 14,
            Theme.averageWidth * 20, Theme.averageWidth * 9, Theme.averageWidth * 9,
            Theme.averageWidth * 15, Theme.averageWidth * 13, Theme.averageWidth * 12]
    }
    CellTable {
        id: messages

        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: what.current === 1
        enabled: visible
        rows: root.usage.messages
        columns: messageWidths
        titles: root.messageTitles
        rights: [false, false, false, false, true, true, true, true, true]
        name: qsTr("Messages behind the figure")
        emptyText: qsTr("No messages")
        failedText: qsTr("The messages can't be read")
        onOpened: (row) => root.messageWanted(root.usage.messages.refAt(row), Number(root.usage.messages.keyAt(row)))
        onRetryWanted: root.usage.messages.retry()
    }
}
