// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// What can be done with a session, at its tile and by key. It remembers the session, not the row: rows
// move.
PlainMenu {
    id: root

    required property SessionsModel board
    required property AttentionModel attention
    required property GuiActions actions
    property real ref: -1

    signal openWanted(ref: real)

    function openFor(row: int, item: Item, x: real, y: real) {
        root.openOf(root.board.refAt(row), item, x, y);
    }
    function openOf(ref: real, item: Item, x: real, y: real) {
        root.ref = ref;
        root.popup(item, x, y);
    }
    function toggleMute(ref: real) {
        root.actions.mute(ref, !root.attention.isMuted(ref));
    }
    function textOf(ref: real, role: int): string {
        return root.board.text(root.board.rowOf(ref), role);
    }
    function copyId(ref: real) {
        root.actions.copyText(root.textOf(ref, SessionsModel.SessionIdRole));
    }
    function copyResumeCommand(ref: real) {
        const command = root.resumeCommand(ref);
        if (command.length > 0)
            root.actions.copyText(command);
    }
    function copyTranscriptPath(ref: real) {
        const path = root.textOf(ref, SessionsModel.TranscriptPathRole);
        if (path.length > 0)
            root.actions.copyText(path);
    }
    function openFolder(ref: real) {
        const folder = root.textOf(ref, SessionsModel.CwdRole);
        if (folder.length > 0)
            root.actions.openFolder(folder);
    }
    function resumeCommand(ref: real): string {
        return root.actions.resumeCommand(root.textOf(ref, SessionsModel.SourceRole),
                                          root.textOf(ref, SessionsModel.SessionIdRole));
    }

    PlainMenuItem {
        text: qsTr("Open")
        keys: qsTr("Enter")
        onTriggered: root.openWanted(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Go to its terminal")
        keys: "Ctrl+G"
        onTriggered: root.actions.goToTerminal(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Mark as seen")
        keys: "A"
        enabled: root.visible && root.attention.waits(root.ref)
        onTriggered: root.actions.acknowledge(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Snooze for 15 minutes")
        keys: "Z"
        enabled: root.visible && root.attention.waits(root.ref)
        onTriggered: root.actions.snooze(root.ref)
    }
    PlainMenuItem {
        text: root.visible && root.attention.isMuted(root.ref) ? qsTr("Notifications on again")
            : qsTr("Mute its notifications")
        keys: "M"
        onTriggered: root.toggleMute(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Copy session id")
        keys: "Ctrl+C"
        onTriggered: root.copyId(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Copy resume command")
        keys: "Ctrl+R"
        enabled: root.visible && root.resumeCommand(root.ref).length > 0
        onTriggered: root.copyResumeCommand(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Copy transcript path")
        keys: "Ctrl+T"
        enabled: root.visible
            && root.textOf(root.ref, SessionsModel.TranscriptPathRole).length > 0
        onTriggered: root.copyTranscriptPath(root.ref)
    }
    PlainMenuItem {
        text: qsTr("Open the folder")
        keys: "Ctrl+O"
        enabled: root.visible && root.textOf(root.ref, SessionsModel.CwdRole).length > 0
        onTriggered: root.openFolder(root.ref)
    }
}
