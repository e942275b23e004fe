// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// A job to be written: with what is wrong, or the next five times that it is due.
FocusScope {
    id: root

    required property JobDraft draft

    readonly property real nameWidth: Theme.averageWidth * 14

    signal saved
    signal closeRequested

    // To be called when the draft has begun.
    function begin() {
        nameField.text = root.draft.name;
        scheduleField.text = root.draft.schedule;
        zoneField.text = root.draft.zone;
        targetField.text = root.draft.target;
        if (root.draft.isNew)
            nameField.takeFocus();
        else
            scheduleField.takeFocus();
    }
    function pickKind(index: int) {
        root.draft.kind = index;
        targetField.text = root.draft.target;
    }
    function save() {
        if (root.draft.problem.length === 0)
            root.saved();
    }

    Accessible.role: Accessible.Pane
    Accessible.name: root.draft.isNew ? qsTr("New job") : qsTr("Edit the job")

    Flickable {
        anchors.fill: parent
        contentHeight: parts.height + Theme.spacing * 3
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        ScrollBar.vertical: ThinScrollBar {}

        Column {
            id: parts

            x: Theme.spacing * 1.5
            y: Theme.spacing * 1.5
            width: parent.width - Theme.spacing * 3
            spacing: Theme.spacing

            Row {
                spacing: Theme.spacing
                visible: root.draft.isNew

                PlainText {
                    width: root.nameWidth
                    height: Theme.rowHeight
                    text: qsTr("Kind")
                    color: Theme.dim
                }
                Choice {
                    name: qsTr("Kind")
                    words: root.draft.kinds
                    current: root.draft.kind
                    onPicked: (index) => root.pickKind(index)
                }
            }
            Row {
                id: halves

                width: parent.width
                spacing: Theme.spacing * 3

                Column {
                    id: fields

                    width: Math.min((halves.width - halves.spacing) * 0.58, Theme.averageWidth * 90)
                    spacing: Theme.spacing

                    TextEntry {
                        id: nameField

                        width: parent.width
                        nameWidth: root.nameWidth
                        name: qsTr("Name")
                        onTextChanged: root.draft.name = nameField.text
                        onAccepted: root.save()
                    }
                    TextEntry {
                        id: scheduleField

                        width: parent.width
                        nameWidth: root.nameWidth
                        name: qsTr("Schedule")
                        bad: root.draft.knowsZone && root.draft.preview.length === 0
                        onTextChanged: root.draft.schedule = scheduleField.text
                        onAccepted: root.save()
                    }
                    TextEntry {
                        id: zoneField

                        width: parent.width
                        nameWidth: root.nameWidth
                        name: qsTr("Time zone")
                        bad: !root.draft.knowsZone
                        onTextChanged: root.draft.zone = zoneField.text
                        onAccepted: root.save()
                    }
                    TextEntry {
                        id: targetField

                        width: parent.width
                        nameWidth: root.nameWidth
                        maximumLength: 100000
                        name: root.draft.targetName
                        onTextChanged: root.draft.target = targetField.text
                        onAccepted: root.save()
                    }
                    Row {
                        x: root.nameWidth + Theme.spacing
                        spacing: Theme.spacing

                        PlainButton {
                            text: root.draft.isNew ? qsTr("Add") : qsTr("Save")
                            leading: true
                            enabled: root.draft.problem.length === 0
                            onClicked: root.save()
                        }
                        PlainButton {
                            text: qsTr("Cancel (Esc)")
                            onClicked: root.closeRequested()
                        }
                    }
                }
                Column {
                    width: halves.width - halves.spacing - fields.width
                    spacing: Theme.spacing

                    PlainText {
                        width: parent.width
                        visible: root.draft.problem.length > 0
                        wrapMode: Text.Wrap
                        elide: Text.ElideNone
                        color: Theme.danger
                        text: root.draft.problem
                        Accessible.role: Accessible.AlertMessage
                        Accessible.name: text
                    }
                    PlainText {
                        width: parent.width
                        visible: root.draft.preview.length > 0
                        wrapMode: Text.Wrap
                        elide: Text.ElideNone
                        text: qsTr("The next five:\n%1").arg(root.draft.preview)
                    }
                    PlainText {
                        width: parent.width
                        wrapMode: Text.Wrap
                        elide: Text.ElideNone
                        color: Theme.dim
                        text: root.draft.targetHint
                    }
                    PlainText {
                        width: parent.width
                        wrapMode: Text.Wrap
                        elide: Text.ElideNone
                        color: Theme.dim
                        text: qsTr("A schedule is minute, hour, day of the month, month, day of the week; or @daily, every 90m, at 2026-11-20T09:00+01:00")
                    }
                }
            }
        }
    }
}
