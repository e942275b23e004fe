// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// Everything of one session: header, agents, tool calls, events and their payloads.
// Keys: Tab between the panes, arrows in them, Enter opens, Ctrl+Tab changes the tab, Ctrl+F filters,
// End follows, Esc goes back.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property real session
    property UiSettings settings: null

    readonly property alias details: details

    signal closeRequested

    function showEvents() {
        tabs.current = 1;
        events.takeFocus();
    }
    function changeTab() {
        tabs.current = 1 - tabs.current;
        root.focusTable();
    }
    function focusTable() {
        if (tabs.current === 0)
            calls.takeFocus();
        else
            events.takeFocus();
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Session %1").arg(details.project)
    Component.onCompleted: calls.takeFocus()

    // The window has keys of its own for some of these.
    Keys.onShortcutOverride: (event) => {
        const find = event.key === Qt.Key_Slash
            || (event.key === Qt.Key_F && (event.modifiers & Qt.ControlModifier));
        event.accepted = find || event.key === Qt.Key_Escape;
    }
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_Escape)
            root.closeRequested();
        else if (event.key === Qt.Key_Slash
                 || (event.key === Qt.Key_F && (event.modifiers & Qt.ControlModifier)))
            filter.begin();
        else if ((event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab)
                 && (event.modifiers & Qt.ControlModifier))
            root.changeTab();
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
            onBackRequested: root.closeRequested()
        }

        AgentPane {
            id: agents

            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            width: Math.min(panes.widths[0], body.width * 0.3)
            details: details
        }
        PaneHandle {
            anchors.top: header.bottom
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

            anchors.top: header.bottom
            anchors.bottom: parent.bottom
            anchors.left: agents.right
            anchors.leftMargin: 1
            anchors.right: parent.right
            color: Theme.surface
            clip: true

            TabStrip {
                id: tabs

                anchors.left: parent.left
                anchors.right: tools.left
                height: Theme.rowHeight + Theme.spacing * 1.5
                words: [qsTr("Tool calls"), qsTr("Events")]
                figures: [details.callsText, details.eventsText]
            }
            Row {
                id: tools

                anchors.right: parent.right
                anchors.rightMargin: Theme.spacing
                height: tabs.height
                spacing: Theme.spacing

                Toggle {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: tabs.current === 0
                    text: qsTr("failed only")
                    checked: details.calls.failedOnly
                    onClicked: details.calls.failedOnly = !details.calls.failedOnly
                }
                SearchField {
                    id: filter

                    readonly property LogModel log: tabs.current === 0 ? details.calls : details.events

                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.max(Theme.averageWidth * 16,
                                    Math.min(implicitWidth, centre.width * 0.28))
                    placeholder: tabs.current === 0 ? qsTr("Filter calls") : qsTr("Filter events")
                    onLogChanged: filter.text = filter.log.filter
                    onTextChanged: filter.log.filter = filter.text
                    onFinished: root.focusTable()
                    onAccepted: root.focusTable()

                    Connections {
                        target: filter.log

                        function onFilterChanged() {
                            filter.text = filter.log.filter;
                        }
                    }
                }
                Toggle {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: details.live
                    text: qsTr("follow")
                    dot: true
                    checked: filter.log.following
                    onClicked: {
                        if (tabs.current === 0)
                            calls.setFollowing(!checked);
                        else
                            events.setFollowing(!checked);
                    }
                }
            }
            Rectangle {
                anchors.bottom: tabs.bottom
                width: parent.width
                height: 1
                color: Theme.hairline
            }

            CallTable {
                id: calls

                anchors.top: tabs.bottom
                anchors.bottom: parent.bottom
                width: parent.width
                visible: tabs.current === 0
                enabled: visible
                details: details
                settings: root.settings
                onOpened: (row) => {
                    details.chooseCall(row);
                    root.showEvents();
                }
                onCopyRequested: (text) => root.actions.copyText(text)
            }
            EventTable {
                id: events

                anchors.top: tabs.bottom
                anchors.bottom: payload.top
                width: parent.width
                visible: tabs.current === 1
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
