// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// The frame around the pages: rail, chips, banner, status line, and the keys that work everywhere.
ApplicationWindow {
    id: root

    required property LiveFeed feed
    required property SessionsModel board
    required property StatusCountsModel chips
    required property AttentionModel attention
    required property ServerState server
    required property GuiActions actions
    required property UiSettings settings
    required property CommandsModel commands

    // Chips and wall only.
    property bool wall: false
    // The session whose page is open; -1: the page that the rail has chosen.
    property real openRef: -1
    property int page: 0

    readonly property bool storeFailed: root.server.store === ServerState.Failed
    readonly property RailPages pages: RailPages {}

    function openSession(ref: real) {
        if (ref < 0)
            return;
        root.board.reveal(ref);
        root.board.currentRow = root.board.rowOf(ref);
        root.wall = false;
        root.openRef = ref;
    }
    function showPage(page: int) {
        if (page < 0 || page >= root.pages.all.length)
            return;
        root.openRef = -1;
        root.page = page;
        root.settings.page = root.pages.all[page].name;
        boardPage.forceActiveFocus(Qt.OtherFocusReason);
    }
    function back() {
        if (root.openRef >= 0)
            root.showPage(root.page);
        else if (root.wall)
            root.wall = false;
        else {
            root.board.clearFilter();
            boardPage.forceActiveFocus(Qt.OtherFocusReason);
        }
    }
    function toggleWall() {
        const leaving = root.wall && root.openRef < 0;
        root.showPage(0);
        root.wall = !leaving;
    }
    function goNext() {
        const from = root.openRef >= 0 ? root.openRef : boardPage.currentRef;
        const ref = root.attention.nextAfter(from);
        if (ref < 0)
            return;
        if (root.openRef >= 0)
            root.openSession(ref);
        else
            boardPage.select(ref);
    }
    function beginSearch() {
        if (root.wall)
            root.wall = false;
        root.openRef = -1;
        top.beginSearch();
    }
    function cycleGrouping() {
        root.board.grouping = (root.board.grouping + 1) % 3;
    }
    function setTheme(preference: int) {
        root.settings.theme = preference;
        Theme.preference = preference;
    }
    function run(action: string) {
        if (action.startsWith("page:"))
            root.showPage(parseInt(action.slice(5)));
        else if (action === "next")
            root.goNext();
        else if (action === "search")
            root.beginSearch();
        else if (action === "keys")
            keysSheet.open();
        else if (action === "wall")
            root.toggleWall();
        else if (action === "clear")
            root.board.clearFilter();
        else if (action === "group:none")
            root.board.grouping = SessionsModel.NoGroups;
        else if (action === "group:project")
            root.board.grouping = SessionsModel.ByProject;
        else if (action === "group:agent")
            root.board.grouping = SessionsModel.ByAgent;
        else if (action === "theme:desktop")
            root.setTheme(Theme.Desktop);
        else if (action === "theme:light")
            root.setTheme(Theme.Light);
        else if (action === "theme:dark")
            root.setTheme(Theme.Dark);
        else if (action === "quit")
            root.actions.quit();
    }

    width: 1280
    height: 800
    minimumWidth: 560
    minimumHeight: 400
    title: root.attention.count > 0
        ? qsTr("(%1) Dogwatch").arg(root.attention.count) : qsTr("Dogwatch")
    color: Theme.window

    Component.onCompleted: {
        Theme.preference = root.settings.theme;
        for (let i = 0; i < root.pages.all.length; ++i) {
            root.commands.addAction("page:" + i, qsTr("Go to %1").arg(root.pages.all[i].word), i + 1);
            if (root.pages.all[i].name === root.settings.page)
                root.page = i;
        }
        root.commands.addAction("next", qsTr("Go to the next that needs you"), "N");
        root.commands.addAction("search", qsTr("Search"), "Ctrl+F");
        root.commands.addAction("clear", qsTr("Show all sessions"), "Esc");
        root.commands.addAction("group:none", qsTr("Board: no groups"), "G");
        root.commands.addAction("group:project", qsTr("Board: group by project"), "G");
        root.commands.addAction("group:agent", qsTr("Board: group by agent"), "G");
        root.commands.addAction("wall", qsTr("Wall: chips and tiles only"), "F11");
        root.commands.addAction("theme:desktop", qsTr("Colours as on the desktop"), "");
        root.commands.addAction("theme:light", qsTr("Light colours"), "");
        root.commands.addAction("theme:dark", qsTr("Dark colours"), "");
        root.commands.addAction("keys", qsTr("Show the keys"), "?");
        root.commands.addAction("quit", qsTr("Quit Dogwatch"), "Ctrl+Q");
        boardPage.forceActiveFocus(Qt.OtherFocusReason);
    }

    onStoreFailedChanged: {
        if (!root.storeFailed)
            boardPage.forceActiveFocus(Qt.OtherFocusReason);
    }

    Connections {
        target: root.commands

        function onActionChosen(id: string) {
            root.run(id);
        }
        function onSessionChosen(ref: real) {
            root.openSession(ref);
        }
    }
    Connections {
        target: root.actions

        function onReported(text: string, failed: bool) {
            toast.show(text, failed);
        }
    }

    Shortcut {
        sequences: ["/", "Ctrl+F"]
        enabled: !root.storeFailed
        onActivated: root.beginSearch()
    }
    Shortcut {
        sequence: "Ctrl+K"
        enabled: !root.storeFailed
        onActivated: palette.open()
    }
    Shortcut {
        // Shift is part of the key on most keyboards, and not every platform leaves it out.
        sequences: ["?", "Shift+?"]
        onActivated: keysSheet.open()
    }
    Shortcut {
        sequence: "N"
        enabled: !root.storeFailed
        onActivated: root.goNext()
    }
    Shortcut {
        sequence: "G"
        enabled: root.openRef < 0 && !root.storeFailed
        onActivated: root.cycleGrouping()
    }
    Shortcut {
        sequence: "F11"
        enabled: !root.storeFailed
        onActivated: root.toggleWall()
    }
    Shortcut {
        sequence: "Escape"
        enabled: !root.storeFailed
        onActivated: root.back()
    }
    Shortcut {
        sequence: "Ctrl+Q"
        onActivated: root.actions.quit()
    }
    Repeater {
        model: root.pages.all.length

        Item {
            id: pageKey

            required property int index

            Shortcut {
                sequence: String(pageKey.index + 1) // a number would name a standard key
                enabled: !root.storeFailed
                onActivated: root.showPage(pageKey.index)
            }
        }
    }

    StoreFailedPage {
        anchors.fill: parent
        visible: root.storeFailed
        focus: root.storeFailed
        server: root.server
        actions: root.actions
    }

    Item {
        anchors.fill: parent
        visible: !root.storeFailed
        // The board's keys also work from the chips and the rail.
        Keys.forwardTo: root.openRef < 0 && !top.typing ? [boardPage] : []

        Rail {
            id: rail

            anchors.top: parent.top
            anchors.bottom: foot.top
            visible: !root.wall
            width: visible ? implicitWidth : 0
            narrow: root.width < Theme.averageWidth * 150
            pages: root.pages
            current: root.page
            feed: root.feed
            onChosen: (page) => root.showPage(page)
        }
        TopBar {
            id: top

            anchors.left: rail.right
            anchors.right: parent.right
            chips: root.chips
            board: root.board
            wall: root.wall
            onFinished: boardPage.forceActiveFocus(Qt.OtherFocusReason)
        }
        Banner {
            id: banner

            anchors.top: top.bottom
            anchors.left: rail.right
            anchors.right: parent.right
            attention: root.attention
            onChosen: (ref) => root.openSession(ref)
            onNextWanted: root.goNext()
        }
        Board {
            id: boardPage

            anchors.top: banner.bottom
            anchors.bottom: foot.top
            anchors.left: rail.right
            anchors.right: parent.right
            visible: root.openRef < 0
            enabled: visible
            board: root.board
            attention: root.attention
            actions: root.actions
            wall: root.wall
            onOpened: (ref) => root.openSession(ref)
        }
        SessionHolder {
            anchors.fill: boardPage
            focus: root.openRef >= 0
            feed: root.feed
            actions: root.actions
            settings: root.settings
            ref: root.openRef
            onCloseRequested: root.showPage(root.page)
        }
        TrustLine {
            id: foot

            anchors.bottom: parent.bottom
            width: parent.width
            visible: !root.wall
            height: visible ? implicitHeight : 0
            server: root.server
        }
    }

    Toast {
        id: toast

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.rowHeight * 2
        z: 1
    }
    KeysSheet {
        id: keysSheet

        pages: root.pages
    }
    CommandPalette {
        id: palette

        commands: root.commands
    }
}
