// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <span>

namespace dogwatch {

// The statements that bring a store from one schema version to the next, in order. A step that was
// released is never changed: the next one mends it. Any thread.
using SchemaStep = std::span<const char *const>;
// From `from` to the one after it; 0 <= from < kSchemaVersion.
[[nodiscard]] SchemaStep schemaStep(int from);
// To 1, 2, 3 and 4; the later ones have a file each.
[[nodiscard]] std::array<SchemaStep, 4> firstSchemaSteps();

// The words that can be searched; the texts stay where they are. The sizes of the documents would
// be for a ranking that nobody asks for. Beginnings of two and three letters have lists of their
// own: of so many words the lists could not be put together while somebody waits. Apart from the
// other tables, because an index that is damaged is made anew.
inline constexpr char kCreateSearchText[] = R"(
    CREATE VIRTUAL TABLE search_text USING fts5(text, content='', columnsize=0, prefix='2 3',
        tokenize="unicode61 remove_diacritics 2"))";

} // namespace dogwatch
