// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick
import Dogwatch.Models

// What a tile shows, for its parts.
Item {
    id: root

    required property int index
    required property int status
    required property string statusText
    required property string dwell
    required property string project
    required property string branch
    required property string title
    required property string agentTitle
    required property string model
    required property string actionTool
    required property string actionText
    required property string actionAge
    required property string subagents
    required property string calls
    required property list<real> activity

    property int tileSize: BoardLayout.Small
    property real zoom: 1

    readonly property color statusColor: Theme.statusColors[root.status]
}
