// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// What came of something the person asked for; goes by itself.
Rectangle {
    id: root

    function show(text: string, failed: bool) {
        label.text = text;
        root.failed = failed;
        root.visible = true;
        leaving.restart();
    }

    property bool failed: false

    visible: false
    width: label.width + Theme.spacing * 4
    height: label.implicitHeight + Theme.spacing * 2
    radius: Theme.radius
    color: root.failed ? Theme.dangerSoft : Theme.surface
    border.color: root.failed ? Theme.danger : Theme.hairline
    Accessible.role: Accessible.AlertMessage
    Accessible.name: label.text

    PlainText {
        id: label

        anchors.centerIn: parent
        width: Math.min(implicitWidth, Theme.averageWidth * 80)
        wrapMode: Text.Wrap
        maximumLineCount: 4
        color: root.failed ? Theme.danger : Theme.text
    }
    TapHandler {
        onTapped: root.visible = false
    }
    Timer {
        id: leaving

        interval: root.failed ? 15000 : 5000
        onTriggered: root.visible = false
    }
}
