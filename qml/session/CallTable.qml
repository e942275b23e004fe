// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The tool calls of the session.
FocusScope {
    id: root

    required property SessionDetails details
    required property UiSettings settings

    signal opened(row: int)
    signal copyRequested(text: string)
    signal transcriptWanted(row: int)

    function takeFocus() {
        table.takeFocus();
    }
    function setFollowing(following: bool) {
        table.setFollowing(following);
    }

    Keys.onPressed: (event) => {
        if (event.key !== Qt.Key_T || event.modifiers || table.currentRow < 0)
            return;
        root.transcriptWanted(table.currentRow);
        event.accepted = true;
    }

    TableColumns {
        id: tableColumns

        settings: root.settings
        table: "calls"
        defaults: [Theme.averageWidth * 14, Theme.averageWidth * 13, Theme.averageWidth * 34,
            Theme.averageWidth * 13, Theme.averageWidth * 20, Theme.averageWidth * 10,
            Theme.averageWidth * 22]
    }
    LogTable {
        id: table

        anchors.fill: parent
        focus: true
        log: root.details.calls
        columns: tableColumns
        titles: [qsTr("Status"), qsTr("Tool"), qsTr("What"), qsTr("Agent"), qsTr("Started"),
            qsTr("Took"), qsTr("Error")]
        figures: 5
        name: qsTr("Tool calls")
        emptyText: root.details.calls.failedOnly ? qsTr("No call has failed") : qsTr("No tool calls yet")
        failedText: qsTr("Tool calls can't be read")
        onOpened: (row) => root.opened(row)
        onCopyWanted: (row) => root.copyRequested(root.details.calls.whatAt(row))

        row: CallRow {
            id: row

            columns: tableColumns
            current: row.index === table.currentRow
            focused: table.rowsFocused
            marked: row.toolUseId.length > 0 && row.toolUseId === root.details.chosenCall
            onPicked: {
                table.takeFocus();
                table.choose(row.index);
            }
            onOpened: root.opened(row.index)
            onPointed: (on) => tip.point(row, on, row.detail)
        }
    }
    RowTip {
        id: tip
    }
}
