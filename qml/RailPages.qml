// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Graph

// The pages there are, in the order of the rail and of the number keys.
QtObject {
    readonly property list<RailPage> all: [
        RailPage {
            name: "board"
            word: qsTr("Board")
            icon: Icon.Board
            pulse: true
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
        }
    ]
}
