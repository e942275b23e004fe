// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace dogwatch {

// Judges a text that stands where a secret may stand. Pure; any thread.

// How sure the name is to which a value is given, surest first; the less sure, the more the value
// itself must look like one.
enum class SecretName {
    Password, // a person's: may be short
    Secret,
    Token,
    Key, // the name of many harmless things, too
};

// Shannon's entropy of the bytes, in bits for each.
[[nodiscard]] double bitsPerByte(std::string_view text);

// A stand-in that people write where the secret would be: <token>, ${TOKEN}, changeme, xxxx. Also
// what has been hidden already.
[[nodiscard]] bool isPlaceholder(std::string_view value);

// `quoted`: it stood in quotes; otherwise it may as well be an expression of a program.
[[nodiscard]] bool isSecretValue(SecretName name, std::string_view value, bool quoted);

// Where a token that a header carries would be.
[[nodiscard]] bool isCredential(std::string_view value);

} // namespace dogwatch
