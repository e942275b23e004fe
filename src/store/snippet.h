// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "store/searchmodel.h"
#include "store/searchwords.h"

namespace dogwatch {

// One text that is looked for: words that follow each other, of which the last may go on.
struct SearchPhrase
{
    std::vector<QByteArray> words; // folded
    bool isPrefix = false;
};

// The part of a text around the first thing that was found, and what is to be marked in it. Where
// nothing is found it is the text's beginning. Pure but for the tokenizer.
[[nodiscard]] SearchSnippet makeSnippet(const QString &text,
                                        const std::vector<SearchPhrase> &phrases,
                                        const SearchTokenizer &tokenizer);

} // namespace dogwatch
