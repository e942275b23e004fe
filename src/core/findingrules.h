// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

class Reduction;

// What findings of the watchdog do to a session. Internal to the reducer.
void onProcessGone(Reduction &r);
void onAgentSaysIdle(Reduction &r);
void onAgentSaysBusy(Reduction &r);
void onAgentSaysWaiting(Reduction &r);
void onCallStalled(Reduction &r);
void onFound(Reduction &r);
void onFoundOver(Reduction &r);
void onRunOfAnother(Reduction &r);
void onSessionLetGo(Reduction &r);

} // namespace dogwatch
