// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace dogwatch {

// One character of a payload as it is shown: itself, some blanks for a tab, or an escape where it
// would be invisible or could rearrange or cover what stands beside it. Pure; any thread.
struct PayloadGlyph
{
    QString text;
    int width = 1; // cells of a monospaced font
    qsizetype bytes = 1; // of the payload
    bool lineBreak = false;
};

// The one at `position`, which is before the end. `inText`: within a JSON string, where a backslash
// begins an escape. Bytes that are no UTF-8 are shown as replacement characters, one each.
[[nodiscard]] PayloadGlyph payloadGlyph(const QByteArray &payload, qsizetype position, bool inText);

// Shows a combining mark as an escape where too many stand on one letter. `marks` is how many stand
// there already; it belongs to the run and begins with 0.
void boundMarks(PayloadGlyph &glyph, int &marks);

} // namespace dogwatch
