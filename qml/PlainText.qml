// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// Every text of the window. Text guesses markup by default: a prompt that holds an <img> would fetch
// it, so nothing here may ever be anything but plain.
Text {
    textFormat: Text.PlainText
    color: Theme.text
    font.pixelSize: Theme.fontSize
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
}
