// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch

// The one tooltip of a list, at the row that the pointer is on: one for each row would be many popups.
Item {
    id: root

    property Item row: null
    property string words

    function point(row: Item, on: bool, words: string) {
        if (on) {
            root.row = row;
            root.words = words;
        } else if (root.row === row) {
            root.row = null;
        }
    }

    Tip {
        parent: root.row
        visible: root.row !== null && root.words.length > 0
        text: root.words
    }
}
