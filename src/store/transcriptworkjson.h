// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/transcriptwork.h"

#include <QJsonObject>

namespace dogwatch {

// How it lies in the log. The names are durable. Pure.
[[nodiscard]] QJsonObject toJson(const TranscriptWork &work);
[[nodiscard]] TranscriptWork workFromJson(const QJsonObject &object);

} // namespace dogwatch
