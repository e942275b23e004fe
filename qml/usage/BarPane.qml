// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Projects, models or kinds of agents with what each of them used.
FocusScope {
    id: root

    required property CellsModel rows
    required property string title
    required property bool byTokens
    required property UiSettings settings
    required property string table

    signal opened(key: string)

    function exportText(): string {
        return root.rows.csv([root.title, qsTr("Cost, US dollars"), qsTr("Tokens"), qsTr("Cache hits"), qsTr("Messages")]);
    }

    TableColumns {
        id: widths

        readonly property int room: Math.max(Theme.averageWidth * 30, root.width - Theme.spacing * 1.5)

        settings: null
        table: root.table
        defaults: [widths.room - Theme.averageWidth * (widths.room > Theme.averageWidth * 50 ? 40 : 21),
            Theme.averageWidth * 12, Theme.averageWidth * 9,
            widths.room > Theme.averageWidth * 50 ? Theme.averageWidth * 8 : 0,
            widths.room > Theme.averageWidth * 50 ? Theme.averageWidth * 11 : 0]
    }
    CellTable {
        anchors.fill: parent
        focus: true
        rows: root.rows
        columns: widths
        titles: [root.title, qsTr("Cost"), qsTr("Tokens"), qsTr("Cache"), qsTr("Messages")]
        rights: [false, true, true, true, true]
        name: root.title
        emptyText: ""
        failedText: ""
        barColor: Theme.accent
        onOpened: (row) => root.opened(root.rows.keyAt(row))
    }
}
