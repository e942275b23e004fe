// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secretcontext.h"

#include "core/asciitext.h"

#include <algorithm>
#include <array>

namespace dogwatch {

namespace {

constexpr std::size_t kLongestName = 48;
constexpr std::size_t kLongestValue = 512;
constexpr std::size_t kLongestUrl = 512;
constexpr std::size_t kLongestKeyBlock = 16 * 1024;

// What stands behind the word makes the name that of something else: token_count, password_file.
constexpr std::array<std::string_view, 50> kHarmlessTails{
    "s",           "count",   "type",   "name",     "id",       "ids",     "url",   "uri",
    "file",        "path",    "dir",    "len",      "length",   "size",    "limit", "ttl",
    "expir",       "timeout", "policy", "hash",     "field",    "label",   "input", "prompt",
    "placeholder", "hint",    "min",    "max",      "required", "enabled", "reset", "version",
    "manager",     "izer",    "ized",   "endpoint", "usage",    "budget",  "index", "status",
    "store",       "ref",     "prefix", "pattern",  "regex",    "host",    "port",  "error",
    "less",        "board",
};
// What stands before it.
constexpr std::array<std::string_view, 9> kHarmlessHeads{
    "public",    "publish",  "primary",   "foreign",      "idempotency",
    "partition", "nextpage", "next_page", "continuation",
};

bool isNameByte(char c)
{
    return isWordByte(c) || c == '-' || c == '.';
}

std::size_t nameEnd(std::string_view text, std::size_t at)
{
    const std::size_t stop = std::min(text.size(), at + kLongestName);
    while (at < stop && isNameByte(text[at]))
        ++at;
    return at;
}

std::size_t nameBegin(std::string_view text, std::size_t at)
{
    const std::size_t stop = at > kLongestName ? at - kLongestName : 0;
    while (at > stop && isNameByte(text[at - 1]))
        --at;
    return at;
}

bool isHarmless(std::string_view head, std::string_view tail)
{
    while (!tail.empty() && (tail.front() == '_' || tail.front() == '-' || tail.front() == '.'))
        tail.remove_prefix(1);
    for (const std::string_view word : kHarmlessTails) {
        if (tail.size() >= word.size()
            && std::equal(word.begin(), word.end(), tail.begin(),
                          [](char a, char b) { return a == lowered(b); })
            && (word != "s" || tail.size() == 1))
            return true;
    }
    return std::any_of(kHarmlessHeads.begin(), kHarmlessHeads.end(),
                       [head](std::string_view word) { return containsIgnoringCase(head, word); });
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isQuote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    const std::size_t stop = std::min(text.size(), at + 32);
    while (at < stop && isBlank(text[at]))
        ++at;
    return at;
}

// Line breaks, too, and what stands for them in a text that quotes another.
std::size_t skipSpace(std::string_view text, std::size_t at)
{
    const std::size_t stop = std::min(text.size(), at + 64);
    while (at < stop) {
        const bool isEscape = text[at] == '\\' && at + 1 < stop
            && std::string_view("nrt").find(text[at + 1]) != std::string_view::npos;
        if (!isEscape && !isBlank(text[at]) && text[at] != '\n' && text[at] != '\r')
            break;
        at += isEscape ? 2 : 1;
    }
    return at;
}

// Quotes may be escaped, once or more, where a text quotes another one. Returns the quote, or 0.
char skipQuote(std::string_view text, std::size_t &at)
{
    std::size_t place = at;
    while (place < text.size() && place < at + 4 && text[place] == '\\')
        ++place;
    if (place == text.size() || !isQuote(text[place]))
        return 0;
    at = place + 1;
    return text[place];
}

// The name of a type between a name and what it is given: token string = "…", token: &str = "…".
std::size_t skipType(std::string_view text, std::size_t at)
{
    const std::size_t stop = std::min(text.size(), at + 24);
    std::size_t end = at;
    while (end < stop && (isLetter(text[end]) || text[end] == '&'))
        ++end;
    const std::size_t behind = skipBlanks(text, end);
    const bool isGiven =
        end > at && behind + 1 < text.size() && text[behind] == '=' && text[behind + 1] != '=';
    return isGiven ? behind : at;
}

// = : := => == ?= .= <- || and > of an element. Also the blank behind an option. False: nothing is
// given.
bool skipOperator(std::string_view text, std::size_t nameFrom, std::size_t &at, bool wasQuoted)
{
    const std::size_t behindName = at;
    at = skipBlanks(text, at);
    if (at > behindName)
        at = skipType(text, at);
    if (at + 1 < text.size() && (text[at] == '?' || text[at] == '.' || text[at] == '+')
        && (text[at + 1] == '=' || text[at + 1] == ':'))
        ++at; // ?: and ?=
    const std::string_view two = text.substr(at, 2);
    if (two == "<-" || two == "||") {
        at = skipBlanks(text, at + 2);
        return true;
    }
    const std::size_t from = at;
    while (at < text.size() && at < from + 4
           && (text[at] == '=' || text[at] == ':' || (text[at] == '>' && at > from)))
        ++at;
    if (at > from) {
        at = skipBlanks(text, at);
        if (text[at - 1] != '=')
            at = skipType(text, at);
        if (at < text.size() && text[at] == '=')
            at = skipBlanks(text, at + 1);
        return true;
    }
    if (at < text.size() && text[at] == '>' && nameFrom > 0 && text[nameFrom - 1] == '<') {
        ++at;
        at = skipSpace(text, at);
        return true;
    }
    // A comma where a program calls a function: setenv("TOKEN", "…").
    if (wasQuoted && at < text.size() && text[at] == ',') {
        at = skipBlanks(text, at + 1);
        return true;
    }
    const bool isOption = text.substr(nameFrom, 2) == "--";
    const std::string_view before =
        text.substr(nameFrom > 80 ? nameFrom - 80 : 0, std::min<std::size_t>(nameFrom, 80));
    const bool isNetrc = containsIgnoringCase(before, "login ");
    return at > behindName && (isOption || isNetrc);
}

std::size_t valueEnd(std::string_view text, std::size_t at, char quote)
{
    const std::size_t stop = std::min(text.size(), at + kLongestValue);
    if (quote != 0) {
        while (at < stop && text[at] != quote && text[at] != '\n')
            ++at;
        return at;
    }
    constexpr std::string_view kEnds = " \t\r\n\"'`,;()[]{}<>|&\\";
    while (at < stop && kEnds.find(text[at]) == std::string_view::npos)
        ++at;
    return at;
}

// An unquoted value that goes on like a program: a call, an index.
bool goesOnAsCode(std::string_view text, std::size_t at)
{
    return at < text.size() && (text[at] == '(' || text[at] == '[');
}

// The closing tag of an element.
bool isFollowedByTag(std::string_view text, std::size_t at)
{
    at = skipSpace(text, at);
    return at < text.size() && text[at] == '<';
}

} // namespace

bool isSecretName(std::string_view name, std::size_t from, std::size_t to)
{
    return !isHarmless(name.substr(0, from), name.substr(to));
}

std::optional<HiddenSpan> assignedSecret(std::string_view text, std::size_t from, std::size_t to,
                                         SecretName name)
{
    const std::size_t nameFrom = nameBegin(text, from);
    if (nameFrom > 0 && text[nameFrom - 1] == '/')
        return std::nullopt; // a file's name
    std::size_t at = nameEnd(text, to);
    if (isHarmless(text.substr(nameFrom, from - nameFrom), text.substr(to, at - to)))
        return std::nullopt;
    const bool wasQuoted = skipQuote(text, at) != 0;
    if (wasQuoted && at < text.size() && text[at] == ']')
        ++at;
    if (!skipOperator(text, nameFrom, at, wasQuoted))
        return std::nullopt;
    const char quote = skipQuote(text, at);
    HiddenSpan span{at, valueEnd(text, at, quote)};
    const bool isElement = quote == 0 && nameFrom > 0 && text[nameFrom - 1] == '<';
    if ((quote == 0 && goesOnAsCode(text, span.to))
        || (isElement && !isFollowedByTag(text, span.to)))
        return std::nullopt;
    const std::string_view all = text.substr(at, span.to - at);
    // The backslashes of an escaped closing quote, the stop of a sentence.
    while (span.to > span.from
           && (text[span.to - 1] == '\\' || (quote == 0 && text[span.to - 1] == '.')))
        --span.to;
    const std::string_view value = text.substr(span.from, span.to - span.from);
    if (all.size() == kLongestValue || !isSecretValue(name, value, quote != 0))
        return std::nullopt;
    return span;
}

std::optional<HiddenSpan> urlPassword(std::string_view text, std::size_t to)
{
    constexpr std::string_view kEnds = " \t\r\n\"'`/?#<>\\|,;()";
    const std::size_t stop = std::min(text.size(), to + kLongestUrl);
    std::size_t colon = 0;
    std::size_t at = 0;
    for (std::size_t i = to; i < stop && kEnds.find(text[i]) == std::string_view::npos; ++i) {
        if (text[i] == '@')
            at = i;
        else if (text[i] == ':' && colon == 0)
            colon = i;
    }
    if (colon == 0 || at <= colon + 1)
        return std::nullopt;
    const std::string_view password = text.substr(colon + 1, at - colon - 1);
    constexpr std::array<std::string_view, 8> kDefaults{"password", "pass", "passwd", "pwd",
                                                        "secret",   "pw",   "token",  "user"};
    const bool isDefault =
        std::any_of(kDefaults.begin(), kDefaults.end(), [password](std::string_view word) {
            return password.size() == word.size() && containsIgnoringCase(password, word);
        });
    if (isDefault || isPlaceholder(password) || password.front() == '$' || password.front() == '{'
        || password.front() == '%' || password.front() == '[')
        return std::nullopt;
    return HiddenSpan{colon + 1, at};
}

std::optional<HiddenSpan> privateKeyBlock(std::string_view text, std::size_t to)
{
    constexpr std::string_view kDashes = "-----";
    const std::string_view head = text.substr(to, 64);
    const std::size_t label = head.find(kDashes);
    if (label == std::string_view::npos
        || head.substr(0, label).find("PRIVATE KEY") == std::string_view::npos)
        return std::nullopt;
    HiddenSpan span;
    span.from = to + label + kDashes.size();
    const std::string_view rest = text.substr(span.from, kLongestKeyBlock);
    const std::size_t end = rest.find(kDashes);
    std::size_t keyBytes = 0;
    std::size_t length = 0;
    // Cut off somewhere: as far as it can be a key.
    for (; length < std::min(end, rest.size()); ++length) {
        const char c = rest[length];
        const bool isKeyByte = isLetter(c) || isDigit(c) || c == '+' || c == '/' || c == '=';
        keyBytes += isKeyByte ? 1 : 0;
        if (end == std::string_view::npos && !isKeyByte && !isBlank(c) && c != '\n' && c != '\r'
            && c != '\\' && c != '"' && c != ',' && c != ':' && c != '-')
            break;
    }
    span.to = span.from + length;
    if (keyBytes < 40 || isPlaceholder(rest.substr(0, length)))
        return std::nullopt;
    return span;
}

namespace {

HiddenSpan tokenAt(std::string_view text, std::size_t from)
{
    skipQuote(text, from);
    constexpr std::string_view kMore = "-._~+/=:";
    const std::size_t stop = std::min(text.size(), from + 8 * kLongestValue);
    std::size_t to = from;
    while (to < stop && (isWordByte(text[to]) || kMore.find(text[to]) != std::string_view::npos))
        ++to;
    return {from, to};
}

std::string_view before(std::string_view text, std::size_t at, std::size_t bytes)
{
    const std::size_t from = at > bytes ? at - bytes : 0;
    return text.substr(from, at - from);
}

} // namespace

std::optional<HiddenSpan> bearerToken(std::string_view text, std::size_t to)
{
    const HiddenSpan span = tokenAt(text, to);
    if (!isCredential(text.substr(span.from, span.to - span.from)))
        return std::nullopt;
    return span;
}

std::optional<HiddenSpan> basicCredential(std::string_view text, std::size_t from, std::size_t to)
{
    const HiddenSpan span = tokenAt(text, to);
    if (span.to - span.from < 8 || !containsIgnoringCase(before(text, from, 32), "uthorization")
        || isPlaceholder(text.substr(span.from, span.to - span.from)))
        return std::nullopt;
    return span;
}

std::optional<HiddenSpan> cookieHeader(std::string_view text, std::size_t to)
{
    const std::size_t from = skipBlanks(text, to);
    if (text.substr(from, 64).find('=') == std::string_view::npos)
        return std::nullopt;
    const std::size_t stop = std::min(text.size(), from + 2 * kLongestValue);
    std::size_t end = from;
    while (end < stop && text[end] != '\n' && text[end] != '\r' && text[end] != '"'
           && text[end] != '\'' && text[end] != '\\')
        ++end;
    const std::string_view cookies = text.substr(from, end - from);
    const std::size_t sign = cookies.find('=');
    if (sign == std::string_view::npos || sign > 64
        || !isCredential(cookies.substr(sign + 1, cookies.find(';', sign) - sign - 1)))
        return std::nullopt;
    return HiddenSpan{from, end};
}

std::optional<HiddenSpan> curlPassword(std::string_view text, std::size_t from, std::size_t to)
{
    if (!containsIgnoringCase(before(text, from, 256), "curl"))
        return std::nullopt;
    std::size_t at = skipBlanks(text, to);
    const char quote = skipQuote(text, at);
    const std::size_t end = valueEnd(text, at, quote);
    const std::size_t colon = text.substr(at, end - at).find(':');
    if (colon == std::string_view::npos || at + colon + 1 >= end)
        return std::nullopt;
    const HiddenSpan span{at + colon + 1, end};
    const std::string_view password = text.substr(span.from, span.to - span.from);
    if (isPlaceholder(password) || password.front() == '$')
        return std::nullopt;
    return span;
}

} // namespace dogwatch
