// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "pages/pagestage.h"

namespace dogwatch::test {

// Some jobs with what they did: one sound, one with a failure and with what was skipped, one
// paused; and a digest.
inline void tellJobs(PageStage &stage)
{
    const auto at = [&stage](int daysAgo) {
        return QString::number((stage.clock.nowMs() / 86'400'000 - daysAgo) * 86'400'000
                               + 9 * 3'600'000);
    };
    const auto job = [&](int id, const QString &name, const QString &kind, const QString &schedule,
                         int paused) {
        stage.run(
            QStringLiteral("INSERT INTO job (id, name, kind, schedule, zone, missed, catch_up, "
                           "overlap, may_repeat, options, rev, paused, created_at, high_water) "
                           "VALUES (%1, '%2', '%3', '%4', 'Europe/Berlin', 'latest', 86400000, "
                           "'skip', 1, '%5', 1, %6, %7, %7)")
                .arg(id)
                .arg(name, kind, schedule,
                     kind == QStringLiteral("webhook")
                         ? QStringLiteral("{\"url\":\"https://example.org/hook\"}")
                         : kind == QStringLiteral("backup") ? QStringLiteral("{\"keep\":2}")
                                                            : QStringLiteral("{}"))
                .arg(paused)
                .arg(stage.clock.nowMs()));
    };
    const auto occurrence = [&](int id, const QString &due, const QString &state,
                                const QString &reason, const QString &result) {
        stage.run(QStringLiteral(
                      "INSERT INTO job_occurrence (job, due, rev, state, reason, is_manual, epoch, "
                      "claims, failures, deferrals, not_before, started_at, finished_at, result) "
                      "VALUES (%1, %2, 1, '%3', '%4', 0, 1, 0, 0, 0, 0, %2, %2, '%5')")
                      .arg(id)
                      .arg(due, state, reason, result));
    };
    job(1, QStringLiteral("digest"), QStringLiteral("digest"), QStringLiteral("0 9 * * *"), 0);
    job(2, QStringLiteral("backup"), QStringLiteral("backup"), QStringLiteral("30 12 * * sun"), 0);
    job(3, QStringLiteral("nightly report"), QStringLiteral("webhook"),
        QStringLiteral("15 2 * * *"), 1);
    for (int day = 2; day < 30; ++day)
        occurrence(1, at(day), QStringLiteral("done"), {},
                   QStringLiteral("1 needs you · %1 finished · $4.20 yesterday").arg(day));
    occurrence(1, at(1), QStringLiteral("skipped"), QStringLiteral("a newer one was due"), {});
    occurrence(1, at(0), QStringLiteral("failed"), QStringLiteral("the server answered 500"), {});
    occurrence(2, at(3), QStringLiteral("done"), {}, QStringLiteral("/backups/dogwatch.db"));
    stage.run(
        QStringLiteral("INSERT INTO digest (job, due, made_at, name, has_file, headline, plain, "
                       "markdown) VALUES (1, %1, %1, 'd.md', 0, '1 needs you', '%2', '')")
            .arg(at(2),
                 QStringLiteral("Dogwatch digest\n2026-09-20 09:00 to 2026-09-21 09:00, "
                                "Europe/Berlin\n\nWhat needs you\n- api-server (main): wants "
                                "to run git push · for 2 h 10 m\n\nWhat failed\n- web "
                                "(fix-login): the API refused the key · 2026-09-21 03:12 · "
                                "and it stands\n\nWhat finished\n- billing (main): Round "
                                "half to even · $2.10\n- docs: cost not known\n\nWhat it "
                                "cost\nYesterday: $4.20. This week: $11.00. Last week: "
                                "$37.45.\n")));
}

} // namespace dogwatch::test
