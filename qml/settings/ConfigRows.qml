// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

pragma ComponentBehavior: Bound

import QtQuick
import Dogwatch
import Dogwatch.Models

// The settings whose names begin so, as SettingsModel has them.
Column {
    id: root

    required property GuiActions actions
    required property string section
    property list<string> without // keys that somebody else shows

    width: parent ? parent.width : 0
    spacing: Theme.spacing * 1.5

    Repeater {
        model: root.actions.config

        SettingRow {
            id: row

            required property string key
            required property string section
            required property string type
            required property string value
            required property list<string> choices
            required property list<string> words

            readonly property bool isOneOfSome: row.type === "choice" || row.type === "switch"

            visible: row.section === root.section && !root.without.includes(row.key)
            onResetWanted: root.actions.resetSetting(row.key)

            Choice {
                visible: row.isOneOfSome
                enabled: visible
                name: row.title
                words: row.words
                current: row.choices.indexOf(row.value)
                onPicked: (index) => {
                    if (row.choices[index] !== row.value)
                        root.actions.changeSetting(row.key, row.choices[index]);
                }
            }
            TextEntry {
                id: entry

                function take() {
                    if (entry.text !== row.value)
                        root.actions.changeSetting(row.key, entry.text);
                }

                visible: !row.isOneOfSome
                enabled: visible
                width: row.type === "number" ? Math.min(parent.width, Theme.averageWidth * 24) : parent.width
                nameWidth: 0
                most: 2000
                name: row.title
                text: row.value
                bad: row.problem.length > 0
                onFinished: entry.take()
            }
        }
    }
}
