// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What the session used, by agent, by model, by prompt; Enter shows the messages behind a figure, and
// of a message its place in the transcript.
FocusScope {
    id: root

    required property SessionUsage usage
    required property UiSettings settings

    readonly property bool opened: root.usage.figure.length > 0
    readonly property list<CellsModel> parts: [root.usage.agents, root.usage.models, root.usage.prompts]
    readonly property list<string> words: [qsTr("Agent"), qsTr("Model"), qsTr("Prompt")]

    signal saveRequested(text: string)
    signal messageWanted(message: real)

    function takeFocus() {
        if (root.opened)
            messages.takeFocus();
        else
            table.takeFocus();
    }
    // Whether there was something to close.
    function back(): bool {
        if (!root.opened)
            return false;
        root.usage.close();
        table.takeFocus();
        return true;
    }
    function exportText(): string {
        return root.opened ? root.usage.messages.csv(messages.titles)
            : root.parts[by.part].csv([root.words[by.part], qsTr("Cost, US dollars"), qsTr("Tokens"),
                qsTr("Cache hits"), qsTr("Messages")]);
    }

    Keys.onPressed: (event) => {
        if (event.key !== Qt.Key_S || !(event.modifiers & Qt.ControlModifier))
            return;
        root.saveRequested(root.exportText());
        event.accepted = true;
    }

    Item {
        id: bar

        width: parent.width
        height: Theme.rowHeight + Theme.spacing * 1.5

        PlainButton {
            id: backButton

            visible: root.opened
            x: Theme.spacing * 1.5
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.rowHeight
            topPadding: 0
            bottomPadding: 0
            text: qsTr("Back (Esc)")
            onClicked: root.back()
        }
        Choice {
            id: by

            property int part: 0

            visible: !root.opened
            x: Theme.spacing * 1.5
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("Usage by")
            words: [qsTr("by agent"), qsTr("by model"), qsTr("by prompt")]
            current: by.part
            onPicked: (index) => by.part = index
        }
        PlainText {
            anchors.left: root.opened ? backButton.right : by.right
            anchors.leftMargin: Theme.spacing * 1.5
            anchors.right: save.left
            anchors.rightMargin: Theme.spacing
            height: parent.height
            text: root.opened ? root.usage.figure : root.usage.summary
            color: root.opened ? Theme.text : Theme.dim
        }
        PlainButton {
            id: save

            anchors.right: parent.right
            anchors.rightMargin: Theme.spacing * 1.5
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.rowHeight
            topPadding: 0
            bottomPadding: 0
            text: qsTr("Export CSV …")
            onClicked: root.saveRequested(root.exportText())
        }
    }
    TableColumns {
        id: widths

        settings: root.settings
        table: "session_usage"
        defaults: [Theme.averageWidth * 60, Theme.averageWidth * 13, Theme.averageWidth * 12,
            Theme.averageWidth * 10, Theme.averageWidth * 12]
    }
    CellTable {
        id: table

        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !root.opened
        enabled: visible
        rows: root.parts[by.part]
        columns: widths
        titles: [root.words[by.part], qsTr("Cost"), qsTr("Tokens"), qsTr("Cache"), qsTr("Messages")]
        rights: [false, true, true, true, true]
        name: by.words[by.part]
        barColor: Theme.accent
        emptyText: root.usage.state === ModelState.Failed ? "" : qsTr("No usage is known of this session")
        emptyDetail: qsTr("Usage is read from the transcripts of Claude Code.")
        failedText: ""
        onOpened: (row) => {
            root.usage.open(by.part, root.parts[by.part].keyAt(row));
            messages.takeFocus();
        }
    }
    TableColumns {
        id: messageWidths

        settings: root.settings
        table: "session_messages"
        defaults: [Theme.averageWidth * 18, 0, Theme.averageWidth * 14,
            Theme.averageWidth * 20, Theme.averageWidth * 10, Theme.averageWidth * 10,
            Theme.averageWidth * 15, Theme.averageWidth * 13, Theme.averageWidth * 12]
    }
    CellTable {
        id: messages

        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.opened
        enabled: visible
        rows: root.usage.messages
        columns: messageWidths
        titles: [qsTr("Time"), qsTr("Session"), qsTr("Agent"), qsTr("Model"), qsTr("Input"), qsTr("Output"),
            qsTr("Cache written"), qsTr("Cache read"), qsTr("Cost")]
        rights: [false, false, false, false, true, true, true, true, true]
        name: qsTr("Messages behind the figure")
        emptyText: qsTr("No messages")
        failedText: ""
        onOpened: (row) => root.messageWanted(Number(root.usage.messages.keyAt(row)))
    }
    StateNote {
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.usage.state === ModelState.Failed
        failed: true
        title: qsTr("The usage can't be read")
        detail: root.usage.errorText
        action: qsTr("Retry")
        onTriggered: root.usage.retry()
    }
}
