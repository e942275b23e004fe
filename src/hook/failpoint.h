// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch::hook {

// Places where a test can make the program die or an operation fail; the syntax of DOGWATCH_FAULT
// is the application's: point:nth:action[,point:nth:action…], with kill, exit and error as actions
// and a '+' after nth for "from then on". Always false, and free, without DOGWATCH_TEST_HOOKS.
//
// Points, in the order in which a file is written: hook.before_spool_write (the file is open),
// hook.after_spool_write (not yet on disk), hook.after_fsync (not yet renamed), hook.after_rename
// (the folder is not yet on disk). And hook.patient, which waits a minute for the application's
// answer: what is delivered does not depend on how busy the machine is.
#ifdef DOGWATCH_TEST_HOOKS
[[nodiscard]] bool faultAt(const char *point);
#else
[[nodiscard]] inline constexpr bool faultAt(const char *)
{
    return false;
}
#endif

} // namespace dogwatch::hook
