// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secretvalue.h"

#include <optional>
#include <string_view>

namespace dogwatch {

// Secrets that have no shape of their own and are known by what stands around them. Each looks from
// a word that was found in the text, at most some hundred bytes far (a key block: 16 KiB), so that
// all of a text takes linear time. Pure; any thread.

struct HiddenSpan
{
    std::size_t from = 0;
    std::size_t to = 0;
};

// password = "…", token: …, "api_key": "…", --secret …, <password>…: what is given to the name
// that the word at [from, to) is part of.
[[nodiscard]] std::optional<HiddenSpan> assignedSecret(std::string_view text, std::size_t from,
                                                       std::size_t to, SecretName name);
// The same for a name that stands alone, as that of a JSON member: is the word its essence?
[[nodiscard]] bool isSecretName(std::string_view name, std::size_t from, std::size_t to);

// scheme://user:…@host; `to` is behind the "://".
[[nodiscard]] std::optional<HiddenSpan> urlPassword(std::string_view text, std::size_t to);
// Behind "-----BEGIN " that ends at `to`.
[[nodiscard]] std::optional<HiddenSpan> privateKeyBlock(std::string_view text, std::size_t to);
// Behind "Bearer " that ends at `to`.
[[nodiscard]] std::optional<HiddenSpan> bearerToken(std::string_view text, std::size_t to);
// Behind "Basic ", where an Authorization header has it.
[[nodiscard]] std::optional<HiddenSpan> basicCredential(std::string_view text, std::size_t from,
                                                        std::size_t to);
// Behind "Cookie:".
[[nodiscard]] std::optional<HiddenSpan> cookieHeader(std::string_view text, std::size_t to);
// curl -u user:…; the option is at [from, to).
[[nodiscard]] std::optional<HiddenSpan> curlPassword(std::string_view text, std::size_t from,
                                                     std::size_t to);

} // namespace dogwatch
