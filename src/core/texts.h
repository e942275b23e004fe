// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// For texts that came from outside. Thread: any.

// Cuts to `max` UTF-16 units at a character boundary and marks the cut with an ellipsis.
[[nodiscard]] QString cut(const QString &text, qsizetype max);

// One line: control characters, line breaks and runs of blanks become one blank; bidirectional
// overrides and piles of combining marks are dropped, so that a text can't rearrange or cover what
// stands beside it. Cut to `max`.
[[nodiscard]] QString oneLine(const QString &text, qsizetype max);

// For a terminal: C0, C1 and DEL controls and bidirectional overrides become visible escapes.
[[nodiscard]] QString terminalSafe(const QString &text);

// What SQLite can't give back as it was: lone surrogates, U+FFFE and U+FFFF become U+FFFD, NUL
// becomes U+2400.
[[nodiscard]] QString validUnicode(QString text);

} // namespace dogwatch
