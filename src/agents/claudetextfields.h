// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "agents/claudejson.h"
#include "agents/claudeline.h"

namespace dogwatch {

// Takes in a field of a line that only those want who want its texts. Part of the reader of lines.
// False: what the field holds is broken.
[[nodiscard]] bool readTextsField(std::string_view key, claudejson::json::value value,
                                  ClaudeLine::Texts &texts);

} // namespace dogwatch
