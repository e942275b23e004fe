// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secretvalue.h"

#include "core/asciitext.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dogwatch {

namespace {

constexpr std::array<std::string_view, 30> kStandIns{
    "example", "placeholder", "changeme", "change-me", "change_me",   "your-",
    "your_",   "yourp",       "yours",    "yourt",     "youra",       "yourk",
    "xxxx",    "****",        "....",     "redacted",  "dummy",       "${",
    "{{",      "$(",          "%s",       "%(",        "process.env", "os.environ",
    "getenv",  "secrets.",    "op://",    "arn:aws",   "vault:",      "\xe2\x80\xa6",
};

bool startsAnExpression(std::string_view value)
{
    if (value.starts_with("/") || value.starts_with("./") || value.starts_with("~/")
        || value.find("://") != std::string_view::npos)
        return true;
    return value.size() > 1 && value.front() == '$'
        && (isLetter(value[1]) || value[1] == '_' || value[1] == '{' || value[1] == '(');
}

struct Makeup
{
    std::size_t letters = 0;
    std::size_t digits = 0;
    std::size_t joints = 0; // . _ -
    std::size_t others = 0;
};

Makeup makeupOf(std::string_view value)
{
    Makeup makeup;
    for (const char c : value) {
        if (isLetter(c) || static_cast<unsigned char>(c) >= 0x80)
            ++makeup.letters;
        else if (isDigit(c))
            ++makeup.digits;
        else if (c == '.' || c == '_' || c == '-')
            ++makeup.joints;
        else
            ++makeup.others;
    }
    return makeup;
}

// Words and numbers behind them, with joints in between: my-secret-name-2, config.api2.key,
// photos/2024/img_20240630. Or one long name: TokenService2.
bool isMadeOfWords(std::string_view value)
{
    std::size_t at = 0;
    bool isName = false;
    while (at < value.size()) {
        const std::size_t from = at;
        while (at < value.size() && isLetter(value[at]))
            ++at;
        const std::size_t letters = at - from;
        while (at < value.size() && isDigit(value[at]))
            ++at;
        const std::size_t digits = at - from - letters;
        if (letters > 24 || digits > 8 || letters + digits == 0)
            return false;
        isName = isName || (letters >= 8 && digits <= 2);
        if (at == value.size())
            break;
        if (std::string_view("._-/").find(value[at]) == std::string_view::npos)
            return false;
        isName = true;
        ++at;
    }
    return isName;
}

} // namespace

double bitsPerByte(std::string_view text)
{
    std::array<std::size_t, 256> counts{};
    for (const char c : text)
        ++counts[static_cast<unsigned char>(c)];
    double bits = 0;
    const auto size = static_cast<double>(text.size());
    for (const std::size_t count : counts) {
        if (count > 0)
            bits -=
                static_cast<double>(count) / size * std::log2(static_cast<double>(count) / size);
    }
    return bits;
}

bool isPlaceholder(std::string_view value)
{
    const auto isIn = [value](std::string_view standIn) {
        return containsIgnoringCase(value, standIn);
    };
    return value.starts_with('<') || std::any_of(kStandIns.begin(), kStandIns.end(), isIn);
}

bool isSecretValue(SecretName name, std::string_view value, bool quoted)
{
    const Makeup makeup = makeupOf(value);
    const bool hasSpace = value.find(' ') != std::string_view::npos;
    if (hasSpace || makeup.letters + makeup.joints == value.size() || isPlaceholder(value)
        || startsAnExpression(value))
        return false;
    const double bits = bitsPerByte(value);
    switch (name) {
    case SecretName::Password:
        if (makeup.digits == value.size())
            return value.size() >= 6;
        return value.size() >= 5 && bits >= 1.5
            && (quoted || (!isMadeOfWords(value) && !containsIgnoringCase(value, "password")));
    case SecretName::Secret:
        return value.size() >= 8 && makeup.digits > 0 && makeup.letters > 0 && bits >= 2.5
            && !isMadeOfWords(value);
    case SecretName::Token:
        return value.size() >= 12 && makeup.digits > 0 && makeup.letters > 0 && bits >= 2.8
            && !isMadeOfWords(value);
    case SecretName::Key:
        return value.size() >= 16 && makeup.digits > 1 && makeup.letters > 1 && bits >= 3.2
            && !isMadeOfWords(value);
    }
    return false;
}

bool isCredential(std::string_view value)
{
    const Makeup makeup = makeupOf(value);
    return value.size() >= 12 && makeup.digits > 0 && makeup.letters > 0 && !isPlaceholder(value)
        && !isMadeOfWords(value) && bitsPerByte(value) >= 2.8;
}

} // namespace dogwatch
