// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "hook/textbuilder.h"

#include <string_view>

namespace dogwatch::hook {

// Is `text` one JSON object, with nothing but white space around it? Checks the grammar, so that
// the text can stand inside another object without breaking it, but not what stands between two
// quotes: invalid UTF-8 and raw control characters pass, as does any depth to 4,096.
[[nodiscard]] bool isJsonObject(std::string_view text);

// Is there nothing in `text` but JSON's white space?
[[nodiscard]] bool isBlank(std::string_view text);

// Appends the string that is the value of `name` in the JSON object `object` (of its own members,
// not of nested ones) to `value`. False if there is none.
[[nodiscard]] bool findStringMember(std::string_view object, std::string_view name,
                                    TextBuilder &value);

} // namespace dogwatch::hook
