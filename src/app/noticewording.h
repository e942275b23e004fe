// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "platform/noticeserver.h"
#include "store/noticeclaim.h"

namespace dogwatch {

// What a notification says, in the person's language; it is silent. Any thread.
[[nodiscard]] NoticeContent wordingOf(const ClaimedNotice &notice);
// As JSON for a webhook or a command: {"type":"attention"|"message","title","text",…}.
[[nodiscard]] QString noticeJson(const ClaimedNotice &notice);
// {"type":"summary","title","text","count"}
[[nodiscard]] QString summaryJson(qsizetype count, bool besides);
// Of so many causes. `besides`: others are told by themselves.
[[nodiscard]] NoticeContent summaryWording(qsizetype count, bool besides);
// By the names of freedesktop's sound themes; empty: none.
[[nodiscard]] QString soundOf(const ClaimedNotice &notice, const NoticeRules &rules);
// Why nothing would be shown at that time, in a sentence; empty: it would.
[[nodiscard]] QString silenceOf(const NoticeRules &rules, bool hasServer, bool isInhibited,
                                qint64 nowMs);

} // namespace dogwatch
