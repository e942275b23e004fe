// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace dogwatch {

// Failpoints: places where a test can make the program die or an operation fail, set by the
// environment variable DOGWATCH_FAULT=point:nth:action[,point:nth:action…]; the action is taken the
// nth time (from 1) that the point is passed, and with a trailing '+' from then on.
// Actions: kill (SIGKILL to ourselves), exit (_exit(70)), error (the caller fails as if the
// operation had). Compiled in only with DOGWATCH_TEST_HOOKS; otherwise always false and free.
// Thread: any.
//
// Points: writer.before_begin, writer.after_begin, writer.between_savepoints, writer.before_commit,
// writer.after_commit, writer.before_answer, spool.before_unlink, spool.after_unlink,
// gap.after_claim, gap.before_unlink, gap.after_unlink, migration.statement, parcel.before_send,
// network.shutdown, search.between_docs, search.before_position, search.before_commit,
// search.after_commit, projector.write, transcripts.between_slices, transcripts.before_commit,
// vault.before_rename, vault.after_rename, vault.before_commit, vault.after_commit,
// vault.before_unlink, vault.before_restore, streams.before_producer, works.before_commit,
// works.after_commit, retention.before_floor, notice.before_show, notice.after_show,
// parcel.after_send, jobs.in_round, jobs.after_claim, jobs.after_compute, jobs.before_commit,
// jobs.after_commit, export.before_ack, store.statement (each step of each statement, whoever runs
// it).
#ifdef DOGWATCH_TEST_HOOKS
[[nodiscard]] bool faultAt(const char *point);
// For tests in the same process: takes the place of the variable's value, empty for none.
void setFaults(const char *faults);
// How often an action was taken since then.
[[nodiscard]] int faultsTaken();
#else
[[nodiscard]] inline constexpr bool faultAt(const char *)
{
    return false;
}
#endif

} // namespace dogwatch
