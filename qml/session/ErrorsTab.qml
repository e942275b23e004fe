// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What went wrong in the session. Enter goes to where it happened.
FocusScope {
    id: root

    required property SessionErrors errors
    required property UiSettings settings

    signal entryWanted(entry: real)
    signal callWanted(toolUseId: string)
    signal copyRequested(text: string)

    function takeFocus() {
        table.takeFocus();
    }

    Keys.onPressed: (event) => {
        if (event.key !== Qt.Key_C || !(event.modifiers & Qt.ControlModifier))
            return;
        root.copyRequested(root.errors.textAt(table.currentRow, 5));
        event.accepted = true;
    }

    TableColumns {
        id: widths

        settings: root.settings
        table: "session_errors"
        defaults: [Theme.averageWidth * 17, Theme.averageWidth * 20, Theme.averageWidth * 13,
            Theme.averageWidth * 13, Theme.averageWidth * 34, Theme.averageWidth * 40]
    }
    CellTable {
        id: table

        anchors.fill: parent
        focus: true
        rows: root.errors
        columns: widths
        titles: [qsTr("Time"), qsTr("What"), qsTr("Agent"), qsTr("Tool"), qsTr("Applied to"), qsTr("Said")]
        rights: [false, false, false, false, false, false]
        mono: 4
        toned: 1
        name: qsTr("Errors")
        emptyText: qsTr("Nothing went wrong")
        failedText: qsTr("Errors can't be read")
        onRetryWanted: root.errors.retry()
        onOpened: (row) => {
            if (root.errors.entryAt(row) > 0)
                root.entryWanted(root.errors.entryAt(row));
            else if (root.errors.toolUseIdAt(row).length > 0)
                root.callWanted(root.errors.toolUseIdAt(row));
        }
    }
}
