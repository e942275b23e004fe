// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch
import Dogwatch.Models

// The last digest, to be read.
FocusScope {
    id: root

    required property JobsModel model

    Accessible.role: Accessible.Document
    Accessible.name: qsTr("The last digest")
    Accessible.description: root.model.digest

    Flickable {
        id: scroll

        anchors.fill: parent
        contentWidth: width
        contentHeight: words.height + Theme.spacing * 3
        clip: true
        focus: true
        activeFocusOnTab: true
        visible: root.model.digest.length > 0
        Keys.onUpPressed: scroll.contentY = Math.max(0, scroll.contentY - Theme.rowHeight)
        Keys.onDownPressed: scroll.contentY = Math.max(0, Math.min(scroll.contentHeight - scroll.height,
                                                                   scroll.contentY + Theme.rowHeight))

        ScrollBar.vertical: ThinScrollBar {}

        PlainText {
            id: words

            x: Theme.spacing * 1.5
            y: Theme.spacing * 1.5
            width: Math.min(parent.width - Theme.spacing * 3, Theme.averageWidth * 110)
            height: implicitHeight
            verticalAlignment: Text.AlignTop
            elide: Text.ElideNone
            wrapMode: Text.Wrap
            text: root.model.digest
        }
    }
    StateNote {
        anchors.fill: parent
        visible: root.model.digest.length === 0
        failed: root.model.jobs.state === ModelState.Failed
        title: failed ? qsTr("The digest can't be read")
            : root.model.jobs.state === ModelState.Loading ? qsTr("Reading …") : qsTr("No digest was made yet")
        detail: failed ? root.model.jobs.errorText : qsTr("Run now makes one.")
    }
}
