// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/filter.h"

namespace dogwatch {

// One term as it stands in a text, before anybody has looked whether it means something.
struct FilterToken
{
    qsizetype position = 0; // of the term with its '-', in UTF-16 units
    qsizetype length = 0;
    qsizetype valueAt = 0; // where the last value begins
    bool negated = false;
    bool hasOpenQuote = false;
    QString key; // empty: a text
    QString operatorText;
    FilterOp op = FilterOp::Is;
    std::vector<FilterValue> values;
};

// Cuts a filter into its terms. Total: what is left open at the end is taken as ending there. Pure;
// any thread.
[[nodiscard]] std::vector<FilterToken> filterTokens(QStringView text);

} // namespace dogwatch
