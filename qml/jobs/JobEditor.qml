// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// When a job is due, to be changed: with what is wrong, or the next five times.
FocusScope {
    id: root

    required property JobsModel model

    readonly property string problem: root.model.problem(schedule.text, zone.text)

    signal saved(schedule: string, zone: string)
    signal closeRequested

    function begin() {
        schedule.text = root.model.schedule;
        zone.text = root.model.zone;
        schedule.takeFocus();
    }
    function save() {
        if (root.problem.length === 0)
            root.saved(schedule.text, zone.text);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Edit the job")

    Column {
        x: Theme.spacing * 1.5
        y: Theme.spacing * 1.5
        width: Math.min(parent.width - Theme.spacing * 3, Theme.averageWidth * 90)
        spacing: Theme.spacing

        PlainText {
            width: parent.width
            text: root.model.name
            font.bold: true
        }
        TextEntry {
            id: schedule

            width: parent.width
            name: qsTr("Schedule")
            bad: root.problem.length > 0
            onAccepted: root.save()
        }
        TextEntry {
            id: zone

            width: parent.width
            name: qsTr("Time zone")
            bad: root.problem.length > 0
            onAccepted: root.save()
        }
        PlainText {
            width: parent.width
            wrapMode: Text.Wrap
            color: Theme.dim
            text: qsTr("Minute, hour, day of the month, month, day of the week; or @daily, every 90m, at 2026-11-20T09:00+01:00")
        }
        PlainText {
            width: parent.width
            visible: root.problem.length > 0
            wrapMode: Text.Wrap
            color: Theme.danger
            text: root.problem
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        PlainText {
            width: parent.width
            visible: root.problem.length === 0
            wrapMode: Text.Wrap
            text: qsTr("The next five:\n%1").arg(root.model.preview(schedule.text, zone.text))
        }
        Row {
            spacing: Theme.spacing

            PlainButton {
                text: qsTr("Save")
                leading: true
                enabled: root.problem.length === 0
                onClicked: root.save()
            }
            PlainButton {
                text: qsTr("Cancel (Esc)")
                onClicked: root.closeRequested()
            }
        }
    }
}
