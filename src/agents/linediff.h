// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace dogwatch {

// The lines that differ between two texts, each with '-' or '+' in front, and up to three equal
// lines around them with a blank; "..." stands for equal lines left out. Empty for equal texts.
// Pure, usable in any thread.
[[nodiscard]] QString lineDiff(const QByteArray &before, const QByteArray &after);

} // namespace dogwatch
