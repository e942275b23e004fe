// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace dogwatch {

// Turns an agent's own payload into a Report. Pure; any thread.
//
// Malformed and non-object JSON, invalid UTF-8 and nesting beyond 64 are InvalidInput. An object
// that names no session yields a Report with an empty sessionId. Anything else is a Report: unknown
// event names, unknown and oddly typed fields lose nothing, because the payload is kept as it came.
struct Decoded
{
    QString type; // the agent's own event name; may be empty
    Report report;
};

[[nodiscard]] Result<QJsonObject> parsePayload(const QByteArray &payload);
[[nodiscard]] Decoded decode(Source source, const QJsonObject &payload);

} // namespace dogwatch
