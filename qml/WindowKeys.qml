// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick

// The keys that work everywhere in the window.
Item {
    id: root

    required property bool usable // the store is there
    required property bool atBoard
    required property int pageCount

    signal actionWanted(action: string) // as the palette names them
    signal paletteWanted
    signal groupingWanted
    signal backWanted

    Shortcut {
        sequences: ["/", "Ctrl+F"]
        enabled: root.usable
        onActivated: root.actionWanted("search")
    }
    Shortcut {
        sequence: "Ctrl+K"
        enabled: root.usable
        onActivated: root.paletteWanted()
    }
    Shortcut {
        // Shift is part of the key on most keyboards, and not every platform leaves it out.
        sequences: ["?", "Shift+?"]
        onActivated: root.actionWanted("keys")
    }
    Shortcut {
        sequence: "N"
        enabled: root.usable
        onActivated: root.actionWanted("next")
    }
    Shortcut {
        sequence: "I"
        enabled: root.usable
        onActivated: root.actionWanted("inbox")
    }
    Shortcut {
        sequence: "Ctrl+,"
        enabled: root.usable
        onActivated: root.actionWanted("settings")
    }
    Shortcut {
        sequence: "G"
        enabled: root.atBoard && root.usable
        onActivated: root.groupingWanted()
    }
    Shortcut {
        sequence: "F11"
        enabled: root.usable
        onActivated: root.actionWanted("wall")
    }
    Shortcut {
        sequence: "Escape"
        enabled: root.usable
        onActivated: root.backWanted()
    }
    Shortcut {
        sequence: "Ctrl+Q"
        onActivated: root.actionWanted("quit")
    }
    Repeater {
        model: root.pageCount

        Item {
            id: pageKey

            required property int index

            Shortcut {
                sequence: String(pageKey.index + 1) // a number would name a standard key
                enabled: root.usable
                onActivated: root.actionWanted("page:" + pageKey.index)
            }
        }
    }
}
