// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/streamglob.h"

#include <QByteArray>
#include <QByteArrayList>

#include <algorithm>

namespace dogwatch {

bool isStreamGlob(QByteArrayView pattern)
{
    const QByteArrayList parts = pattern.toByteArray().split('/');
    return std::all_of(parts.begin(), parts.end(), [](const QByteArray &part) {
        return part == "*" || part == "**" || (!part.isEmpty() && !part.contains('*'));
    });
}

// Only the last `**` is ever taken up again, so the work is at most one length times the other.
bool matchesGlob(QByteArrayView path, QByteArrayView pattern)
{
    const QByteArrayList have = path.toByteArray().split('/');
    const QByteArrayList want = pattern.toByteArray().split('/');
    qsizetype i = 0;
    qsizetype j = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (i < have.size()) {
        if (j < want.size() && want.at(j) == "**") {
            star = j++;
            resume = i;
        } else if (j < want.size() && (want.at(j) == "*" || want.at(j) == have.at(i))) {
            ++i;
            ++j;
        } else if (star >= 0) {
            j = star + 1;
            i = ++resume;
        } else {
            return false;
        }
    }
    return std::all_of(want.begin() + j, want.end(),
                       [](const QByteArray &part) { return part == "**"; });
}

} // namespace dogwatch
