// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/attentionmarks.h"
#include "store/rebuild.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'000'000;

WriteRequest ask(const QString &session, const QString &tool)
{
    return request(u"ask of %1 for %2"_s.arg(session, tool),
                   payload(session, u"PermissionRequest"_s, {{u"tool_name"_s, tool}}), kNow);
}

WriteRequest answer(const QString &session)
{
    return request(u"answer of "_s + session,
                   payload(session, u"UserPromptSubmit"_s, {{u"prompt"_s, u"no"_s}}), kNow + 1);
}

} // namespace

// What a person says of what needs one is kept, and told to whoever shows it.
class TestAttentionMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingThatWaitsInASessionIsMarkedAtOnce();
    void aSnoozeTakesTheAcknowledgementBack();
    void whatIsOverCanBeSeenToo();
    void whatIsGoneIsLeftOut();
    void aMuteIsTold();
    void aRebuildKeepsWhatWasSaid();
};

void TestAttentionMarks::everythingThatWaitsInASessionIsMarkedAtOnce()
{
    Store store;
    store.commit({ask(u"s"_s, u"Bash"_s), ask(u"s"_s, u"Write"_s), ask(u"t"_s, u"Bash"_s)});
    const Result<ChangeSet> done =
        store.committer().transact([](Database &db, EventLog &, Projector &) {
            return acknowledgeSession(db, SessionRef{1}, kNow);
        });
    QVERIFY(done.ok());
    QCOMPARE(done->marks.size(),
             store.number(u"SELECT count(*) FROM attention_item "
                          "WHERE session_ref = 1"_s));
    for (const AttentionMark &mark : done->marks)
        QVERIFY(mark.isQuietAt(kNow));
    QCOMPARE(*openMarks(store.database()), done->marks);
    const Result<ChangeSet> nothing =
        store.committer().transact([](Database &db, EventLog &, Projector &) {
            return acknowledgeSession(db, SessionRef{99}, kNow);
        });
    QVERIFY(nothing.ok() && nothing->marks.isEmpty());
}

void TestAttentionMarks::aSnoozeTakesTheAcknowledgementBack()
{
    Store store;
    store.commit({ask(u"s"_s, u"Bash"_s)});
    const auto say = [&store](auto what) {
        const Result<ChangeSet> done = store.committer().transact(
            [what](Database &db, EventLog &, Projector &) { return what(db); });
        return done.ok() ? done->marks.begin().value() : AttentionMark();
    };
    say([](Database &db) { return acknowledgeSession(db, SessionRef{1}, kNow); });
    const AttentionMark snoozed =
        say([](Database &db) { return snoozeSession(db, SessionRef{1}, kNow + 100); });
    QVERIFY(snoozed.isQuietAt(kNow + 99));
    QVERIFY(!snoozed.isQuietAt(kNow + 100));
    QCOMPARE(openMarks(store.database())->begin().value(), snoozed);
}

void TestAttentionMarks::whatIsOverCanBeSeenToo()
{
    Store store;
    store.commit({ask(u"s"_s, u"Bash"_s)});
    const QString item = store.rows(u"SELECT id FROM attention_item"_s).value(0);
    store.commit({answer(u"s"_s)});
    const Result<ChangeSet> done =
        store.committer().transact([&item](Database &db, EventLog &, Projector &) {
            return acknowledgeItems(db, {item}, kNow);
        });
    QVERIFY(done.ok());
    QCOMPARE(*acknowledgedOf(store.database(), {item, u"another"_s}), QSet<QString>{item});
    QVERIFY(openMarks(store.database())->isEmpty());
}

void TestAttentionMarks::whatIsGoneIsLeftOut()
{
    Store store;
    store.commit({ask(u"s"_s, u"Bash"_s)});
    const Result<ChangeSet> done =
        store.committer().transact([](Database &db, EventLog &, Projector &) {
            return acknowledgeItems(db, {u"no such item"_s}, kNow);
        });
    QVERIFY(done.ok() && done->marks.isEmpty());
    QCOMPARE(store.number(u"SELECT count(*) FROM attention_mark"_s), 0);
}

void TestAttentionMarks::aMuteIsTold()
{
    Store store;
    store.commit({ask(u"s"_s, u"Bash"_s)});
    for (const bool muted : {true, false}) {
        const Result<ChangeSet> done =
            store.committer().transact([muted](Database &db, EventLog &, Projector &) {
                return muteSession(db, SessionRef{1}, muted, kNow);
            });
        QVERIFY(done.ok());
        QCOMPARE(done->mutes.value(SessionRef{1}, !muted), muted);
        QCOMPARE(mutedSessions(store.database())->contains(SessionRef{1}), muted);
    }
}

void TestAttentionMarks::aRebuildKeepsWhatWasSaid()
{
    Store store;
    store.commit({ask(u"s"_s, u"Bash"_s)});
    const Result<ChangeSet> done =
        store.committer().transact([](Database &db, EventLog &, Projector &) {
            return acknowledgeSession(db, SessionRef{1}, kNow);
        });
    QVERIFY(done.ok());
    QVERIFY(store.committer().transact(rebuildProjections).ok());
    QCOMPARE(*openMarks(store.database()), done->marks);
}

QTEST_GUILESS_MAIN(TestAttentionMarks)
#include "tst_attentionmarks.moc"
