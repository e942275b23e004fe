// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "net/httpmessage.h"
#include "store/streamlog.h"
#include "store/streampage.h"

namespace dogwatch {

// What came of requests to /v1/stream/…, as its protocol puts it. Pure.

// `location` is the stream's own address.
[[nodiscard]] HttpResponse createAnswer(const StreamOutcome &outcome, const QByteArray &location);
[[nodiscard]] HttpResponse appendAnswer(const StreamOutcome &outcome, const StreamAppend &append);
[[nodiscard]] HttpResponse deleteAnswer(const StreamOutcome &outcome);
[[nodiscard]] HttpResponse streamMisuse(const Error &error);
[[nodiscard]] HttpResponse streamUnavailable(const Error &error);
// Which methods and headers there are; not that a web page may use them.
[[nodiscard]] HttpResponse optionsAnswer();

// The refusal, where the page is none of a stream.
[[nodiscard]] std::optional<HttpResponse> pageRefusal(const StreamPage &page);
[[nodiscard]] HttpResponse headAnswer(const StreamPage &page);
// All that is there, or nothing where `ifNoneMatch` says that the client has it.
[[nodiscard]] HttpResponse catchUpAnswer(const StreamPage &page, bool fromTail,
                                         const QByteArray &ifNoneMatch);
// 200 with what has come, or 204 where nothing has.
[[nodiscard]] HttpResponse longPollAnswer(const StreamPage &page, qint64 cursor);

[[nodiscard]] HttpResponse eventsHead(const StreamPage &page);
// One event with all bytes of the page, where it has any, and one that says where the reader is.
[[nodiscard]] QByteArray eventFrames(const StreamPage &page, qint64 cursor);

} // namespace dogwatch
