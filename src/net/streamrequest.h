// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"
#include "store/streamlog.h"
#include "store/streampage.h"

namespace dogwatch {

// What requests to /v1/stream/… ask for, read from their heads. InvalidInput is for 400. Pure.

struct StreamReadRequest
{
    enum class Live {
        No,
        LongPoll,
        Events,
    };
    StreamQuery query;
    Live live = Live::No;
    QByteArray cursor; // the client's; empty: none
    QByteArray ifNoneMatch; // null: none
};

[[nodiscard]] bool isStreamPath(const RequestHead &head);
// The part that names the stream, decoded. InvalidInput where it is empty or not UTF-8.
[[nodiscard]] Result<QByteArray> streamPathOf(const RequestHead &head);

[[nodiscard]] Result<StreamCreate> streamCreateOf(const HttpRequest &request);
[[nodiscard]] Result<StreamAppend> streamAppendOf(const HttpRequest &request);
[[nodiscard]] Result<StreamReadRequest> streamReadOf(const RequestHead &head);

} // namespace dogwatch
