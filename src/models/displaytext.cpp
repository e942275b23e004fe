// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/displaytext.h"

#include "core/texts.h"

namespace dogwatch {

namespace {

constexpr int kMostMarks = 4; // Vietnamese and pointed Hebrew need up to three

} // namespace

QString displayLine(const QString &text, qsizetype max)
{
    const QString line = oneLine(text, max);
    QString calm;
    calm.reserve(line.size());
    int marks = 0;
    for (const QChar c : line) {
        marks = c.isMark() ? marks + 1 : 0;
        if (marks <= kMostMarks)
            calm += c;
    }
    return calm;
}

} // namespace dogwatch
