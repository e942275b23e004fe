// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// A numbered step with what belongs to it below.
Item {
    id: root

    required property int number
    required property string title
    required property string detail
    default property alias content: inside.data

    implicitHeight: column.height
    Accessible.role: Accessible.Grouping
    Accessible.name: root.title
    Accessible.description: root.detail

    Rectangle {
        id: badge

        width: Theme.lineHeight * 1.7
        height: width
        radius: width / 2
        color: Theme.accentSoft

        PlainText {
            anchors.fill: parent
            horizontalAlignment: Text.AlignHCenter
            text: root.number
            color: Theme.accent
            font.bold: true
        }
    }
    Column {
        id: column

        x: badge.width + Theme.spacing * 1.5
        width: root.width - x
        spacing: Theme.spacing * 0.75

        PlainText {
            width: parent.width
            height: badge.height
            text: root.title
            font.bold: true
        }
        PlainText {
            width: parent.width
            text: root.detail
            color: Theme.dim
            wrapMode: Text.Wrap
        }
        Column {
            id: inside

            width: parent.width
            spacing: Theme.spacing * 0.75
        }
    }
}
