// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

class Reduction;

// Agents, turns and calls of which only a transcript tells, as they come in with a piece of it: in
// whatever pieces it is read, the rows are the same in the end. What a hook has told of one of them
// stays as it is; only gaps are filled. Part of reduce(); pure.
void onTranscriptWorked(Reduction &reduction);

} // namespace dogwatch
