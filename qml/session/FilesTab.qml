// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What the session read and wrote; below it, who else touched the chosen file. Enter on one of these
// opens it.
FocusScope {
    id: root

    required property SessionFilesModel files
    required property UiSettings settings

    signal sessionWanted(ref: real)
    signal copyRequested(text: string)

    function takeFocus() {
        table.takeFocus();
    }

    Keys.onPressed: (event) => {
        if (event.key !== Qt.Key_C || !(event.modifiers & Qt.ControlModifier))
            return;
        root.copyRequested(root.files.keyAt(table.currentRow));
        event.accepted = true;
    }

    TableColumns {
        id: widths

        settings: root.settings
        table: "session_files"
        defaults: [Theme.averageWidth * 70, Theme.averageWidth * 8, Theme.averageWidth * 9,
            Theme.averageWidth * 8, Theme.averageWidth * 17, Theme.averageWidth * 20]
    }
    CellTable {
        id: table

        width: parent.width
        height: root.files.path.length > 0 ? Math.round(parent.height * 0.65) : parent.height
        focus: true
        rows: root.files
        columns: widths
        titles: [qsTr("File"), qsTr("Read"), qsTr("Written"), qsTr("Failed"), qsTr("Last"), qsTr("Agents")]
        rights: [false, true, true, true, false, false]
        mono: 0
        name: qsTr("Files")
        emptyText: qsTr("No file was read or written")
        emptyDetail: qsTr("Files that commands touch are not known.")
        failedText: qsTr("The files can't be read")
        onRetryWanted: root.files.retry()
        onChosen: (row) => root.files.look(row)
        onOpened: {
            if (others.visible)
                others.takeFocus();
        }
    }
    Rectangle {
        visible: others.visible
        y: table.height
        width: parent.width
        height: 1
        color: Theme.hairline
    }
    PlainText {
        id: head

        visible: others.visible
        y: table.height + 1
        x: Theme.spacing * 1.5
        width: parent.width - x
        height: Theme.rowHeight
        text: qsTr("Other sessions that touched it")
        color: Theme.dim
    }
    TableColumns {
        id: otherWidths

        settings: root.settings
        table: "session_file_others"
        defaults: [Theme.averageWidth * 70, Theme.averageWidth * 8, Theme.averageWidth * 9,
            Theme.averageWidth * 17]
    }
    CellTable {
        id: others

        visible: root.files.path.length > 0
        enabled: visible
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        rows: root.files.others
        columns: otherWidths
        titles: [qsTr("Session"), qsTr("Read"), qsTr("Written"), qsTr("Last")]
        rights: [false, true, true, false]
        name: head.text
        emptyText: qsTr("No other session")
        failedText: qsTr("The other sessions can't be read")
        onOpened: (row) => root.sessionWanted(root.files.others.refAt(row))
    }
}
