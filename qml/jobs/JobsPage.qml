// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Scheduled jobs: when they are due, what they did, and the digest to read.
// Keys: arrows choose a job, A writes a new one, R runs it now, P pauses it or lets it go on, Enter or E edits
// it, Del deletes it, Esc goes back.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings

    readonly property alias model: jobs
    property bool editing: false
    property bool removing: false
    readonly property bool asking: root.editing || root.removing

    signal sessionWanted(ref: real, entry: real, seq: real)

    function takeFocus() {
        if (root.editing)
            editor.forceActiveFocus(Qt.OtherFocusReason);
        else if (root.removing)
            removal.forceActiveFocus(Qt.OtherFocusReason);
        else
            table.takeFocus();
    }
    function tell(verb: string) {
        if (jobs.readable)
            root.actions.tellJob(verb, jobs.job, "");
        jobs.read();
    }
    function edit(asNew: bool) {
        if (!asNew && !jobs.readable)
            return;
        jobs.beginDraft(asNew);
        root.removing = false;
        root.editing = true;
        editor.begin();
    }
    function save() {
        const draft = jobs.draft;
        root.actions.tellJob(draft.isNew ? "add" : "change", draft.job, draft.body());
        root.leave();
        jobs.read();
    }
    function askToRemove() {
        if (jobs.job < 0)
            return;
        root.editing = false;
        root.removing = true;
        removal.begin(jobs.job, jobs.name);
    }
    function leave() {
        root.editing = false;
        root.removing = false;
        table.takeFocus();
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Jobs")

    // Esc is the window's, too.
    Keys.onShortcutOverride: (event) => event.accepted = event.key === Qt.Key_Escape && root.asking
    Keys.onPressed: (event) => {
        if (event.key === Qt.Key_Escape && root.asking)
            root.leave();
        else if (root.asking || event.modifiers)
            return;
        else if (event.key === Qt.Key_A)
            root.edit(true);
        else if (event.key === Qt.Key_R)
            root.tell("run");
        else if (event.key === Qt.Key_P)
            root.tell(jobs.paused ? "resume" : "pause");
        else if (event.key === Qt.Key_E)
            root.edit(false);
        else if (event.key === Qt.Key_Delete)
            root.askToRemove();
        else
            return;
        event.accepted = true;
    }

    JobsModel {
        id: jobs

        feed: root.feed
        active: root.visible && root.Window.visibility !== Window.Hidden
            && root.Window.visibility !== Window.Minimized
        // The first one is chosen by itself, also when the chosen one is gone.
        onChosenChanged: {
            if (jobs.job >= 0 && table.currentKey !== String(jobs.job))
                table.chooseKey(String(jobs.job));
        }
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Row {
        id: bar

        x: Theme.spacing * 1.5
        height: Theme.rowHeight + Theme.spacing * 1.5
        spacing: Theme.spacing

        PlainButton {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("New job (A) …")
            onClicked: root.edit(true)
        }
        PlainButton {
            anchors.verticalCenter: parent.verticalCenter
            enabled: jobs.readable
            text: qsTr("Run now (R)")
            onClicked: root.tell("run")
        }
        PlainButton {
            anchors.verticalCenter: parent.verticalCenter
            enabled: jobs.readable
            text: jobs.paused ? qsTr("Go on (P)") : qsTr("Pause (P)")
            onClicked: root.tell(jobs.paused ? "resume" : "pause")
        }
        PlainButton {
            anchors.verticalCenter: parent.verticalCenter
            enabled: jobs.readable
            text: qsTr("Edit (E) …")
            onClicked: root.edit(false)
        }
        PlainButton {
            anchors.verticalCenter: parent.verticalCenter
            enabled: jobs.job >= 0
            text: qsTr("Delete (Del) …")
            onClicked: root.askToRemove()
        }
    }
    TableColumns {
        id: jobWidths

        settings: root.settings
        table: "jobs"
        defaults: [Theme.averageWidth * 20, Theme.averageWidth * 13, Theme.averageWidth * 18, Theme.averageWidth * 19,
            Theme.averageWidth * 18, Theme.averageWidth * 14, Theme.averageWidth * 20, Theme.averageWidth * 20]
    }
    CellTable {
        id: table

        anchors.top: bar.bottom
        width: parent.width
        height: parent.height * 0.36
        focus: true
        rows: jobs.jobs
        columns: jobWidths
        titles: [qsTr("Job"), qsTr("Kind"), qsTr("Schedule"), qsTr("Next, there"), qsTr("Last result"), qsTr("State"),
            qsTr("Time zone"), qsTr("Next, UTC")]
        rights: [false, false, false, false, false, false, false, false]
        toned: 4
        name: qsTr("Scheduled jobs")
        emptyText: qsTr("There are no jobs")
        emptyDetail: qsTr("A digest of the day, a backup, a webhook, a command, a reminder")
        emptyAction: qsTr("New job …")
        failedText: qsTr("The jobs can't be read")
        onChosen: (row) => {
            root.editing = false;
            root.removing = false;
            jobs.job = jobs.jobs.refAt(row);
        }
        onOpened: root.edit(false)
        onEmptyActionWanted: root.edit(true)
        onRetryWanted: jobs.read()
    }
    Rectangle {
        anchors.top: table.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
    Item {
        id: head

        anchors.top: table.bottom
        anchors.topMargin: 1
        width: parent.width
        height: Theme.rowHeight + Theme.spacing * 1.5
        visible: !root.asking

        PlainText {
            x: Theme.spacing * 1.5
            width: parent.width - what.width - Theme.spacing * 4
            height: parent.height
            text: jobs.name
            font.bold: true
        }
        Choice {
            id: what

            property int chosen: -1

            visible: jobs.isDigest
            anchors.right: parent.right
            anchors.rightMargin: Theme.spacing * 1.5
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("What of the job")
            words: [qsTr("Occurrences"), qsTr("The last digest")]
            current: what.chosen === 1 ? 1 : 0
            onPicked: (index) => what.chosen = index
        }
    }
    TableColumns {
        id: occurrenceWidths

        settings: root.settings
        table: "job_occurrences"
        defaults: [Theme.averageWidth * 20, Theme.averageWidth * 20, Theme.averageWidth * 20, Theme.averageWidth * 12,
            Theme.averageWidth * 90]
    }
    CellTable {
        id: occurrences

        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        // Of no job there is nothing to say.
        visible: !root.asking && !(jobs.isDigest && what.current === 1)
            && (jobs.job >= 0 || jobs.jobs.state !== ModelState.Ready)
        enabled: visible
        rows: jobs.occurrences
        columns: occurrenceWidths
        titles: [qsTr("Due, there"), qsTr("Due, UTC"), qsTr("Result"), "", qsTr("What")]
        rights: [false, false, false, false, false]
        toned: 2
        name: qsTr("What the job did")
        emptyText: qsTr("It was not due yet")
        failedText: qsTr("What the job did can't be read")
        onRetryWanted: jobs.read()
    }
    DigestPane {
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !root.asking && jobs.isDigest && what.current === 1
        enabled: visible
        model: jobs
    }
    JobEditor {
        id: editor

        anchors.top: table.bottom
        anchors.topMargin: 1
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.editing
        enabled: visible
        draft: jobs.draft
        onSaved: root.save()
        onCloseRequested: root.leave()
    }
    JobRemoval {
        id: removal

        anchors.top: table.bottom
        anchors.topMargin: 1
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.removing
        enabled: visible
        onConfirmed: {
            root.actions.tellJob("remove", removal.job, "");
            root.leave();
            jobs.read();
        }
        onCloseRequested: root.leave()
    }
}
