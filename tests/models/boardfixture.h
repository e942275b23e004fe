// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/crowd.h"
#include "models/sessionsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace dogwatch::test {

// A feed with a store behind it, the board over it, and the model test that watches every signal.
// GUI thread.
struct BoardFixture
{
    explicit BoardFixture(LiveSnapshot content = {})
    {
        store.content = std::move(content);
        feed.load();
        store.answer();
    }

    // With a crowd of so many.
    explicit BoardFixture(int sessions)
    {
        store.content = makeCrowd(sessions, clock.nowMs());
        feed.load();
        store.answer();
    }

    void publish(const ChangeSet &set)
    {
        QSignalSpy changed(&feed, &LiveFeed::changed);
        clock.advance(LiveFeed::kTickMs);
        changes.publish(set);
        QTRY_COMPARE(changed.count(), 1);
    }
    void publish(const Session &session) { publish(changeOf(session)); }

    [[nodiscard]] QList<int> order() const
    {
        QList<int> numbers;
        for (int row = 0; row < board.count(); ++row)
            numbers.append(static_cast<int>(board.refAt(row)));
        return numbers;
    }
    [[nodiscard]] QString text(int row, SessionsModel::Role role) const
    {
        return board.text(row, role);
    }

    HeldClock clock;
    ChangeFeed changes;
    FakeStore store;
    LiveFeed feed{changes, store.patient(), clock};
    SessionsModel board{&feed};
    QAbstractItemModelTester tester{&board, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace dogwatch::test
