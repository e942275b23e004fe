// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

class Reduction;

// What follows from an observation that a transcript gave cause for. Part of reduce(); pure.

// What a transcript says of its session as a whole.
void onTranscriptTold(Reduction &reduction);
// A person answered what was asked.
void onTranscriptAnswered(Reduction &reduction);
// A person stopped the agent.
void onTranscriptInterrupted(Reduction &reduction);

} // namespace dogwatch
