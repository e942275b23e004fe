// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Graph
import Dogwatch.Models

// A line for a filter: its frame and a mark say whether it is right, and what could stand at the
// cursor is offered below. Tab takes what is offered, Esc closes the offer, empties the line, leaves.
Rectangle {
    id: root

    required property HistoryModel history

    readonly property bool typing: input.activeFocus
    readonly property color judged: root.history.judgement === HistoryModel.Wrong ? Theme.danger
        : root.history.judgement === HistoryModel.Good ? Theme.good
        : root.history.judgement === HistoryModel.Doubtful ? Theme.statusColors[Status.NeedsInput]
        : input.activeFocus ? Theme.accent : Theme.hairline

    signal finished

    function begin() {
        input.forceActiveFocus(Qt.ShortcutFocusReason);
        input.selectAll();
    }
    function offer() {
        offered.model = root.history.completions(input.cursorPosition);
        offered.currentIndex = 0;
        if (offered.count > 0 && input.activeFocus)
            popup.open();
        else
            popup.close();
    }
    function take(index: int) {
        if (index < 0 || index >= offered.count)
            return;
        const at = root.history.complete(input.cursorPosition, offered.model[index]);
        input.text = root.history.filter;
        input.cursorPosition = at;
        root.offer();
    }

    implicitHeight: Theme.rowHeight + 2
    radius: Theme.radius
    color: Theme.field
    border.width: input.activeFocus || root.history.filter.length > 0 ? 2 : 1
    border.color: root.judged

    Connections {
        target: root.history

        function onFilterChanged() {
            if (input.text !== root.history.filter)
                input.text = root.history.filter;
        }
    }
    TapHandler {
        onTapped: root.begin()
    }
    Icon {
        id: lens

        x: Theme.spacing
        anchors.verticalCenter: parent.verticalCenter
        width: Math.round(Theme.lineHeight * 0.8)
        height: width
        kind: root.history.judgement === HistoryModel.Wrong ? Icon.Warning
            : root.history.judgement === HistoryModel.Good ? Icon.Check : Icon.Search
        color: root.history.judgement === HistoryModel.Empty ? Theme.dim : root.judged
    }
    PlainText {
        anchors.fill: input
        visible: input.text.length === 0 && input.preeditText.length === 0
        text: qsTr("Filter and search: project:api status:failed cost>1 words in any text")
        color: Theme.dim
    }
    TextInput {
        id: input

        anchors.left: lens.right
        anchors.right: problem.left
        anchors.leftMargin: Theme.spacing * 0.75
        anchors.rightMargin: Theme.spacing
        height: parent.height
        verticalAlignment: TextInput.AlignVCenter
        clip: true
        color: Theme.text
        selectionColor: Theme.accent
        selectedTextColor: Theme.surface
        selectByMouse: true
        font.pixelSize: Theme.fontSize
        maximumLength: 1000
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: qsTr("Filter the sessions and search their texts")
        Accessible.description: root.history.problem
        Accessible.searchEdit: true
        onTextEdited: {
            root.history.filter = input.text;
            root.offer();
        }
        onActiveFocusChanged: {
            if (!input.activeFocus)
                popup.close();
        }
        Keys.onShortcutOverride: (event) => event.accepted = event.key === Qt.Key_Escape
        Keys.onPressed: (event) => {
            if (event.key === Qt.Key_Escape) {
                if (popup.opened)
                    popup.close();
                else if (input.text.length > 0)
                    root.history.filter = "";
                else
                    root.finished();
            } else if (event.key === Qt.Key_Tab && popup.opened)
                root.take(offered.currentIndex);
            else if (event.key === Qt.Key_Down && popup.opened)
                offered.currentIndex = Math.min(offered.count - 1, offered.currentIndex + 1);
            else if (event.key === Qt.Key_Up && popup.opened)
                offered.currentIndex = Math.max(0, offered.currentIndex - 1);
            else if (event.key === Qt.Key_Space && (event.modifiers & Qt.ControlModifier))
                root.offer();
            else if (event.key === Qt.Key_Down || event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                root.finished();
            else
                return;
            event.accepted = true;
        }
    }
    PlainText {
        id: problem

        anchors.right: parent.right
        anchors.rightMargin: Theme.spacing
        width: Math.min(implicitWidth, parent.width * 0.4)
        height: parent.height
        text: root.history.problem
        color: root.judged
        font.pixelSize: Theme.smallSize
    }
    Popup {
        id: popup

        y: root.height + 2
        width: Math.min(root.width, Theme.averageWidth * 46)
        height: Math.min(offered.count, 10) * Theme.rowHeight + 4
        padding: 2
        focus: false
        closePolicy: Popup.CloseOnPressOutside
        background: Rectangle {
            color: Theme.surface
            border.color: Theme.hairline
            radius: Theme.radius
        }

        PlainList {
            id: offered

            anchors.fill: parent
            Accessible.role: Accessible.List
            Accessible.name: qsTr("What could stand here")

            delegate: Rectangle {
                id: candidate

                required property int index
                required property string modelData

                width: offered.width
                height: Theme.rowHeight
                color: candidate.index === offered.currentIndex ? Theme.accentSoft : "transparent"
                Accessible.role: Accessible.ListItem
                Accessible.name: candidate.modelData

                PlainText {
                    anchors.fill: parent
                    leftPadding: Theme.spacing * 0.75
                    text: candidate.modelData
                }
                TapHandler {
                    onTapped: root.take(candidate.index)
                }
            }
        }
    }
}
