// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Which days are looked at, and how.
Item {
    id: root

    required property UsageReportModel usage
    property bool table: false

    signal tableToggled
    signal exportWanted

    implicitHeight: flow.height + Theme.spacing * 1.5

    Flow {
        id: flow

        x: Theme.spacing * 1.5
        y: Theme.spacing * 0.75
        width: parent.width - Theme.spacing * 3
        spacing: Theme.spacing

        Choice {
            name: qsTr("Range of days")
            words: [qsTr("Today"), qsTr("7 days"), qsTr("30 days"), qsTr("This month"), qsTr("All"), qsTr("Own")]
            current: root.usage.range
            onPicked: (index) => root.usage.range = index
        }
        DateField {
            visible: root.usage.range === UsageReportModel.Own
            name: qsTr("First day")
            day: root.usage.ownFirst
            onEntered: (day) => root.usage.ownFirst = day
        }
        DateField {
            visible: root.usage.range === UsageReportModel.Own
            name: qsTr("Last day")
            day: root.usage.ownLast
            onEntered: (day) => root.usage.ownLast = day
        }
        Choice {
            name: qsTr("Measure")
            words: [qsTr("Cost"), qsTr("Tokens")]
            current: root.usage.byTokens ? 1 : 0
            onPicked: (index) => root.usage.byTokens = index === 1
        }
        Choice {
            name: qsTr("Parts of the columns")
            words: [qsTr("by model"), qsTr("by project")]
            current: root.usage.partsByProject ? 1 : 0
            onPicked: (index) => root.usage.partsByProject = index === 1
        }
        Toggle {
            text: qsTr("table")
            checked: root.table
            onClicked: root.tableToggled()
        }
        PlainButton {
            height: Theme.rowHeight
            topPadding: 0
            bottomPadding: 0
            text: qsTr("Export CSV …")
            onClicked: root.exportWanted()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
}
