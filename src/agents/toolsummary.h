// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QString>

namespace dogwatch {

// What a tool is applied to, in one line of at most 300 characters: the command, path, pattern,
// question or description that a person would name. Empty where the input says nothing of the kind.
[[nodiscard]] QString toolSummary(const QString &toolName, const QJsonValue &input);

} // namespace dogwatch
