// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// How long agents waited for a person, by day or by project.
FocusScope {
    id: root

    required property UsageReportModel usage
    required property UiSettings settings

    signal closeRequested

    readonly property bool byDay: what.chosen === 0
    readonly property CellsModel rows: root.byDay ? root.usage.waitSlots : root.usage.waitProjects
    readonly property string keyTitle: !root.byDay ? qsTr("Project") : root.usage.hourly ? qsTr("Hour") : qsTr("Day")

    function takeFocus() {
        table.takeFocus();
    }
    function exportText(): string {
        return root.rows.csv([root.keyTitle, qsTr("Waited, ms"), qsTr("Questions"), qsTr("Answered"),
            qsTr("Median answer, ms")]);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: root.usage.waitSentence

    PaneHead {
        id: head

        width: parent.width
        title: root.usage.waitSentence
        onCloseRequested: root.closeRequested()

        Choice {
            id: what

            property int chosen: 0

            name: qsTr("Waiting by")
            words: [root.usage.hourly ? qsTr("By hour") : qsTr("By day"), qsTr("By project")]
            current: what.chosen
            onPicked: (index) => what.chosen = index
        }
    }
    TableColumns {
        id: widths

        settings: root.settings
        table: "usage_waits"
        defaults: [Theme.averageWidth * 40, Theme.averageWidth * 14, Theme.averageWidth * 13,
            Theme.averageWidth * 12, Theme.averageWidth * 18]
    }
    CellTable {
        id: table

        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        focus: true
        rows: root.rows
        columns: widths
        titles: [root.keyTitle, qsTr("Waited"), qsTr("Questions"), qsTr("Answered"), qsTr("Median answer")]
        rights: [false, true, true, true, true]
        name: root.usage.waitSentence
        emptyText: qsTr("No agent waited for you in these days")
        failedText: ""
        barColor: Theme.accent
    }
}
