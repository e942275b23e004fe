// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace dogwatch {

// Texts from outside in files that other programs read. Pure; any thread.

// A JSON text on one line: line breaks between its values go, those within its strings are
// escaped. Everything else stays byte for byte.
[[nodiscard]] QByteArray jsonLine(const QByteArray &json);

// A text in a heading or a list, in which nothing is markup any more; on one line.
[[nodiscard]] QString markdownInline(const QString &text);
// A text as a block of its own that nothing in it can end, and in which nothing is markup.
[[nodiscard]] QString markdownBlock(const QString &text);

} // namespace dogwatch
