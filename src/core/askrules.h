// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/attentionitem.h"

namespace dogwatch {

class Reduction;

// What follows from a question to a person and from its answer. Internal to the reducer.
void onAsked(Reduction &r, AttentionKind kind);
void onPermissionWaiting(Reduction &r);
void onAnswered(Reduction &r);

} // namespace dogwatch
