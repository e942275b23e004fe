// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// Every action and every session by name.
Sheet {
    id: root

    required property CommandsModel commands

    x: Math.round((parent.width - width) / 2)
    y: Math.round(parent.height * 0.12)
    width: Math.min(parent.width - Theme.spacing * 4, Theme.averageWidth * 84)
    padding: Theme.spacing

    onOpened: (root.contentItem as CommandList).begin()

    contentItem: CommandList {
        commands: root.commands
        mostHeight: root.parent.height * 0.6
        onChosen: (row) => {
            root.close();
            root.commands.choose(row);
        }
    }
}
