// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch
import Dogwatch.Models

// The prices by which costs are worked out.
FocusScope {
    id: root

    required property LiveFeed feed
    required property GuiActions actions
    required property UiSettings settings

    PricesModel {
        id: prices

        feed: root.feed
    }
    Connections {
        target: root.actions

        function onPricesChanged() {
            prices.read();
        }
    }
    Flow {
        id: bar

        x: Theme.spacing * 1.5
        width: parent.width - Theme.spacing * 3
        spacing: Theme.spacing

        PlainButton {
            text: qsTr("Take prices of your own …")
            onClicked: root.actions.choosePrices()
        }
        PlainButton {
            text: qsTr("Only those that ship")
            onClicked: root.actions.resetPrices()
        }
        PlainText {
            width: Math.min(implicitWidth, bar.width)
            height: Theme.rowHeight
            color: Theme.dim
            text: qsTr("US dollars for a million tokens. Your own rows go before those that ship.")
        }
    }
    TableColumns {
        id: widths

        settings: root.settings
        table: "prices"
        defaults: [Theme.averageWidth * 30, Theme.averageWidth * 8, Theme.averageWidth * 13, Theme.averageWidth * 13,
            Theme.averageWidth * 11, Theme.averageWidth * 11, Theme.averageWidth * 13, Theme.averageWidth * 13,
            Theme.averageWidth * 13]
    }
    CellTable {
        anchors.top: bar.bottom
        anchors.topMargin: Theme.spacing
        anchors.bottom: parent.bottom
        width: parent.width
        rows: prices.rows
        columns: widths
        titles: [qsTr("Model"), qsTr("Whose"), qsTr("From"), qsTr("To"), qsTr("Input"), qsTr("Output"),
            qsTr("Write 5 min"), qsTr("Write 1 h"), qsTr("Cache read")]
        rights: [false, false, false, false, true, true, true, true, true]
        name: qsTr("Prices")
        emptyText: qsTr("There are no prices")
        failedText: qsTr("The prices can't be read")
        onRetryWanted: prices.read()
    }
}
