// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace dogwatch {

// One record (RFC 4180), with its end of line. A cell that a spreadsheet would take for a formula
// gets a ' before it, unless it is a number; line breaks and other controls become blanks, so that
// a record is a line. Pure; any thread.
[[nodiscard]] QString csvRecord(const QStringList &cells);

} // namespace dogwatch
