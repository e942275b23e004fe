// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <limits>
#include <optional>

namespace dogwatch {

// A JSON text taken apart into the messages that it carries: the elements of an array, or else the
// one value that it is. Their bytes are kept as they were written.
struct JsonMessages
{
    QByteArray joined; // with a comma between them
    qint64 count = 0;
};

// Nothing where it is not strictly JSON, or deeper than 64. At most so many messages, from the
// first. Any thread.
[[nodiscard]] std::optional<JsonMessages>
jsonMessages(const QByteArray &text, qint64 most = std::numeric_limits<qint64>::max());

} // namespace dogwatch
