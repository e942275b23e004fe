// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"

#include <QStringList>
#include <QUrl>

namespace dogwatch {

// Where a person lets things be sent. InvalidInput says in one sentence what is wanted instead.

// The one rule of where a webhook is: https to anywhere; http to this machine only, since others
// could read it on its way. What a client of the API names is held to more: see net/webhookurl.h.
[[nodiscard]] Result<QUrl> webhookUrl(const QString &text);
// The host is localhost, ::1 or an address of 127.0.0.0/8, as it is written.
[[nodiscard]] bool isThisMachine(const QUrl &url);

// A command is a JSON array of its words, the program first: no shell ever reads it.
[[nodiscard]] Result<QStringList> commandWords(const QString &text);

} // namespace dogwatch
