// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// Of what a person is told, when and how.
SettingsPart {
    id: root

    property string pausedUntil: root.actions.config.value("notify.paused_until")

    Connections {
        target: root.actions.config

        function onValuesChanged() {
            root.pausedUntil = root.actions.config.value("notify.paused_until");
        }
    }

    Flow {
        width: parent.width
        spacing: Theme.spacing

        PlainButton {
            text: qsTr("Show a test")
            onClicked: root.actions.testNotice()
        }
        PlainButton {
            text: qsTr("Pause for an hour")
            onClicked: root.actions.pauseNotices(true)
        }
        PlainButton {
            visible: root.pausedUntil.length > 0
            text: qsTr("Go on now")
            onClicked: root.actions.pauseNotices(false)
        }
    }
    ConfigRows {
        actions: root.actions
        section: "notify"
    }
    ConfigRows {
        actions: root.actions
        section: "budget"
    }
}
