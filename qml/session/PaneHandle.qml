// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// The line between two panes, which can be dragged; twice clicked, it goes back to where it was made.
// Upright it stands right of the pane that it sizes, otherwise above it.
Item {
    id: root

    required property real size
    required property real least
    required property real most
    property bool upright: true

    signal moved(size: int)
    signal reset

    width: 1
    height: 1
    z: 1

    Rectangle {
        anchors.fill: parent
        color: drag.active || hover.hovered ? Theme.accent : Theme.hairline
    }
    Item {
        anchors.centerIn: parent
        width: root.upright ? 9 : parent.width
        height: root.upright ? parent.height : 9

        HoverHandler {
            id: hover

            cursorShape: root.upright ? Qt.SplitHCursor : Qt.SplitVCursor
        }
        DragHandler {
            id: drag

            property real start: 0

            target: null
            onActiveChanged: {
                if (active)
                    drag.start = Math.min(root.size, root.most);
            }
            onActiveTranslationChanged: {
                if (!active)
                    return;
                const by = root.upright ? activeTranslation.x : -activeTranslation.y;
                root.moved(Math.round(Math.max(root.least, Math.min(root.most, drag.start + by))));
            }
        }
        TapHandler {
            onDoubleTapped: root.reset()
        }
    }
}
