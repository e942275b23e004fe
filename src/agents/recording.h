// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result.h"
#include "core/source.h"

#include <QByteArray>

#include <vector>

namespace dogwatch {

// One payload of a recording and when it came, counted from the recording's start.
struct RecordedEvent
{
    qint64 atMs = 0;
    Source source = Source::ClaudeCode;
    QByteArray payload;
};

// A recording is a text of JSON objects, one a line. A line is {"at_ms","source","payload"}, or a
// payload by itself, which is then of `source` and comes `kPlainStepMs` after the one before it. A
// text that is one JSON object over several lines counts as one line. Pure; any thread.
// InvalidInput names the line.
inline constexpr qint64 kPlainStepMs = 100;
[[nodiscard]] Result<std::vector<RecordedEvent>> readRecording(const QByteArray &text,
                                                               Source source);

} // namespace dogwatch
