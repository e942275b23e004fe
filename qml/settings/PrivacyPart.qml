// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch

// What is stored, for how long, and what is taken out before.
SettingsPart {
    id: root

    ConfigRows {
        actions: root.actions
        section: "privacy"
    }
    ConfigRows {
        actions: root.actions
        section: "retention"
    }
    ConfigRows {
        actions: root.actions
        section: "vault"
    }
}
