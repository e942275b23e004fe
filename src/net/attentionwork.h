// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"
#include "store/batchcommitter.h"

namespace dogwatch {

// What a request about the outbox, an attention item or a muted session does to the store:
//   outbox/{id}/retry, outbox/{id}/discard
//   attention/{id}/acknowledge, attention/{id}/snooze[?minutes=15]
//   sessions/{id}/mute, sessions/{id}/unmute[?source=NAME]
// InvalidInput: the id or the minutes make no sense. Any thread.
[[nodiscard]] Result<BatchCommitter::Work>
attentionWork(const RequestHead &head, const QList<QByteArray> &path, qint64 nowMs);

} // namespace dogwatch
