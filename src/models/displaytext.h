// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// A text from outside as a tile, a list or a tooltip shows it: oneLine() of texts.h, and no more
// marks on one letter than writing needs, because a tower of them paints over what stands above.
// Thread: any.
[[nodiscard]] QString displayLine(const QString &text, qsizetype max);

} // namespace dogwatch
