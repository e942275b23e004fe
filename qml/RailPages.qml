// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph

// The pages there are, in the order of the rail and of the number keys.
QtObject {
    id: root

    readonly property list<RailPage> all: [
        RailPage {
            name: "board"
            word: qsTr("Board")
            icon: Icon.Board
            pulse: true
        },
        RailPage {
            name: "inbox"
            word: qsTr("Inbox")
            icon: Icon.Inbox
            file: "inbox/InboxPage.qml"
        },
        RailPage {
            name: "history"
            word: qsTr("History")
            icon: Icon.History
            file: "history/HistoryPage.qml"
        },
        RailPage {
            name: "usage"
            word: qsTr("Usage")
            icon: Icon.Usage
            file: "usage/UsagePage.qml"
        },
        RailPage {
            name: "jobs"
            word: qsTr("Jobs")
            icon: Icon.Jobs
            file: "jobs/JobsPage.qml"
        },
        RailPage {
            name: "settings"
            word: qsTr("Settings")
            icon: Icon.Settings
            file: "settings/SettingsPage.qml"
            foot: true
        }
    ]

    // Where a page stands; -1: there is none of that name.
    function placeOf(name: string): int {
        for (let i = 0; i < root.all.length; ++i) {
            if (root.all[i].name === name)
                return i;
        }
        return -1;
    }
}
