// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import QtQuick.Templates as T
import Dogwatch.Models

// A modal sheet in the middle of the window; Esc closes it.
Popup {
    id: root

    modal: true
    focus: true
    dim: true
    parent: T.Overlay.overlay
    padding: Theme.spacing * 1.5
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    background: Rectangle {
        color: Theme.surface
        border.color: Theme.hairline
        radius: Theme.radius
    }
    T.Overlay.modal: Rectangle {
        color: Theme.shade
    }
}
