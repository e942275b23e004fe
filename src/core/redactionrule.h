// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QStringList>

#include <span>
#include <string>
#include <vector>

namespace dogwatch {

// A kind of secret that is known by its shape. A plain value.
struct RedactionRule
{
    std::string id;
    std::string pattern; // see SecretPattern
    // What a text must hold for the rule to be tried. Empty: the pattern's literal beginning.
    std::string keyword = {};
    // The bytes that may stand between the pattern's beginning and the keyword, where the pattern
    // has no literal beginning: as in a pattern's [ ].
    std::string before = {};
    // Less varied ones are no secrets but examples; bits for each byte of what is hidden.
    double minBits = 2.5;
};

// Those that ship.
[[nodiscard]] std::span<const RedactionRule> builtInRules();

// A person's own: a line each, "ID PATTERN"; blank lines and lines that begin with # are skipped.
// The pattern must begin with at least three letters, by which it is looked for.
struct RulesFile
{
    std::vector<RedactionRule> rules;
    QStringList problems; // one sentence for each line that can't be used
};
[[nodiscard]] RulesFile rulesFromText(const QByteArray &text);

} // namespace dogwatch
