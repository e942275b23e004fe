// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// Holds the page that the rail has chosen, but for the board, which is always there. By URL, as
// SessionHolder; kept while a session is open over it, so that one comes back to what one left.
Loader {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings
    required property string file // below this folder; empty: none

    // Of the session an entry of its transcript, or an event; 0: anywhere.
    signal sessionWanted(ref: real, entry: real, seq: real)
    // An answer of the usage, where it stands in its session.
    signal messageWanted(ref: real, message: real)

    function takeFocus() {
        if (root.item && root.item.takeFocus) // qmllint disable
            root.item.takeFocus(); // qmllint disable
    }
    // Whether the page has a search of its own.
    function beginSearch(): bool {
        if (!root.item || !root.item.beginSearch) // qmllint disable
            return false;
        root.item.beginSearch(); // qmllint disable
        return true;
    }

    onFileChanged: {
        if (root.file.length > 0)
            root.setSource(root.file, {
                feed: root.feed, actions: root.actions, settings: root.settings, focus: true
            });
        else
            root.source = "";
    }

    Connections {
        target: root.item
        ignoreUnknownSignals: true

        function onSessionWanted(ref: real, entry: real, seq: real) {
            root.sessionWanted(ref, entry, seq);
        }
        function onMessageWanted(ref: real, message: real) {
            root.messageWanted(ref, message);
        }
    }
}
