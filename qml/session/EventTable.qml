// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The events of the session; the current one's payload is shown.
FocusScope {
    id: root

    required property SessionDetails details
    required property UiSettings settings

    signal opened(row: int)
    signal copyRequested(text: string)

    function takeFocus() {
        table.takeFocus();
    }
    function setFollowing(following: bool) {
        table.setFollowing(following);
    }

    TableColumns {
        id: tableColumns

        settings: root.settings
        table: "events"
        defaults: [Theme.averageWidth * 10, Theme.averageWidth * 20, Theme.averageWidth * 24,
            Theme.averageWidth * 13, Theme.averageWidth * 13, Theme.averageWidth * 30]
    }
    LogTable {
        id: table

        anchors.fill: parent
        focus: true
        log: root.details.events
        columns: tableColumns
        titles: [qsTr("Seq"), qsTr("Time"), qsTr("Type"), qsTr("Agent"), qsTr("Tool"),
            qsTr("Tool use")]
        figures: 0
        name: qsTr("Events")
        emptyText: qsTr("No events")
        failedText: qsTr("Events can't be read")
        onCurrentChosen: (row) => root.details.chooseEvent(row)
        onOpened: (row) => {
            root.details.chooseEvent(row);
            root.opened(row);
        }
        onCopyWanted: (row) => root.copyRequested(root.details.events.toolUseIdAt(row))

        row: EventRow {
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
            onPointed: (on) => tip.point(row, on, row.timeDetail)
        }
    }
    RowTip {
        id: tip
    }
}
