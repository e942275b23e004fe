// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

import QtQuick

// A list of rows. Without a buffer: Qt makes buffered rows later, and up to 6.4 at least it complains
// ("DelegateModel::cancel: index out range") where such a row has gone meanwhile.
ListView {
    cacheBuffer: 0
    boundsBehavior: Flickable.StopAtBounds
    clip: true
}
