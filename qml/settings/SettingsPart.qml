// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// A part of the settings: rows below each other, scrolled where they don't fit.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings
    default property alias rows: column.data

    Flickable {
        id: scroll

        anchors.fill: parent
        contentWidth: width
        contentHeight: column.height + Theme.spacing * 3
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        ScrollBar.vertical: ThinScrollBar {}

        Column {
            id: column

            x: Theme.spacing * 1.5
            width: Math.min(scroll.width - Theme.spacing * 3, Theme.averageWidth * 120)
            spacing: Theme.spacing * 1.5
        }
    }
    // What is reached by Tab is seen.
    Connections {
        target: root.Window.window

        function onActiveFocusItemChanged() {
            const item = root.Window.window.activeFocusItem;
            if (!item || !root.activeFocus)
                return;
            const top = item.mapToItem(column, 0, 0).y;
            if (top < scroll.contentY)
                scroll.contentY = Math.max(0, top - Theme.spacing);
            else if (top + item.height + Theme.spacing * 2 > scroll.contentY + scroll.height)
                scroll.contentY = top + item.height + Theme.spacing * 2 - scroll.height;
        }
    }
}
