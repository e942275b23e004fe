// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch.Graph
import Dogwatch.Models

// The pages, at the left.
Rectangle {
    id: root

    required property RailPages pages
    required property int current
    required property LiveFeed feed
    property int waiting: 0 // how many things wait for a person
    property bool narrow: false

    // What the words take; some languages have long ones.
    readonly property real wordsWidth: {
        let widest = 0;
        for (let i = 0; i < root.pages.all.length; ++i) {
            const count = root.pages.all[i].name === "inbox" ? Theme.averageWidth * 3.5 : 0;
            widest = Math.max(widest, metrics.advanceWidth(root.pages.all[i].word) + count);
        }
        return widest;
    }

    signal chosen(page: int)

    implicitWidth: Math.max(Theme.averageWidth * (root.narrow ? 13 : 20),
                            Theme.spacing * 2.5 + Theme.lineHeight + root.wordsWidth)
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.fontSize
    }
    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.hairline
    }

    Item {
        id: column

        anchors.fill: parent
        anchors.topMargin: Theme.spacing
        anchors.bottomMargin: Theme.spacing
        anchors.rightMargin: 1

        Repeater {
            model: root.pages.all.length

            Rectangle {
                id: entry

                required property int index
                readonly property RailPage page: root.pages.all[entry.index]
                readonly property bool selected: root.current === entry.index

                y: entry.page.foot ? column.height - height : entry.index * height
                width: column.width
                height: Theme.rowHeight + Theme.spacing * 2
                color: entry.selected ? Theme.accentSoft : hover.hovered ? Theme.hover : "transparent"
                border.width: entry.activeFocus ? 2 : 0
                border.color: Theme.accent
                activeFocusOnTab: true
                Accessible.role: Accessible.PageTab
                Accessible.name: entry.page.word
                Accessible.selected: entry.selected
                Accessible.focusable: true
                Accessible.onPressAction: root.chosen(entry.index)
                Keys.onReturnPressed: root.chosen(entry.index)
                Keys.onSpacePressed: root.chosen(entry.index)

                HoverHandler {
                    id: hover
                }
                TapHandler {
                    onTapped: root.chosen(entry.index)
                }
                Rectangle {
                    visible: entry.selected
                    width: 3
                    height: parent.height
                    color: Theme.accent
                }
                Icon {
                    x: Theme.spacing * 1.5
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.lineHeight
                    height: width
                    kind: entry.page.icon
                    color: entry.selected ? Theme.accent : Theme.text
                }
                PlainText {
                    x: Theme.spacing * 2 + Theme.lineHeight
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.page.word
                }
                PlainText {
                    visible: entry.page.name === "inbox" && root.waiting > 0
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.spacing * (root.narrow ? 0.5 : 1.5)
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.waiting > 99 ? "99+" : root.waiting
                    font.pixelSize: root.narrow ? Theme.smallSize : Theme.fontSize
                    color: Theme.statusColors[Status.NeedsInput]
                    font.bold: true
                }
                Sparkline {
                    visible: entry.page.pulse && !root.narrow
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.spacing * 1.5
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.averageWidth * 5.5
                    height: Theme.lineHeight
                    values: visible ? root.feed.activity : []
                    color: entry.selected ? Theme.accent : Theme.dim
                }
            }
        }
    }
}
