// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"
#include "core/report.h"

namespace dogwatch {

class Reduction;

// What follows from an observation that a transcript gave cause for. Part of reduce(); pure.

// What a transcript says of its session as a whole.
void onTranscriptTold(Reduction &reduction);
// A person answered what was asked.
void onTranscriptAnswered(Reduction &reduction);
// Whether what a transcript says of a call answers a question. A question that could not be tied to
// a call is answered by a refusal; the end of some call may be that of another one beside it.
[[nodiscard]] bool answers(const Report &report, const AttentionItem &item);
// A person stopped the agent.
void onTranscriptInterrupted(Reduction &reduction);

} // namespace dogwatch
