// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/textbuilder.h"

#include <string_view>

namespace dogwatch::hook {

// Appends `text` as a JSON string of printable ASCII alone, so that it may stand in an HTTP header:
// control characters and all that is not ASCII become \uXXXX, bytes that are no UTF-8 become
// \ufffd.
void appendJsonString(TextBuilder &to, std::string_view text);

// Appends what stands between the quotes of a JSON string, with its escapes resolved. False if an
// escape is wrong, or stands for a NUL.
[[nodiscard]] bool appendUnescaped(TextBuilder &to, std::string_view insideQuotes);

} // namespace dogwatch::hook
