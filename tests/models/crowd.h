// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/changeset.h"
#include "core/clock.h"
#include "models/livesnapshot.h"

#include <QString>

#include <optional>
#include <vector>

namespace dogwatch::test {

// A clock that stands until it is moved.
class HeldClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return m_nowMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_nowMs; }
    void advance(qint64 ms) { m_nowMs += ms; }

private:
    qint64 m_nowMs = 1'790'000'000'000;
};

// Stands where the store would: answers a load when told to, with what it holds then.
class FakeStore
{
public:
    LiveSnapshot content;
    std::optional<Error> failure;

    // Answers with the next turn of the event loop.
    [[nodiscard]] SnapshotLoader prompt();
    // Keeps the question until answer() or answerWith().
    [[nodiscard]] SnapshotLoader patient();
    void answer();
    void answerWith(const Result<LiveSnapshot> &result);
    [[nodiscard]] bool isAsked() const { return !m_waiting.empty(); }
    [[nodiscard]] int loads() const { return m_loads; }

private:
    std::vector<SnapshotDone> m_waiting;
    int m_loads = 0;
};

// A session of the given number, with texts that follow from it.
[[nodiscard]] Session makeSession(int number, SessionStatus status, qint64 nowMs,
                                  qint64 dwellMs = 60'000);
[[nodiscard]] AttentionItem makeAttention(const Session &session, AttentionKind kind,
                                          const QString &tool, const QString &summary);
// `count` sessions in the mixture of a busy afternoon, always the same ones; those that need input
// have their attention items.
[[nodiscard]] LiveSnapshot makeCrowd(int count, qint64 nowMs);
// One session as a set of changes.
[[nodiscard]] ChangeSet changeOf(const Session &session);

// Texts that broke, or made call home, what shows them as markup. `url` is where an image in them
// would be fetched from.
[[nodiscard]] QStringList poisonTexts(const QString &url);
// Each text in each field of a session that is shown.
[[nodiscard]] LiveSnapshot makePoisonedCrowd(const QString &url, qint64 nowMs);

} // namespace dogwatch::test
