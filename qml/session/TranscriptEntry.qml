// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// One entry: a prompt, an answer, a call in its frame, a result under it, or a note in one line.
Item {
    id: root

    required property int index
    required property int kind // EntryKind of the store
    required property string head
    required property string what
    required property string timeText
    required property string note
    required property string prose
    required property list<string> lines
    required property string block
    required property bool diff
    required property list<int> tones
    required property int hiddenLines
    required property bool canUnfold
    required property bool unfolded
    required property bool failure
    required property string toolUseId
    property bool current: false
    property bool focused: false
    property bool marked: false
    property bool flashing: false
    property bool isLink: false

    readonly property bool isTalk: root.kind === 1 || root.kind === 2
    readonly property bool isCall: root.kind === 4
    readonly property bool isResult: root.kind === 5
    readonly property bool isQuiet: root.kind === 3 || root.kind === 5 || root.kind >= 11
    readonly property color ink: root.failure || root.kind === 7 ? Theme.danger : root.isQuiet ? Theme.dim : Theme.text
    readonly property string more: root.hiddenLines > 0 ? qsTr("%n more line(s)", "", root.hiddenLines)
        : root.unfolded ? qsTr("fold") : root.canUnfold ? qsTr("show all") : ""

    signal picked
    signal opened
    signal unfoldWanted

    height: column.height + (root.isResult ? Theme.spacing * 0.5 : Theme.spacing)
    Accessible.role: Accessible.ListItem
    Accessible.name: (root.head + " " + root.what + " " + root.prose + " " + root.block).slice(0, 500)
    Accessible.selected: root.current
    Accessible.selectable: true
    Accessible.onPressAction: root.opened()

    RowBack {
        anchors.fill: parent
        current: root.current
        focused: root.focused
        hovered: false
        marked: root.marked
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.warningSoft
        opacity: root.flashing ? 1 : 0

        Behavior on opacity {
            enabled: !Theme.reducedMotion

            NumberAnimation { duration: 400 }
        }
    }
    Rectangle {
        visible: root.isCall
        anchors.fill: column
        anchors.margins: -Theme.spacing * 0.4
        anchors.leftMargin: -Theme.spacing * 0.75
        anchors.rightMargin: -Theme.spacing * 0.75
        color: Theme.window
        radius: Theme.radius
        border.width: 1
        border.color: Theme.hairline
    }
    TapHandler {
        onTapped: root.picked()
        onDoubleTapped: root.opened()
    }
    Column {
        id: column

        x: Theme.spacing * (root.isCall || root.isResult ? 2.25 : 1.5)
        y: Theme.spacing * (root.isResult ? 0.1 : 0.5)
        width: parent.width - x - Theme.spacing * 2.25
        spacing: 2

        Item {
            visible: root.head.length > 0
            width: parent.width
            height: Theme.lineHeight

            PlainText {
                id: head

                width: Math.min(implicitWidth, parent.width * 0.5)
                height: parent.height
                text: root.head
                color: root.ink
                font.bold: root.isTalk || root.isCall
            }
            MonoText {
                anchors.left: head.right
                anchors.leftMargin: Theme.spacing
                width: Math.max(0, Math.min(implicitWidth, side.x - x - Theme.spacing))
                height: parent.height
                text: root.what
                color: root.isLink ? Theme.accent : Theme.text
                font.underline: root.isLink && link.hovered

                HoverHandler {
                    id: link

                    enabled: root.isLink
                    cursorShape: Qt.PointingHandCursor
                }
                TapHandler {
                    enabled: root.isLink
                    onTapped: root.opened()
                }
            }
            PlainText {
                id: side

                anchors.right: parent.right
                height: parent.height
                text: root.note.length > 0 ? root.note + "  " + root.timeText : root.timeText
                color: Theme.dim
                font.pixelSize: Theme.smallSize
            }
        }
        PlainText {
            visible: root.prose.length > 0
            width: parent.width
            text: root.prose
            color: root.ink
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            lineHeight: 1.1
        }
        MonoText {
            visible: !root.diff && root.block.length > 0
            width: parent.width
            text: root.diff ? "" : root.block
            color: root.isResult || root.isCall ? Theme.dim : root.ink
            wrapMode: Text.WrapAnywhere
            elide: Text.ElideNone
        }
        Column {
            visible: root.diff
            width: parent.width

            Repeater {
                model: root.diff ? root.lines : []

                Rectangle {
                    id: line

                    required property int index
                    required property string modelData
                    readonly property int tone: root.tones[line.index]

                    width: parent ? parent.width : 0
                    height: code.height
                    color: line.tone === 1 ? Theme.dangerSoft : line.tone === 2 ? Theme.goodSoft : "transparent"

                    MonoText {
                        id: code

                        width: parent.width
                        text: line.modelData
                        color: line.tone === 3 ? Theme.dim : Theme.text
                        wrapMode: Text.WrapAnywhere
                        elide: Text.ElideNone
                    }
                }
            }
        }
        PlainText {
            visible: root.more.length > 0
            text: root.more
            color: Theme.accent
            font.pixelSize: Theme.smallSize
            Accessible.role: Accessible.Button
            Accessible.name: root.more
            Accessible.onPressAction: root.unfoldWanted()

            HoverHandler {
                cursorShape: Qt.PointingHandCursor
            }
            TapHandler {
                onTapped: root.unfoldWanted()
            }
        }
    }
}
