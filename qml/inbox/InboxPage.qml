// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What happened while you were away: what waits for you, what did and is over, how long it waited.
// Keys: arrows choose, Enter opens the session, A marks one as seen, Shift+A all, Z snoozes the session,
// M mutes it or not.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings

    readonly property alias model: inbox

    signal sessionWanted(ref: real, entry: real, seq: real)

    function takeFocus() {
        table.takeFocus();
    }
    function say(key: int) {
        const row = table.currentRow;
        const ref = inbox.items.refAt(row);
        if (row < 0 || ref < 0)
            return;
        if (key === Qt.Key_A)
            root.actions.acknowledgeItems([inbox.items.keyAt(row)]);
        else if (key === Qt.Key_Z)
            root.actions.snooze(ref);
        else
            root.actions.mute(ref, !needs.muted);
    }
    function sayAll() {
        if (inbox.unseen > 0)
            root.actions.acknowledgeItems(inbox.unseenItems());
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Inbox")

    Keys.onPressed: (event) => {
        const letter = event.key === Qt.Key_A || event.key === Qt.Key_Z || event.key === Qt.Key_M;
        if (event.key === Qt.Key_A && event.modifiers === Qt.ShiftModifier)
            root.sayAll();
        else if (letter && !event.modifiers)
            root.say(event.key);
        else
            return;
        event.accepted = true;
    }
    // Whoever goes to another page has looked.
    Component.onDestruction: {
        if (inbox.readAt > 0)
            root.settings.inboxLooked = inbox.readAt;
    }

    InboxModel {
        id: inbox

        feed: root.feed
        looked: root.settings.inboxLooked
        active: root.visible && root.Window.visibility !== Window.Hidden
            && root.Window.visibility !== Window.Minimized
    }
    SessionNeeds {
        id: needs

        feed: root.feed
        session: inbox.items.refAt(table.currentRow)
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Flow {
        id: bar

        x: Theme.spacing * 1.5
        y: Theme.spacing * 0.75
        width: parent.width - Theme.spacing * 3
        spacing: Theme.spacing

        Choice {
            name: qsTr("Of when")
            words: [qsTr("Since you last looked"), qsTr("24 hours"), qsTr("7 days")]
            current: inbox.range
            onPicked: (index) => inbox.range = index
        }
        PlainButton {
            enabled: inbox.unseen > 0
            height: Theme.rowHeight
            text: qsTr("All seen (Shift+A)")
            onClicked: root.sayAll()
        }
        PlainText {
            visible: text.length > 0
            width: Math.min(implicitWidth, bar.width)
            height: Theme.rowHeight
            color: Theme.dim
            text: inbox.waited
        }
    }
    TableColumns {
        id: widths

        settings: root.settings
        table: "inbox"
        defaults: [Theme.averageWidth * 16, Theme.averageWidth * 16, Theme.averageWidth * 44, Theme.averageWidth * 9,
            Theme.averageWidth * 22, Theme.averageWidth * 70]
    }
    CellTable {
        id: table

        anchors.top: bar.bottom
        anchors.topMargin: Theme.spacing * 0.75
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        rows: inbox.items
        columns: widths
        titles: [qsTr("Since"), qsTr("Project"), qsTr("What"), qsTr("Waited"), qsTr("State"), qsTr("Evidence")]
        rights: [false, false, false, true, false, false]
        toned: 4
        name: qsTr("What needed you")
        emptyText: inbox.range === InboxModel.SinceLooked ? qsTr("Nothing has needed you since you last looked")
            : qsTr("Nothing has needed you in that time")
        failedText: qsTr("What needed you can't be read")
        onOpened: (row) => root.sessionWanted(inbox.items.refAt(row), 0, 0)
        onRetryWanted: inbox.read()
    }
}
