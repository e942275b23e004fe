// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// All sessions there ever were, filtered, and the texts that words were found in.
// Keys: / filters, arrows choose, Enter opens, Menu filters by a cell, Ctrl+Tab goes between the
// sessions and what was found, Ctrl+S exports the table.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings

    readonly property alias history: history
    // Found texts are shown instead of the sessions.
    property bool onHits: false

    readonly property bool showsHits: root.onHits && history.hasWords

    signal sessionWanted(ref: real, entry: real, seq: real)

    function takeFocus() {
        if (root.showsHits)
            hits.takeFocus();
        else
            table.takeFocus();
    }
    function beginSearch() {
        filter.begin();
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("History")

    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_S && (event.modifiers & Qt.ControlModifier))
            root.actions.saveText("dogwatch-sessions.csv", history.sessions.csv(table.titles));
        else if ((event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab)
                 && (event.modifiers & Qt.ControlModifier) && history.hasWords) {
            root.onHits = !root.onHits;
            root.takeFocus();
        } else
            return;
        event.accepted = true;
    }

    HistoryModel {
        id: history

        feed: root.feed
        active: root.visible && root.Window.visibility !== Window.Hidden
            && root.Window.visibility !== Window.Minimized
        // Words are looked for to be found in texts.
        onHasWordsChanged: root.onHits = history.hasWords
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Item {
        id: bar

        width: parent.width
        height: Theme.rowHeight + Theme.spacing * 2

        FilterField {
            id: filter

            anchors.left: parent.left
            anchors.leftMargin: Theme.spacing * 1.5
            anchors.right: side.left
            anchors.rightMargin: Theme.spacing * 1.5
            anchors.verticalCenter: parent.verticalCenter
            history: history
            onFinished: root.takeFocus()
        }
        Row {
            id: side

            anchors.right: parent.right
            anchors.rightMargin: Theme.spacing * 1.5
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.spacing

            PlainText {
                anchors.verticalCenter: parent.verticalCenter
                visible: !history.hasWords && root.width > Theme.averageWidth * 110
                text: history.sessions.state === ModelState.Ready ? history.countText : ""
                color: Theme.dim
            }
            Choice {
                anchors.verticalCenter: parent.verticalCenter
                visible: history.hasWords
                name: qsTr("What is shown")
                words: [qsTr("Sessions %1").arg(history.sessions.count), qsTr("Found %1").arg(history.hits.countText)]
                current: root.showsHits ? 1 : 0
                onPicked: (index) => root.onHits = index === 1
            }
            PlainButton {
                id: columnsButton

                anchors.verticalCenter: parent.verticalCenter
                height: Theme.rowHeight
                topPadding: 0
                bottomPadding: 0
                text: qsTr("Columns")
                onClicked: columnMenu.popup(columnsButton, 0, columnsButton.height)

                PlainMenu {
                    id: columnMenu

                    Repeater {
                        model: table.titles.length

                        PlainMenuItem {
                            required property int index

                            text: table.titles[index]
                            checkable: true
                            checked: (widths.widths[index] ?? 0) > 0
                            onTriggered: widths.setShown(index, (widths.widths[index] ?? 0) === 0)
                        }
                    }
                }
            }
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: 1
            color: Theme.hairline
        }
    }
    TableColumns {
        id: widths

        settings: root.settings
        table: "history"
        // What fits a window of usual width; the others can be shown. The title has what is left.
        readonly property int room: root.width - Theme.averageWidth * 128 - Theme.spacing * 2

        defaults: [Theme.averageWidth * 12, Theme.averageWidth * 15, Theme.averageWidth * 12,
            Math.max(Theme.averageWidth * 24, Math.min(widths.room, Theme.averageWidth * 80)), Theme.averageWidth * 13, Theme.averageWidth * 14, 0,
            Theme.averageWidth * 19, Theme.averageWidth * 9, Theme.averageWidth * 7,
            Theme.averageWidth * 7, 0, Theme.averageWidth * 9, Theme.averageWidth * 11, 0]
    }
    CellTable {
        id: table

        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !root.showsHits
        enabled: visible
        rows: history.sessions
        columns: widths
        titles: [qsTr("Status"), qsTr("Project"), qsTr("Branch"), qsTr("Title"), qsTr("Agent"), qsTr("Model"),
            qsTr("Started"), qsTr("Last active"), qsTr("Took"), qsTr("Calls"), qsTr("Failed"), qsTr("Agents"),
            qsTr("Tokens"), qsTr("Cost"), qsTr("Session id")]
        rights: [false, false, false, false, false, false, false, false, true, true, true, true, true, true, false]
        toned: 0
        mono: 14
        name: qsTr("Sessions")
        failedText: qsTr("The sessions can't be read")
        emptyText: history.filter.length > 0 ? qsTr("No session passes the filter") : qsTr("No session was reported yet")
        emptyDetail: history.filter.length > 0 ? "" : qsTr("Install the hooks of your agents on the Board, or import their transcripts.")
        emptyAction: history.filter.length > 0 ? qsTr("Drop the filter") : ""
        onEmptyActionWanted: history.filter = ""
        onRetryWanted: history.retry()
        onOpened: (row) => root.sessionWanted(history.sessions.refAt(row), 0, 0)
        onMenuWanted: (row, column, x, y) => {
            menu.row = row;
            menu.column = history.canFilterBy(column) ? column : HistoryModel.Project;
            menu.popup(table, x, y);
        }

        PlainMenu {
            id: menu

            property int row: -1
            property int column: 0

            readonly property string what: history.sessions.textAt(menu.row, menu.column)

            PlainMenuItem {
                text: qsTr("Open")
                keys: qsTr("Enter")
                onTriggered: root.sessionWanted(history.sessions.refAt(menu.row), 0, 0)
            }
            PlainMenuItem {
                text: qsTr("Only %1").arg(menu.what)
                enabled: menu.what.length > 0
                onTriggered: history.filterBy(menu.row, menu.column, false)
            }
            PlainMenuItem {
                text: qsTr("Without %1").arg(menu.what)
                enabled: menu.what.length > 0
                onTriggered: history.filterBy(menu.row, menu.column, true)
            }
        }
    }
    HitList {
        id: hits

        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.showsHits
        enabled: visible
        hits: history.hits
        onOpened: (row) => root.sessionWanted(history.hits.refAt(row), history.hits.entryAt(row), history.hits.seqAt(row))
    }
}
