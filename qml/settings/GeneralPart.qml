// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// How the window looks.
SettingsPart {
    id: root

    SettingRow {
        title: qsTr("Colours")
        help: ""
        problem: ""
        usual: ""

        Choice {
            name: qsTr("Colours")
            words: [qsTr("As on the desktop"), qsTr("Light"), qsTr("Dark")]
            current: root.settings.theme
            onPicked: (index) => {
                root.settings.theme = index;
                Theme.preference = index;
            }
        }
    }
}
