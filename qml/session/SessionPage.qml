// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// Everything of one session: header, agents, tool calls, events and their payloads.
// Keys: Tab between the panes, arrows in them, Enter opens, Ctrl+Tab changes the tab, Ctrl+F filters,
// End follows, Ctrl+G goes to its terminal, A marks as seen what waits for you, Z snoozes it, M mutes the
// session, Esc goes back.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property real session
    property UiSettings settings: null
    // Where to begin: an entry of its transcript, an answer of the usage, or an event; 0: anywhere.
    property real entry: 0
    property real message: 0
    property real seq: 0

    readonly property alias details: details

    signal closeRequested
    signal sessionWanted(ref: real)

    // Which part is shown, by its place in the strip.
    readonly property int kTranscript: 0
    readonly property int kCalls: 1
    readonly property int kEvents: 2
    readonly property int kFiles: 3
    readonly property int kErrors: 4
    readonly property int kUsage: 5

    function show(tab: int) {
        tabs.untouched = false;
        tabs.current = tab;
        root.focusTable();
    }
    function changeTab(by: int) {
        root.show((tabs.current + by + tabs.words.length) % tabs.words.length);
    }
    function focusTable() {
        [transcript, calls, events, files, errors, usage][tabs.current].takeFocus();
    }
    // For who comes from a search: where an entry of the transcript, or an event, stands.
    function reveal(entry: real, seq: real) {
        if (entry > 0) {
            details.transcript.revealEntry(entry);
            root.show(root.kTranscript);
        } else if (seq > 0) {
            details.events.filter = "";
            details.events.reveal(seq);
            root.show(root.kEvents);
        }
    }

    // Where an answer that a figure is made of stands.
    function revealMessage(message: real) {
        if (message <= 0)
            return;
        details.transcript.revealMessage(message);
        root.show(root.kTranscript);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Session %1").arg(details.project)
    Component.onCompleted: {
        calls.takeFocus();
        root.reveal(root.entry, root.seq);
        root.revealMessage(root.message);
    }

    // The window has keys of its own for some of these.
    Keys.onShortcutOverride: (event) => {
        const find = event.key === Qt.Key_Slash
            || (event.key === Qt.Key_F && (event.modifiers & Qt.ControlModifier));
        event.accepted = find || event.key === Qt.Key_Escape;
    }
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_Escape) {
            if (tabs.current !== root.kUsage || !usage.back())
                root.closeRequested();
        } else if (event.key === Qt.Key_Slash
                 || (event.key === Qt.Key_F && (event.modifiers & Qt.ControlModifier)))
            tools.begin();
        else if (event.key === Qt.Key_G && (event.modifiers & Qt.ControlModifier))
            root.actions.goToTerminal(root.session);
        else if (event.key === Qt.Key_A && !event.modifiers)
            root.actions.acknowledge(root.session);
        else if (event.key === Qt.Key_Z && !event.modifiers)
            root.actions.snooze(root.session);
        else if (event.key === Qt.Key_M && !event.modifiers)
            root.actions.mute(root.session, !needs.muted);
        else if ((event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab)
                 && (event.modifiers & Qt.ControlModifier))
            root.changeTab(event.key === Qt.Key_Backtab || (event.modifiers & Qt.ShiftModifier) ? -1 : 1);
        else
            return;
        event.accepted = true;
    }

    SessionDetails {
        id: details

        feed: root.feed
        session: root.session
        active: root.visible && root.Window.visibility !== Window.Hidden
            && root.Window.visibility !== Window.Minimized
        // Once it is known what there is to be seen, and nobody has chosen yet.
        onStateChanged: {
            if (details.state === ModelState.Ready && details.hasTranscript && tabs.untouched)
                root.show(root.kTranscript);
        }
    }
    SessionNeeds {
        id: needs

        feed: root.feed
        session: root.session
    }
    SessionFilesModel {
        id: fileRows

        feed: root.feed
        session: root.session
        active: details.active
    }
    SessionErrors {
        id: errorRows

        feed: root.feed
        session: root.session
        active: details.active
    }
    SessionSpend {
        id: spend

        feed: root.feed
        session: root.session
        active: details.active
    }
    SessionUsage {
        id: usageSums

        feed: root.feed
        session: root.session
        active: details.active && usage.visible
    }
    TableColumns {
        id: panes

        settings: root.settings
        table: "session_panes"
        defaults: [Theme.averageWidth * 38, Theme.rowHeight * 11]
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.window
    }

    StateNote {
        anchors.fill: parent
        visible: !body.visible
        failed: details.state === ModelState.Failed
        title: failed ? qsTr("This session can't be read") : qsTr("Reading the session …")
        detail: details.errorText
        action: failed ? qsTr("Retry") : ""
        onTriggered: details.retry()
    }

    Item {
        id: body

        anchors.fill: parent
        // What was read stays while it is read again.
        visible: details.state === ModelState.Ready || details.sessionId.length > 0

        SessionHeader {
            id: header

            width: parent.width
            details: details
            spend: spend.text
            onBackRequested: root.closeRequested()
            onTerminalRequested: root.actions.goToTerminal(root.session)
        }
        NeedsStrip {
            id: strip

            anchors.top: header.bottom
            width: parent.width
            needs: needs
            onSeen: root.actions.acknowledge(root.session)
            onSnoozed: root.actions.snooze(root.session)
            onMuted: (muted) => root.actions.mute(root.session, muted)
        }

        AgentPane {
            id: agents

            anchors.top: strip.bottom
            anchors.bottom: parent.bottom
            width: Math.min(panes.widths[0], body.width * 0.3)
            details: details
        }
        PaneHandle {
            anchors.top: strip.bottom
            anchors.bottom: parent.bottom
            x: agents.width
            size: panes.widths[0]
            least: Theme.averageWidth * 18
            most: body.width * 0.3
            onMoved: (size) => panes.setWidth(0, size)
            onReset: panes.resetWidth(0)
        }

        Rectangle {
            id: centre

            anchors.top: strip.bottom
            anchors.bottom: parent.bottom
            anchors.left: agents.right
            anchors.leftMargin: 1
            anchors.right: parent.right
            color: Theme.surface
            clip: true

            Item {
                id: bar

                // What can be done with a tab has a row of its own where it does not fit beside the names.
                readonly property bool narrow: tools.width > 0 && tabs.implicitWidth + tools.width + Theme.spacing > width

                width: parent.width
                height: bar.narrow ? tabs.height + tools.height : tabs.height

                TabStrip {
                    id: tabs

                    width: parent.width
                    height: Theme.rowHeight + Theme.spacing * 1.5
                    words: [qsTr("Transcript"), qsTr("Tool calls"), qsTr("Events"), qsTr("Files"), qsTr("Errors"), qsTr("Usage")]
                    figures: ["", details.callsText, details.eventsText, fileRows.count > 0 ? String(fileRows.count) : "",
                        errorRows.count > 0 ? String(errorRows.count) : "", ""]
                    current: root.kCalls
                    onPicked: (tab) => root.show(tab)
                }
                TabTools {
                    id: tools

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.spacing
                    y: bar.narrow ? tabs.height : 0
                    height: bar.narrow ? Theme.rowHeight + Theme.spacing * 0.5 : tabs.height
                    room: centre.width
                    details: details
                    tab: tabs.current
                    onFinished: root.focusTable()
                    onFollowWanted: (following) => {
                        if (tabs.current === root.kTranscript)
                            transcript.setFollowing(following);
                        else if (tabs.current === root.kCalls)
                            calls.setFollowing(following);
                        else
                            events.setFollowing(following);
                    }
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 1
                    color: Theme.hairline
                }
            }

            TranscriptTab {
                id: transcript

                anchors.top: bar.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                visible: tabs.current === root.kTranscript
                enabled: visible
                details: details
                onEventsWanted: root.show(root.kEvents)
                onCopyRequested: (text) => root.actions.copyText(text)
            }
            FilesTab {
                id: files

                anchors.top: bar.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                visible: tabs.current === root.kFiles
                enabled: visible
                files: fileRows
                settings: root.settings
                onSessionWanted: (ref) => root.sessionWanted(ref)
                onCopyRequested: (text) => root.actions.copyText(text)
            }
            ErrorsTab {
                id: errors

                anchors.top: bar.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                visible: tabs.current === root.kErrors
                enabled: visible
                errors: errorRows
                settings: root.settings
                onEntryWanted: (entry) => root.reveal(entry, 0)
                onCallWanted: (id) => {
                    details.revealCall(id);
                    root.show(root.kEvents);
                }
                onCopyRequested: (text) => root.actions.copyText(text)
            }
            UsageTab {
                id: usage

                anchors.top: bar.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                visible: tabs.current === root.kUsage
                enabled: visible
                usage: usageSums
                settings: root.settings
                onMessageWanted: (message) => root.revealMessage(message)
                onSaveRequested: (text) => root.actions.saveText("dogwatch-session-usage.csv", text)
            }
            CallTable {
                id: calls

                anchors.top: bar.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                visible: tabs.current === root.kCalls
                enabled: visible
                details: details
                settings: root.settings
                onOpened: (row) => {
                    details.chooseCall(row);
                    root.show(root.kEvents);
                }
                onTranscriptWanted: (row) => {
                    details.transcript.revealCall(details.calls.idAt(row));
                    root.show(root.kTranscript);
                }
                onCopyRequested: (text) => root.actions.copyText(text)
            }
            EventTable {
                id: events

                anchors.top: bar.bottom
                anchors.bottom: payload.top
                width: parent.width
                visible: tabs.current === root.kEvents
                enabled: visible
                details: details
                settings: root.settings
                onOpened: payload.takeFocus()
                onCopyRequested: (text) => root.actions.copyText(text)
            }
            PayloadPane {
                id: payload

                anchors.bottom: parent.bottom
                width: parent.width
                height: Math.min(panes.widths[1], centre.height * 0.55)
                visible: events.visible
                enabled: visible
                payload: details.payload
                onCopyRequested: (text) => root.actions.copyText(text)
                onFinished: events.takeFocus()
            }
            PaneHandle {
                visible: payload.visible
                y: payload.y
                width: parent.width
                upright: false
                size: panes.widths[1]
                least: Theme.rowHeight * 4
                most: centre.height * 0.55
                onMoved: (size) => panes.setWidth(1, size)
                onReset: panes.resetWidth(1)
            }
        }
    }
}
