// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QJsonObject>

namespace dogwatch {

class Subject;

// What clients' own streams take: small appends over 32 connections, and 100 readers by SSE of a
// stream that grows by 50 messages a second, each of whom must get every one.
[[nodiscard]] Result<QJsonObject> measureStreams(const Subject &subject, qint64 scale);

} // namespace dogwatch
