// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import QtQuick.Controls.Fusion
import Dogwatch.Models

// The frame of a menu of PlainMenuItems, as wide as its longest line.
Menu {
    id: root

    implicitWidth: {
        let most = Theme.averageWidth * 20;
        for (let i = 0; i < root.count; ++i)
            most = Math.max(most, root.itemAt(i).implicitWidth);
        return Math.ceil(most) + leftPadding + rightPadding;
    }
    background: Rectangle {
        color: Theme.surface
        border.color: Theme.hairline
        radius: Theme.radius
    }
}
