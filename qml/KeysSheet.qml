// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick

// The keys, all on one sheet.
Sheet {
    id: root

    required property RailPages pages

    x: Math.round((parent.width - width) / 2)
    y: Math.round((parent.height - height) / 2)

    contentItem: KeysList {
        pages: root.pages
    }
}
