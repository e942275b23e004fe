// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch

// How the program comes and goes, and how its window looks.
SettingsPart {
    id: root

    // Other programs change what starts at login.
    Component.onCompleted: root.actions.readSettings()

    ConfigRows {
        actions: root.actions
        section: "startup"
    }
    ConfigRows {
        actions: root.actions
        section: "window"
    }
}
