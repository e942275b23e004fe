// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace dogwatch {

// A text from outside for a notification: one line, without what a person can't see (controls,
// marks that turn the direction of writing), at most `most` characters. Any thread.
[[nodiscard]] QString noticeText(const QString &text, qsizetype most);

} // namespace dogwatch
