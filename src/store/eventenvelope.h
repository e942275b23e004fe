// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "store/incomingevent.h"

#include <QByteArray>
#include <QJsonObject>

namespace dogwatch {

// One element of an /api/events batch, which is also the content of a spool file:
// {"event_id","source","observed_at","agent_pid","agent_started_at","tty","terminal":{…},"payload":{…}}.
// Everything but source and payload may be absent. Pure; any thread.

// `text` is the element as written, `object` the same parsed: the payload is kept byte for byte.
// InvalidInput where source or payload are not what they must be.
[[nodiscard]] Result<IncomingEvent> eventFromElement(const QByteArray &text,
                                                     const QJsonObject &object, Origin origin,
                                                     qint64 nowMs, const StoragePolicy &policy);

// An element of a file that comes alone.
[[nodiscard]] Result<IncomingEvent> eventFromSpoolFile(const QByteArray &text, qint64 nowMs,
                                                       const StoragePolicy &policy);

// The id under which an event is stored: the one given, or a fresh one where that is empty.
// InvalidInput where it is longer than 200 UTF-16 units or can't be kept as it is: a changed id may
// be that of another event, which would then count as this one's duplicate.
[[nodiscard]] Result<QString> eventIdFrom(const QString &given, qint64 nowMs);

// When an agent says that something happened: not before 2020 and not in the future, else now.
[[nodiscard]] qint64 plausibleTime(std::optional<qint64> observedAtMs, qint64 nowMs);

} // namespace dogwatch
