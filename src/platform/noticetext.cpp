// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "platform/noticetext.h"

namespace dogwatch {

QString noticeText(const QString &text, qsizetype most)
{
    QString line;
    // What is far behind the cut need not be looked at.
    for (const QChar c : text.left(most * 4)) {
        if (c.category() == QChar::Other_Format)
            continue;
        line += c.isSpace() || c.category() == QChar::Other_Control ? QChar(u' ') : c;
    }
    line = line.simplified();
    if (line.size() <= most)
        return line;
    line.truncate(most - 1);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line + QChar(0x2026);
}

} // namespace dogwatch
