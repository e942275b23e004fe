// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace dogwatch {

// Where a reader of a stream stands: so many units (bytes, or for the monitor's own stream events)
// of it are behind it. On the wire it is an opaque token of fixed width, so that tokens sort as
// positions do. Pure; any thread.
using StreamPosition = qint64;

[[nodiscard]] QByteArray offsetToken(StreamPosition position);
// Nothing for what offsetToken() has never made: other lengths, letters, a line end behind it.
[[nodiscard]] std::optional<StreamPosition> positionOfToken(QByteArrayView token);

// By which caches in between tell polls apart: intervals of 20 s since a fixed day. Where the
// client has seen the present one or a later one already, it gets one that is greater by chance, so
// that two clients can't keep each other in a circle.
[[nodiscard]] qint64 streamCursor(qint64 nowMs, QByteArrayView fromClient);

} // namespace dogwatch
