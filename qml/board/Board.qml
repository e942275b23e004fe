// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// The wall of tiles, and what stands in its place when there is nothing to show.
FocusScope {
    id: root

    required property SessionsModel board
    required property AttentionModel attention
    required property GuiActions actions
    property bool wall: false
    property string preparing // what must be done before the store can be read; empty: nothing

    readonly property bool filtered: root.board.statusFilter !== 0 || root.board.search.length > 0
    readonly property real currentRef: root.board.refAt(root.board.currentRow)
    property int hoveredRow: -1
    property point pointerAt: Qt.point(-1, -1) // in the window
    property real flare: 0

    signal opened(ref: real)

    function select(ref: real) {
        root.board.reveal(ref);
        root.board.currentRow = root.board.rowOf(ref);
        root.forceActiveFocus(Qt.OtherFocusReason);
    }
    // Tiles that move under a pointer at rest are no wish of the person who left it there.
    function pointed(place: point, x: real, y: real) {
        const rested = place === root.pointerAt;
        root.pointerAt = place;
        if (rested && root.hoveredRow < 0)
            return;
        root.hoveredRow = layout.rowAt(x, y);
        if (!rested)
            root.board.pointerMoved();
    }
    // Where none is chosen, the first is meant.
    function chooseOne() {
        if (root.board.currentRow < 0)
            root.go(BoardLayout.First);
    }
    function openCurrent() {
        root.chooseOne();
        if (root.board.currentRow >= 0)
            root.opened(root.board.refAt(root.board.currentRow));
    }
    function sayOfCurrent(key: int) {
        if (root.currentRef < 0)
            return;
        if (key === Qt.Key_A)
            root.actions.acknowledge(root.currentRef);
        else if (key === Qt.Key_Z)
            root.actions.snooze(root.currentRef);
        else
            menu.toggleMute(root.currentRef);
    }
    function go(direction: int) {
        root.board.currentRow = layout.neighbour(root.board.currentRow, direction);
        root.forceActiveFocus(Qt.OtherFocusReason);
    }
    function showMenu() {
        root.chooseOne();
        const row = root.board.currentRow;
        if (row >= 0)
            menu.openFor(row, flick.contentItem, layout.tileX(row, 0) + layout.tileWidth / 2,
                         layout.tileY(row, 0) + layout.tileHeight / 2);
    }
    function showCurrent() {
        const row = root.board.currentRow;
        if (row < 0)
            return;
        const top = layout.tileY(row, 0);
        const bottom = top + layout.tileHeight + flick.pad * 2;
        if (top < flick.contentY)
            flick.contentY = Math.max(0, top);
        else if (bottom > flick.contentY + flick.height)
            flick.contentY = bottom - flick.height;
    }

    // Tiles that need a person flare three times when one is added, and then rest.
    SequentialAnimation {
        id: flaring

        loops: 3
        NumberAnimation { target: root; property: "flare"; to: 1; duration: 250 }
        NumberAnimation { target: root; property: "flare"; to: 0; duration: 550 }
    }
    Connections {
        target: root.attention

        function onRowsInserted() {
            if (!Theme.reducedMotion)
                flaring.restart();
        }
    }

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Sessions")

    Keys.onPressed: (event) => {
        event.accepted = true;
        if (event.modifiers & Qt.ControlModifier) {
            if (event.key === Qt.Key_C)
                menu.copyId(root.board.refAt(root.board.currentRow));
            else if (event.key === Qt.Key_R)
                menu.copyResumeCommand(root.board.refAt(root.board.currentRow));
            else if (event.key === Qt.Key_T)
                menu.copyTranscriptPath(root.board.refAt(root.board.currentRow));
            else if (event.key === Qt.Key_G && root.board.currentRow >= 0)
                root.actions.goToTerminal(root.board.refAt(root.board.currentRow));
            else if (event.key === Qt.Key_O)
                menu.openFolder(root.board.refAt(root.board.currentRow));
            else
                event.accepted = false;
            return;
        }
        switch (event.key) {
        case Qt.Key_Left:
            root.go(BoardLayout.Left);
            break;
        case Qt.Key_Right:
            root.go(BoardLayout.Right);
            break;
        case Qt.Key_Up:
            root.go(BoardLayout.Up);
            break;
        case Qt.Key_Down:
            root.go(BoardLayout.Down);
            break;
        case Qt.Key_A:
        case Qt.Key_Z:
        case Qt.Key_M:
            root.sayOfCurrent(event.key);
            break;
        case Qt.Key_J:
            root.go(BoardLayout.Right);
            break;
        case Qt.Key_K:
            root.go(BoardLayout.Left);
            break;
        case Qt.Key_Home:
            root.go(BoardLayout.First);
            break;
        case Qt.Key_End:
            root.go(BoardLayout.Last);
            break;
        case Qt.Key_PageUp:
            root.go(BoardLayout.PageUp);
            break;
        case Qt.Key_PageDown:
            root.go(BoardLayout.PageDown);
            break;
        case Qt.Key_Return:
        case Qt.Key_Enter:
            root.openCurrent();
            break;
        case Qt.Key_Menu:
            root.showMenu();
            break;
        case Qt.Key_F10:
            if (event.modifiers & Qt.ShiftModifier)
                root.showMenu();
            else
                event.accepted = false;
            break;
        default:
            event.accepted = false;
        }
    }

    BoardLayout {
        id: layout

        readonly property real line: Theme.lineHeight * 1.06

        model: root.board
        width: flick.width - flick.pad * 2
        height: flick.height - flick.pad * 2
        gap: Math.round(Theme.spacing * 0.75)
        headerHeight: Theme.rowHeight
        large: Qt.size(Theme.averageWidth * 32, Math.round(layout.line * 5 + Theme.spacing * 2))
        titled: Qt.size(Theme.averageWidth * 25, Math.round(layout.line * 4 + Theme.spacing * 2))
        medium: Qt.size(Theme.averageWidth * 25, Math.round(layout.line * 3 + Theme.spacing * 2))
        compact: Qt.size(Theme.averageWidth * 21, Math.round(layout.line * 2 + Theme.spacing * 1.25))
        small: Qt.size(Theme.averageWidth * 21, Math.round(Theme.lineHeight * 1.9))
        least: Qt.size(Theme.averageWidth * 16, Math.round(Theme.lineHeight * 1.4))
        wall: root.wall
        onChanged: root.showCurrent()
    }
    Connections {
        target: root.board

        function onCurrentRowChanged() {
            root.showCurrent();
        }
    }

    Flickable {
        id: flick

        readonly property real pad: Theme.spacing

        anchors.fill: parent
        visible: root.board.count > 0 && root.board.state === ModelState.Ready
        contentWidth: width
        contentHeight: layout.contentHeight + flick.pad * 2
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ThinScrollBar {}

        Item {
            id: tiles

            x: flick.pad
            y: flick.pad
            width: layout.width
            height: layout.contentHeight

            Repeater {
                model: layout.headerCount

                GroupHeader {
                    required property int index

                    y: layout.headerY(index, layout.revision)
                    width: tiles.width
                    height: layout.headerHeight
                    name: layout.headerName(index, layout.revision)
                    tiles: layout.headerTiles(index, layout.revision)
                }
            }
            Repeater {
                model: root.board

                delegate: layout.tileSize === BoardLayout.Large ? largeTile
                    : layout.tileSize <= BoardLayout.Medium ? mediumTile : smallTile
            }
        }
        MouseArea {
            id: pointer

            anchors.fill: tiles
            hoverEnabled: true
            acceptedButtons: Qt.LeftButton | Qt.RightButton
            onPositionChanged: (mouse) =>
                root.pointed(pointer.mapToItem(null, mouse.x, mouse.y), mouse.x, mouse.y)
            onExited: {
                root.hoveredRow = -1;
                root.board.pointerLeft();
            }
            onPressed: (mouse) => {
                root.forceActiveFocus(Qt.MouseFocusReason);
                root.board.currentRow = layout.rowAt(mouse.x, mouse.y);
                if (mouse.button === Qt.RightButton && root.board.currentRow >= 0)
                    menu.openFor(root.board.currentRow, pointer, mouse.x, mouse.y);
            }
            onDoubleClicked: (mouse) => {
                if (mouse.button === Qt.LeftButton)
                    root.openCurrent();
            }
        }
    }

    Item {
        id: hovered

        x: flick.pad + layout.tileX(root.hoveredRow, layout.revision)
        y: flick.pad - flick.contentY + layout.tileY(root.hoveredRow, layout.revision)
        width: layout.tileWidth
        height: layout.tileHeight

        Tip {
            visible: pointer.containsMouse && root.hoveredRow >= 0 && !menu.visible
            x: Theme.spacing
            y: hovered.height + 2
            text: root.board.tooltip(root.hoveredRow)
        }
    }
    // Another tile lies under the pointer then.
    Connections {
        target: root.board

        function onRowsMoved() {
            root.hoveredRow = -1;
        }
        function onRowsInserted() {
            root.hoveredRow = -1;
        }
        function onRowsRemoved() {
            root.hoveredRow = -1;
        }
        function onModelReset() {
            root.hoveredRow = -1;
        }
    }
    SessionMenu {
        id: menu

        board: root.board
        attention: root.attention
        actions: root.actions
        onOpenWanted: (ref) => root.opened(ref)
        onAboutToShow: root.board.pointerMoved()
    }

    Component {
        id: largeTile

        TileLarge {
            places: layout
            selected: index === root.board.currentRow
            focused: root.activeFocus
            flare: root.flare
            onOpened: root.opened(root.board.refAt(index))
        }
    }
    Component {
        id: mediumTile

        TileMedium {
            places: layout
            selected: index === root.board.currentRow
            focused: root.activeFocus
            flare: root.flare
            onOpened: root.opened(root.board.refAt(index))
        }
    }
    Component {
        id: smallTile

        TileSmall {
            places: layout
            inProject: root.board.grouping === SessionsModel.ByProject
            selected: index === root.board.currentRow
            focused: root.activeFocus
            flare: root.flare
            onOpened: root.opened(root.board.refAt(index))
        }
    }

    // Loading, failed and empty are three things, and none of them is a board without tiles.
    StateNote {
        anchors.fill: parent
        visible: root.board.state !== ModelState.Ready
        failed: root.board.state === ModelState.Failed
        title: failed ? qsTr("The sessions can't be read")
            : root.preparing.length > 0 ? qsTr("The store of an earlier version is made ready …")
            : qsTr("Reading the store …")
        detail: failed ? root.board.errorText : root.preparing
        action: failed ? qsTr("Retry") : ""
        onTriggered: root.board.retry()
    }
    FirstSteps {
        anchors.fill: parent
        visible: root.board.state === ModelState.Ready && root.board.total === 0
        actions: root.actions
    }
    StateNote {
        anchors.fill: parent
        visible: root.board.state === ModelState.Ready && root.board.total > 0
            && root.board.count === 0
        title: root.filtered ? qsTr("No session passes the filter") : qsTr("No agent is running")
        detail: root.filtered
            ? qsTr("%n session(s) in the last 24 hours", "", root.board.total)
            : qsTr("%n session(s) ended in the last 24 hours", "", root.board.total)
        action: root.filtered ? qsTr("Show all") : qsTr("Show those that ended")
        onTriggered: {
            if (root.filtered)
                root.board.clearFilter();
            else
                root.board.statusFilter = 1 << Status.Ended;
        }
    }
}
