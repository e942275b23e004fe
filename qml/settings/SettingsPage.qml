// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// How Dogwatch is set; every change counts at once. The same as `dogwatchctl config`.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings

    readonly property int kGeneral: 0
    readonly property int kAgents: 1
    readonly property int kNotifications: 2
    readonly property int kPrivacy: 3
    readonly property int kPrices: 4
    readonly property int kNetwork: 5
    readonly property int kAbout: 6
    property alias part: parts.chosen

    function takeFocus() {
        parts.forceActiveFocus(Qt.OtherFocusReason);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Settings")

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }
    Choice {
        id: parts

        property int chosen: Math.min(root.settings.settingsPart, parts.words.length - 1)

        x: Theme.spacing * 1.5
        y: Theme.spacing * 0.75
        focus: true
        name: qsTr("Which settings")
        words: [qsTr("General"), qsTr("Agents"), qsTr("Notifications"), qsTr("Privacy"), qsTr("Prices"), qsTr("Network"),
            qsTr("About")]
        current: parts.chosen
        onPicked: (index) => {
            parts.chosen = index;
            root.settings.settingsPart = index;
        }
    }
    PlainText {
        id: problems

        anchors.top: parts.bottom
        x: Theme.spacing * 1.5
        width: parent.width - Theme.spacing * 3
        height: visible ? implicitHeight + Theme.spacing : 0
        visible: text.length > 0
        wrapMode: Text.Wrap
        color: Theme.danger
        text: root.actions.config.problems
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    Loader {
        id: body

        readonly property list<string> files: ["GeneralPart.qml", "AgentsPart.qml", "NotifyPart.qml", "PrivacyPart.qml",
            "PricesPart.qml", "NetworkPart.qml", "AboutPart.qml"]

        anchors.top: problems.bottom
        anchors.topMargin: Theme.spacing
        anchors.bottom: parent.bottom
        width: parent.width
        Component.onCompleted: body.fill()

        function fill() {
            body.setSource(body.files[parts.chosen], {
                feed: root.feed, actions: root.actions, settings: root.settings
            });
        }
    }
    Connections {
        target: parts

        function onChosenChanged() {
            body.fill();
        }
    }
}
