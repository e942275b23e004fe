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

    // At an entry of its transcript or an event; 0: anywhere.
    function openAt(ref: real, entry: real, seq: real) {
        session.entry = entry;
        session.seq = seq;
        root.openSession(ref);
        session.entry = 0;
        session.seq = 0;
    }
    function openAtMessage(ref: real, message: real) {
        session.message = message;
        root.openSession(ref);
        session.message = 0;
    }
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
        root.focusPage();
    }
    function focusPage() {
        if (root.page === 0)
            boardPage.forceActiveFocus(Qt.OtherFocusReason);
        else
            holder.takeFocus();
    }
    function back() {
        if (root.openRef >= 0)
            root.showPage(root.page);
        else if (root.wall)
            root.wall = false;
        else if (root.page === 0)
            root.board.clearFilter();
        root.focusPage();
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
        if (root.openRef >= 0) {
            root.openSession(ref);
            return;
        }
        root.showPage(0);
        boardPage.select(ref);
    }
    function beginSearch() {
        if (root.wall)
            root.wall = false;
        root.openRef = -1;
        if (root.page !== 0 && holder.beginSearch())
            return;
        root.showPage(0);
        top.beginSearch();
    }
    function cycleGrouping() {
        root.board.grouping = (root.board.grouping + 1) % 3;
    }
    function takeLooks() {
        const theme = root.actions.config.value("window.theme");
        Theme.preference = theme === "light" ? Theme.Light : theme === "dark" ? Theme.Dark : Theme.Desktop;
        Theme.density = root.actions.config.value("window.density") === "compact" ? Theme.Compact : Theme.Roomy;
    }
    function run(action: string) {
        if (action.startsWith("page:"))
            root.showPage(parseInt(action.slice(5)));
        else if (action === "next")
            root.goNext();
        else if (action === "inbox" || action === "settings")
            root.showPage(root.pages.placeOf(action));
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
        else if (action.startsWith("theme:"))
            root.actions.changeSetting("window.theme", action.slice(6));
        else if (action.startsWith("density:"))
            root.actions.changeSetting("window.density", action.slice(8));
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
        root.takeLooks();
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
        root.commands.addAction("density:roomy", qsTr("Things further apart"), "");
        root.commands.addAction("density:compact", qsTr("Things closer together"), "");
        root.commands.addAction("keys", qsTr("Show the keys"), "?");
        root.commands.addAction("quit", qsTr("Quit Dogwatch"), "Ctrl+Q");
        root.focusPage();
    }

    onStoreFailedChanged: {
        if (!root.storeFailed)
            root.focusPage();
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
        target: root.actions.config

        function onValuesChanged() {
            root.takeLooks();
        }
    }
    Connections {
        target: root.actions

        function onReported(text: string, failed: bool) {
            toast.show(text, failed);
        }
    }

    WindowKeys {
        usable: !root.storeFailed
        atBoard: root.openRef < 0 && root.page === 0
        pageCount: root.pages.all.length
        onActionWanted: (action) => root.run(action)
        onPaletteWanted: palette.open()
        onGroupingWanted: root.cycleGrouping()
        onBackWanted: root.back()
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
        Keys.forwardTo: root.openRef < 0 && root.page === 0 && !top.typing ? [boardPage] : []

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
            waiting: root.attention.count
            onChosen: (page) => root.showPage(page)
        }
        TopBar {
            id: top

            anchors.left: rail.right
            anchors.right: parent.right
            chips: root.chips
            board: root.board
            wall: root.wall
            onFinished: root.focusPage()
        }
        Banner {
            id: banner

            anchors.top: top.bottom
            anchors.left: rail.right
            anchors.right: parent.right
            attention: root.attention
            board: root.board
            actions: root.actions
            onChosen: (ref) => root.openSession(ref)
            onNextWanted: root.goNext()
            onInboxWanted: root.run("inbox")
        }
        ImportStrip {
            id: strip

            anchors.top: banner.bottom
            anchors.left: rail.right
            anchors.right: parent.right
            importing: root.actions.importing
            wall: root.wall
            settings: root.settings
        }
        Board {
            id: boardPage

            anchors.top: strip.bottom
            anchors.bottom: foot.top
            anchors.left: rail.right
            anchors.right: parent.right
            visible: root.openRef < 0 && root.page === 0
            enabled: visible
            board: root.board
            attention: root.attention
            actions: root.actions
            wall: root.wall
            preparing: root.server.preparingText
            onOpened: (ref) => root.openSession(ref)
        }
        PageHolder {
            id: holder

            anchors.fill: boardPage
            visible: root.openRef < 0
            enabled: visible
            focus: visible && root.page !== 0
            feed: root.feed
            actions: root.actions
            settings: root.settings
            file: root.pages.all[root.page].file
            onSessionWanted: (ref, entry, seq) => root.openAt(ref, entry, seq)
            onMessageWanted: (ref, message) => root.openAtMessage(ref, message)
        }
        SessionHolder {
            id: session

            anchors.fill: boardPage
            focus: root.openRef >= 0
            feed: root.feed
            actions: root.actions
            settings: root.settings
            ref: root.openRef
            onCloseRequested: root.showPage(root.page)
            onSessionWanted: (ref) => root.openSession(ref)
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
