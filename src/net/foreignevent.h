// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QByteArray>

namespace dogwatch {

// The names that a foreign shape has for its parts; `session` may be null.
struct ForeignShape
{
    const char *payload;
    const char *event;
    const char *session;
};

// What is stored of {"hook_type","data"} or {"source_app","session_id","hook_event_type",
// "payload",…}: the payload byte for byte, and behind its own members the session and the event's
// name where it has none, and "dogwatch_wrapper" with all else of the wrapper as it was written.
// Where the payload is no object, the whole body stands in its place. InvalidInput where the body
// is no JSON object. Pure; any thread.
[[nodiscard]] Result<QByteArray> foreignPayload(const QByteArray &body, const ForeignShape &shape);

} // namespace dogwatch
