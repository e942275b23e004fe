// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// Holds the page of one session while one is open. By URL: Qt 6.4's Loader can't make a component of a
// file whose components are bound.
Loader {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings
    property real ref: -1
    property real entry: 0
    property real message: 0
    property real seq: 0

    signal closeRequested
    signal sessionWanted(ref: real)

    onRefChanged: {
        if (root.ref < 0) {
            root.source = "";
            return;
        }
        root.setSource("session/SessionPage.qml", {
            feed: root.feed, actions: root.actions, settings: root.settings, session: root.ref,
            entry: root.entry, message: root.message, seq: root.seq,
            focus: true
        });
        const page = root.item as Item;
        if (page)
            page.forceActiveFocus(Qt.OtherFocusReason);
    }

    Connections {
        target: root.item
        ignoreUnknownSignals: true

        function onSessionWanted(ref: real) {
            root.sessionWanted(ref);
        }
        function onCloseRequested() {
            root.closeRequested();
        }
    }
}
