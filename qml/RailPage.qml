// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick

// A page as the rail and the number keys know it.
QtObject {
    required property string name // stable: it is stored
    required property string word
    required property int icon
    property string file // its QML below this folder; empty: the board
    property bool foot: false // stands apart, at the foot of the rail
    property bool pulse: false // its sparkline is that of all events
}
