// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/fault.h"
#include "store/attentionmarks.h"
#include "store/noticeclaim.h"
#include "store/outbox.h"
#include "store/rebuild.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'000'000;

WriteRequest ask(const QString &session, qint64 atMs = kNow)
{
    return request(u"ask of "_s + session,
                   payload(session, u"PermissionRequest"_s,
                           {{u"tool_name"_s, u"Bash"_s},
                            {u"tool_input"_s, QJsonObject{{u"command"_s, u"git push"_s}}}}),
                   atMs);
}

WriteRequest answer(const QString &session, qint64 atMs = kNow + 1)
{
    return request(u"answer of "_s + session,
                   payload(session, u"UserPromptSubmit"_s, {{u"prompt"_s, u"no"_s}}), atMs);
}

NoticeMoment at(qint64 nowMs, qint64 startedMs = 0)
{
    NoticeMoment moment;
    moment.nowMs = nowMs;
    moment.startedMs = startedMs;
    return moment;
}

struct Box : Store
{
    template<class Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, Database &>> result;
        const Result<ChangeSet> done = committer().transact(
            [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                result = work(database);
                return result->ok() ? Result<ChangeSet>(ChangeSet())
                                    : Result<ChangeSet>(result->error());
            });
        return *result;
    }

    NoticeClaim claim(const NoticeMoment &moment = at(kNow + 5000), const NoticeRules &rules = {},
                      qint64 summaryId = 0)
    {
        Result<NoticeClaim> claimed =
            run([&](Database &db) { return claimNotices(db, rules, moment, summaryId); });
        return claimed ? *claimed : NoticeClaim{{}, -1, {claimed.error().text}, false, {}};
    }

    QStringList states()
    {
        return rows(u"SELECT state, attempts, error FROM outbox ORDER BY id"_s);
    }
};

} // namespace

// What is to be told is stored with what it tells of, and leaves once.
class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { setFaults(""); }
    void raisingQueuesInTheSameTransaction();
    void anEventThatIsNotStoredQueuesNothing();
    void whatIsOverIsWithdrawn();
    void aRebuildQueuesNothing();
    void whatIsShownIsSendingBeforeAndDoneAfter();
    void whatNobodyHeardOfWaitsAsBefore();
    void whatMayHaveBeenShownIsUnknown();
    void whatWasSendingWhenTheProgramEndedIsUnknown();
    void aPersonRetriesOrDiscards();
    void tenThousandAreOneSummary();
    void anAcknowledgedItemIsNotShown();
    void aSnoozedItemIsShownOnceMore();
    void aMutedSessionIsNotShown();
};

void TestOutbox::raisingQueuesInTheSameTransaction()
{
    Box box;
    box.commit({ask(u"s"_s)});
    QCOMPARE(box.rows(u"SELECT cause, target, state, not_before, created_at FROM outbox"_s),
             QStringList{box.rows(u"SELECT id FROM attention_item"_s).value(0)
                         + u"|notification|pending|1001500|1000000"_s});
    box.commit({ask(u"s"_s)}); // a duplicate
    box.commit({request(u"more"_s, payload(u"s"_s, u"Notification"_s), kNow + 1)});
    QCOMPARE(box.number(u"SELECT count(*) FROM outbox"_s), 1);
    QVERIFY(box.claim(at(kNow)).alone.empty()); // it may be answered at once
}

void TestOutbox::anEventThatIsNotStoredQueuesNothing()
{
    Box box;
    setFaults("writer.before_commit:1+:error");
    box.commit({ask(u"s"_s)});
    setFaults("");
    QCOMPARE(box.number(u"SELECT count(*) FROM attention_item"_s), 0);
    QCOMPARE(box.number(u"SELECT count(*) FROM outbox"_s), 0);
    box.commit({ask(u"s"_s)});
    QCOMPARE(box.number(u"SELECT count(*) FROM outbox"_s), 1);
}

void TestOutbox::whatIsOverIsWithdrawn()
{
    Box box;
    box.commit({ask(u"s"_s), answer(u"s"_s), ask(u"t"_s)});
    QCOMPARE(box.states(), (QStringList{u"withdrawn|0|it was over"_s, u"pending|0|"_s}));
    box.commit({answer(u"t"_s)});
    QVERIFY(box.claim().alone.empty());
}

void TestOutbox::aRebuildQueuesNothing()
{
    Box box;
    box.commit({ask(u"s"_s)});
    QVERIFY(box.database().execute(u"DELETE FROM outbox"_s).ok());
    QVERIFY(box.committer().transact(rebuildProjections).ok());
    QCOMPARE(box.number(u"SELECT count(*) FROM attention_item"_s), 1);
    QCOMPARE(box.number(u"SELECT count(*) FROM outbox"_s), 0);
}

void TestOutbox::whatIsShownIsSendingBeforeAndDoneAfter()
{
    Box box;
    box.commit({ask(u"s"_s)});
    const NoticeClaim claim = box.claim();
    QCOMPARE(claim.alone.size(), std::size_t(1));
    QCOMPARE(claim.alone.front().sessionId, u"s");
    QCOMPARE(claim.alone.front().toolName, u"Bash");
    QCOMPARE(claim.alone.front().summary, u"git push");
    QCOMPARE(box.states(), QStringList{u"sending|1|"_s});
    QVERIFY(box.claim().alone.empty());
    const qint64 id = claim.alone.front().id;
    QVERIFY(box.run([id](Database &db) { return finishNotice(db, id, NoticeEnd::Done); }).ok());
    QCOMPARE(box.states(), QStringList{u"done|1|"_s});
    box.reopen();
    QVERIFY(box.claim().alone.empty());
}

void TestOutbox::whatNobodyHeardOfWaitsAsBefore()
{
    Box box;
    for (int i = 0; i < 700; ++i) // more than are put back at once
        box.commit({ask(u"s%1"_s.arg(i))});
    const QStringList before = box.rows(u"SELECT * FROM outbox ORDER BY id"_s);
    const NoticeMoment restarted = at(kNow + 60'000, kNow + 50'000);
    const qint64 summary = box.claim(restarted).summaryId;
    QCOMPARE(box.claim(restarted, {}, summary).summaryId, summary);
    const auto putBack = [summary](Database &db) {
        return finishNotice(db, summary, NoticeEnd::Waits);
    };
    while (box.run(putBack).value()) { }
    QCOMPARE(box.rows(u"SELECT * FROM outbox ORDER BY id"_s), before);
    QCOMPARE(box.number(u"SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL"_s), 0);
}

void TestOutbox::whatMayHaveBeenShownIsUnknown()
{
    Box box;
    box.commit({ask(u"s"_s)});
    const qint64 id = box.claim().alone.front().id;
    QVERIFY(box.run([id](Database &db) {
                   return finishNotice(db, id, NoticeEnd::Unknown, u"no answer"_s);
               })
                .ok());
    QCOMPARE(box.states(), QStringList{u"unknown|1|no answer"_s});
    QVERIFY(box.claim().alone.empty());
}

void TestOutbox::whatWasSendingWhenTheProgramEndedIsUnknown()
{
    Box box;
    box.commit({ask(u"s"_s)});
    QCOMPARE(box.claim().alone.size(), std::size_t(1));
    box.reopen();
    QVERIFY(box.run(recoverOutbox).ok());
    QCOMPARE(box.states(), QStringList{u"unknown|1|the program ended while it was sent"_s});
    QVERIFY(box.claim().alone.empty());
}

void TestOutbox::aPersonRetriesOrDiscards()
{
    Box box;
    box.commit({ask(u"s"_s)});
    const auto retry = [](Database &db) { return retryOutbox(db, 1, kNow); };
    const auto discard = [](Database &db) { return discardOutbox(db, 1); };
    QCOMPARE(box.run(retry).error().code, ErrorCode::Conflict); // it will be sent anyway
    QCOMPARE(box.claim().alone.size(), std::size_t(1));
    QCOMPARE(box.run(discard).error().code, ErrorCode::Conflict); // it is being sent
    QVERIFY(box.run(recoverOutbox).ok());
    QVERIFY(box.run(retry).ok());
    QCOMPARE(box.claim().alone.size(), std::size_t(1));
    QVERIFY(box.run(recoverOutbox).ok());
    QVERIFY(box.run(discard).ok());
    QCOMPARE(box.states(), QStringList{u"withdrawn|2|discarded"_s});
    QCOMPARE(box.run([](Database &db) { return discardOutbox(db, 7); }).error().code,
             ErrorCode::NotFound);
    const Result<std::vector<OutboxRow>> rows = outboxRows(box.database(), 10);
    QCOMPARE(rows->size(), std::size_t(1));
    QCOMPARE(rows->front().state, u"withdrawn");
}

void TestOutbox::tenThousandAreOneSummary()
{
    constexpr int kMany = 10'000;
    Box box;
    std::vector<WriteRequest> asks;
    for (int i = 0; i < kMany; ++i)
        asks.push_back(ask(u"s%1"_s.arg(i)));
    box.commit(std::move(asks));
    const NoticeMoment restarted = at(kNow + 60'000, kNow + 50'000);
    qint64 summary = 0;
    QSet<QString> causes;
    for (NoticeClaim claim; summary == 0 || claim.more;) {
        claim = box.claim(restarted, {}, summary);
        QVERIFY(claim.alone.empty());
        QVERIFY(summary == 0 || claim.summaryId == summary);
        summary = claim.summaryId;
        causes.unite({claim.summaryCauses.cbegin(), claim.summaryCauses.cend()});
    }
    QCOMPARE(causes.size(), kMany);
    QCOMPARE(box.number(u"SELECT count(DISTINCT notice) FROM outbox WHERE state = 'sending'"_s), 1);
    while (box.run([summary](Database &db) { return finishNotice(db, summary, NoticeEnd::Done); })
               .value()) { }
    QCOMPARE(box.number(u"SELECT count(*) FROM outbox WHERE state = 'done'"_s), kMany);
}

void TestOutbox::anAcknowledgedItemIsNotShown()
{
    Box box;
    box.commit({ask(u"s"_s)});
    const QString item = box.rows(u"SELECT id FROM attention_item"_s).value(0);
    const auto acknowledge = [&item](Database &db) { return acknowledgeItem(db, item, kNow); };
    QVERIFY(box.run(acknowledge).ok());
    QCOMPARE(box.states(), QStringList{u"withdrawn|0|acknowledged"_s});
    QVERIFY(box.committer().transact(rebuildProjections).ok());
    QCOMPARE(box.number(u"SELECT count(*) FROM attention_mark"_s), 1);
    box.commit({answer(u"s"_s)});
    QCOMPARE(box.run(acknowledge).error().code, ErrorCode::Conflict);
}

void TestOutbox::aSnoozedItemIsShownOnceMore()
{
    Box box;
    box.commit({ask(u"s"_s)});
    const qint64 id = box.claim().alone.front().id;
    QVERIFY(box.run([id](Database &db) { return finishNotice(db, id, NoticeEnd::Done); }).ok());
    const QString item = box.rows(u"SELECT id FROM attention_item"_s).value(0);
    QVERIFY(box.run([&item](Database &db) { return snoozeItem(db, item, kNow + 900'000); }).ok());
    QVERIFY(box.claim(at(kNow + 899'999)).alone.empty());
    QCOMPARE(box.claim(at(kNow + 900'000)).alone.size(), std::size_t(1));
    QCOMPARE(box.states(), QStringList{u"sending|2|"_s});
}

void TestOutbox::aMutedSessionIsNotShown()
{
    Box box;
    box.commit({ask(u"s"_s), ask(u"t"_s)});
    const auto mute = [](bool muted) {
        return [muted](Database &db) { return muteSession(db, SessionRef{1}, muted, kNow); };
    };
    QVERIFY(box.run(mute(true)).ok());
    QCOMPARE(box.claim().alone.size(), std::size_t(1));
    QCOMPARE(box.states().value(0), u"withdrawn|0|the session is muted");
    QVERIFY(box.run(mute(false)).ok());
    QCOMPARE(box.number(u"SELECT count(*) FROM session_mute"_s), 0);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
