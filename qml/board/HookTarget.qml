// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// An agent found on this machine, with the button that installs its hooks and what came of it.
Rectangle {
    id: root

    required property string agent
    required property string title
    required property string detail
    required property int installState

    signal installWanted(agent: string)

    readonly property bool installed: root.installState === HookTargetsModel.Installed
    readonly property bool failed: root.installState === HookTargetsModel.Failed

    implicitHeight: Math.max(button.height, texts.height) + Theme.spacing * 1.5
    radius: Theme.radius
    color: Theme.surface
    border.color: root.failed ? Theme.danger : Theme.hairline
    Accessible.role: Accessible.Grouping
    Accessible.name: root.title
    Accessible.description: root.detail

    Column {
        id: texts

        x: Theme.spacing * 1.5
        anchors.verticalCenter: parent.verticalCenter
        width: button.x - x - Theme.spacing

        PlainText {
            width: parent.width
            text: root.title
            font.bold: true
        }
        PlainText {
            width: parent.width
            visible: text.length > 0
            text: root.detail
            wrapMode: Text.Wrap
            maximumLineCount: 3
            color: root.failed ? Theme.danger : Theme.dim
            font.pixelSize: Theme.smallSize
        }
    }
    PlainButton {
        id: button

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing
        anchors.verticalCenter: parent.verticalCenter
        leading: !root.installed
        enabled: root.installState !== HookTargetsModel.Installing && !root.installed
        text: root.installed ? qsTr("Hooks installed")
            : root.installState === HookTargetsModel.Installing ? qsTr("Installing …")
            : root.failed ? qsTr("Try again") : qsTr("Install hooks")
        Accessible.name: qsTr("%1: %2").arg(root.title).arg(button.text)
        onClicked: root.installWanted(root.agent)
    }
}
