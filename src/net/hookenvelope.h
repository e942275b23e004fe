// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/entry.h"
#include "core/result.h"
#include "net/httpmessage.h"

namespace dogwatch {

// Who sent a hook and when, from the headers of its request: Dogwatch-Event-Id,
// Dogwatch-Observed-At, Dogwatch-Agent-Pid, Dogwatch-Agent-Started-At, Dogwatch-Tty,
// Dogwatch-Terminal. All may be absent; what can't be read counts as absent, but for the id:
// InvalidInput, see eventIdFrom(). Pure; any thread.
[[nodiscard]] Result<Envelope> hookEnvelope(const HttpRequest &request, Source source,
                                            qint64 nowMs);

} // namespace dogwatch
