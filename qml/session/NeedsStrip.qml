// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// What the session needs of a person, and what one can say to that; there only while it needs
// something, or is muted.
Rectangle {
    id: root

    required property SessionNeeds needs

    readonly property bool waits: root.needs.waiting > 0

    signal seen
    signal snoozed
    signal muted(muted: bool)

    visible: root.needs.open > 0 || root.needs.muted
    height: visible ? Theme.rowHeight + Theme.spacing : 0
    color: root.waits ? Theme.warningSoft : Theme.surface
    clip: true
    Accessible.role: Accessible.Grouping
    Accessible.name: words.text

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.hairline
    }
    StatusGlyph {
        id: glyph

        x: Theme.spacing * 1.5
        anchors.verticalCenter: parent.verticalCenter
        width: Math.round(Theme.lineHeight * 0.85)
        height: width
        visible: root.waits
        status: Status.NeedsInput
        color: Theme.statusColors[Status.NeedsInput]
    }
    PlainText {
        id: words

        readonly property string more: root.needs.open > 1 ? qsTr("%1, and %2 more").arg(root.needs.text)
            .arg(root.needs.open - 1) : root.needs.text

        anchors.left: root.waits ? glyph.right : parent.left
        anchors.leftMargin: Theme.spacing * (root.waits ? 1 : 1.5)
        anchors.right: buttons.left
        anchors.rightMargin: Theme.spacing
        height: parent.height
        color: root.waits ? Theme.text : Theme.dim
        text: root.needs.open === 0 ? qsTr("Its notifications are muted")
            : root.waits ? words.more : qsTr("Seen: %1").arg(words.more)
    }
    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing * 1.5
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.spacing

        PlainButton {
            visible: root.waits
            text: qsTr("Seen (A)")
            topPadding: Theme.spacing * 0.25
            bottomPadding: Theme.spacing * 0.25
            onClicked: root.seen()
        }
        PlainButton {
            visible: root.waits
            text: qsTr("Snooze 15 min (Z)")
            topPadding: Theme.spacing * 0.25
            bottomPadding: Theme.spacing * 0.25
            onClicked: root.snoozed()
        }
        PlainButton {
            text: root.needs.muted ? qsTr("Unmute (M)") : qsTr("Mute (M)")
            topPadding: Theme.spacing * 0.25
            bottomPadding: Theme.spacing * 0.25
            onClicked: root.muted(!root.needs.muted)
        }
    }
}
