// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// What it comes to, how the five-hour window stands, and what the figures cover.
Item {
    id: root

    required property UsageReportModel usage

    // What a sum is made of is wanted: a figure of the report.
    signal opened(figure: int)
    signal waitsWanted

    implicitHeight: column.height + Theme.spacing * 2

    Column {
        id: column

        x: Theme.spacing * 1.5
        y: Theme.spacing
        width: parent.width - Theme.spacing * 3
        spacing: Theme.spacing * 0.5

        Item {
            width: parent.width
            height: Math.max(sums.height, span.visible ? span.height : 0)

            Row {
                id: sums

                spacing: Theme.spacing * 3

                Repeater {
                    model: 5

                    SumButton {
                        id: sum

                        required property int index
                        readonly property bool isOfWaits: sum.index === 4
                        readonly property string figure: [root.usage.cost, root.usage.tokens,
                            root.usage.cacheHits, root.usage.messageCount, root.usage.waited][sum.index]
                        readonly property string word: [qsTr("cost"), qsTr("tokens"), qsTr("from the cache"),
                            qsTr("messages"), qsTr("waited for you")][sum.index]

                        visible: sum.figure.length > 0
                        name: sum.figure + " " + sum.word
                        about: sum.isOfWaits ? root.usage.waitSentence : qsTr("Shows the messages behind the figure")
                        onOpened: {
                            if (sum.isOfWaits)
                                root.waitsWanted();
                            else
                                root.opened(UsageReportModel.All);
                        }

                        Column {
                            PlainText {
                                text: sum.figure
                                font.pixelSize: Theme.largeSize
                                font.bold: sum.index === 0
                            }
                            PlainText {
                                text: sum.word
                                color: Theme.dim
                                font.pixelSize: Theme.smallSize
                            }
                        }
                    }
                }
            }
            SumButton {
                id: span

                visible: root.usage.windowText.length > 0
                anchors.right: parent.right
                name: root.usage.windowText + ", " + root.usage.windowPace
                onOpened: root.opened(UsageReportModel.Window)

                Column {
                    width: Math.min(column.width - sums.width - Theme.spacing * 3, Theme.averageWidth * 66)
                    spacing: 2

                    PlainText {
                        width: parent.width
                        horizontalAlignment: Text.AlignRight
                        text: root.usage.windowText
                    }
                    Rectangle {
                        width: parent.width
                        height: 4
                        color: Theme.hairline

                        Rectangle {
                            width: parent.width * root.usage.windowShare
                            height: parent.height
                            color: Theme.accent
                        }
                    }
                    PlainText {
                        width: parent.width
                        horizontalAlignment: Text.AlignRight
                        text: root.usage.windowPace
                        color: Theme.dim
                        font.pixelSize: Theme.smallSize
                    }
                }
            }
        }
        PlainText {
            width: parent.width
            text: root.usage.coverage
            color: Theme.dim
            wrapMode: Text.Wrap
            maximumLineCount: 2

            HoverHandler {
                id: hover
            }
            Tip {
                visible: hover.hovered && root.usage.coverageDetail.length > 0
                text: root.usage.coverageDetail
            }
        }
    }
}
