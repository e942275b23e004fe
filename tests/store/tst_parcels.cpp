// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/sendaddress.h"
#include "store/noticeclaim.h"
#include "store/outbox.h"
#include "store/parcels.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'000'000;

Parcel parcel(const QString &cause, Delivery delivery = Delivery::AtLeastOnce)
{
    return {cause, kWebhookTarget, delivery, u"https://example.org/hook"_s, {}, u"{}"_s};
}

struct Box : Store
{
    template<class Work>
    auto run(Work work)
    {
        std::optional<std::invoke_result_t<Work, Database &>> result;
        (void)committer().transact(
            [&](Database &database, EventLog &, Projector &) -> Result<ChangeSet> {
                result = work(database);
                return result->ok() ? Result<ChangeSet>(ChangeSet())
                                    : Result<ChangeSet>(result->error());
            });
        return *result;
    }

    // "new", "known" or the error.
    QString queue(const Parcel &parcel)
    {
        const Result<bool> queued =
            run([&](Database &database) { return queueParcel(database, parcel, kNow); });
        if (!queued)
            return queued.error().text;
        return *queued ? u"new"_s : u"known"_s;
    }
    ParcelClaim claim(qint64 nowMs = kNow)
    {
        const Result<ParcelClaim> claimed =
            run([&](Database &database) { return claimParcels(database, nowMs, 10); });
        return claimed ? *claimed : ParcelClaim{{}, -1};
    }
    void finish(qint64 id, SendOutcome outcome, qint64 nowMs = kNow)
    {
        QVERIFY(run([&](Database &database) {
                    return finishParcel(database, id, outcome, u"why"_s, nowMs);
                }).ok());
    }
    QStringList states()
    {
        return rows(u"SELECT state, attempts, error FROM outbox ORDER BY id"_s);
    }
};

} // namespace

// What leaves by the outbox with a content of its own.
class TestParcels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCauseIsQueuedOnceForEachTarget();
    void whatIsClaimedIsSendingAndCarriesAllThatWasGiven();
    void whatDidNotArriveIsTriedAgainLaterAndLaterAndThenFails();
    void atMostOnceIsNeverTriedAgainByItself();
    void afterTheProgramEndedWhatMayRepeatIsSentAgain();
    void aPersonsWordIsShownAsANotification();
    void addressesAreChecked_data();
    void addressesAreChecked();
};

void TestParcels::aCauseIsQueuedOnceForEachTarget()
{
    Box box;
    QCOMPARE(box.queue(parcel(u"digest/1"_s)), u"new");
    QCOMPARE(box.queue(parcel(u"digest/1"_s)), u"known");
    Parcel other = parcel(u"digest/1"_s);
    other.target = kCommandTarget;
    QCOMPARE(box.queue(other), u"new");
    for (const ClaimedParcel &claimed : box.claim().parcels)
        box.finish(claimed.id, SendOutcome::Arrived);
    QCOMPARE(box.queue(parcel(u"digest/1"_s)), u"known"); // also when it has left
    QCOMPARE(box.states(), (QStringList{u"done|1|"_s, u"done|1|"_s}));
}

void TestParcels::whatIsClaimedIsSendingAndCarriesAllThatWasGiven()
{
    Box box;
    const Parcel given = {u"a/1"_s,     kCommandTarget, Delivery::AtMostOnce,
                          u"[\"x\"]"_s, u"title"_s,     u"content"_s};
    QCOMPARE(box.queue(given), u"new");
    const ParcelClaim claim = box.claim();
    QCOMPARE(claim.parcels.size(), std::size_t(1));
    const Parcel &got = claim.parcels.front().parcel;
    QCOMPARE((QStringList{got.cause, got.target, got.address, got.title, got.content}),
             (QStringList{given.cause, given.target, given.address, given.title, given.content}));
    QVERIFY(got.delivery == given.delivery);
    QCOMPARE(box.states(), QStringList{u"sending|1|"_s});
    QVERIFY(box.claim().parcels.empty());
}

void TestParcels::whatDidNotArriveIsTriedAgainLaterAndLaterAndThenFails()
{
    Box box;
    QCOMPARE(box.queue(parcel(u"a"_s)), u"new");
    qint64 nowMs = kNow;
    QList<qint64> waits;
    for (int sends = 1; sends <= kMostSends; ++sends) {
        const ParcelClaim claim = box.claim(nowMs);
        QCOMPARE(claim.parcels.size(), std::size_t(1));
        box.finish(claim.parcels.front().id,
                   sends % 2 == 0 ? SendOutcome::Refused : SendOutcome::Unknown, nowMs);
        const ParcelClaim next = box.claim(nowMs); // not at once
        QVERIFY(next.parcels.empty());
        if (next.nextDueMs) {
            waits.append((*next.nextDueMs - nowMs) / 1000);
            nowMs = *next.nextDueMs;
        }
    }
    QCOMPARE(waits, (QList<qint64>{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600}));
    QCOMPARE(box.states(), QStringList{u"failed|14|why"_s});
    QVERIFY(box.run([&](Database &database) { return retryOutbox(database, 1, nowMs); }).ok());
    QCOMPARE(box.claim(nowMs).parcels.size(), std::size_t(1));
}

void TestParcels::atMostOnceIsNeverTriedAgainByItself()
{
    Box box;
    QCOMPARE(box.queue(parcel(u"refused"_s, Delivery::AtMostOnce)), u"new");
    QCOMPARE(box.queue(parcel(u"silent"_s, Delivery::AtMostOnce)), u"new");
    const ParcelClaim claim = box.claim();
    box.finish(claim.parcels.at(0).id, SendOutcome::Refused);
    box.finish(claim.parcels.at(1).id, SendOutcome::Unknown);
    QCOMPARE(box.states(), (QStringList{u"failed|1|why"_s, u"unknown|1|why"_s}));
    QVERIFY(box.claim(kNow + 10'000'000).parcels.empty());
}

void TestParcels::afterTheProgramEndedWhatMayRepeatIsSentAgain()
{
    Box box;
    QCOMPARE(box.queue(parcel(u"may"_s)), u"new");
    QCOMPARE(box.queue(parcel(u"must not"_s, Delivery::AtMostOnce)), u"new");
    (void)box.claim();
    QVERIFY(box.run(recoverOutbox).ok());
    QCOMPARE(box.rows(u"SELECT state, attempts FROM outbox ORDER BY id"_s),
             (QStringList{u"pending|1"_s, u"unknown|1"_s}));
    const ParcelClaim again = box.claim();
    QCOMPARE(again.parcels.size(), std::size_t(1));
    QCOMPARE(again.parcels.front().parcel.cause, u"may"); // the key is the same
}

void TestParcels::aPersonsWordIsShownAsANotification()
{
    Box box;
    QCOMPARE(box.queue({u"digest/1"_s,
                        kNotificationTarget,
                        Delivery::AtLeastOnce,
                        {},
                        u"Yesterday"_s,
                        u"12 sessions"_s}),
             u"new");
    QVERIFY(box.claim().parcels.empty()); // no carrier's
    NoticeMoment moment;
    moment.nowMs = kNow;
    const auto claimed = box.run(
        [&](Database &database) { return claimNotices(database, NoticeRules(), moment, 0); });
    QVERIFY(claimed.ok());
    QCOMPARE(claimed->alone.size(), std::size_t(1));
    QCOMPARE(claimed->alone.front().title, u"Yesterday");
    QCOMPARE(claimed->alone.front().summary, u"12 sessions");
    QVERIFY(box.run(recoverOutbox).ok());
    QCOMPARE(box.rows(u"SELECT state FROM outbox"_s), QStringList{u"unknown"_s}); // at most once
}

void TestParcels::addressesAreChecked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isWebhook");
    QTest::addColumn<bool>("isCommand");
    const auto row = [](const QString &text, bool isWebhook, bool isCommand) {
        QTest::newRow(qPrintable(text)) << text << isWebhook << isCommand;
    };
    row(u"https://example.org/a?b=c"_s, true, false);
    row(u"http://127.0.0.1:8080/"_s, true, false);
    row(u"http://localhost/x"_s, true, false);
    row(u"http://[::1]/x"_s, true, false);
    row(u"http://example.org/"_s, false, false);
    row(u"http://127.0.0.1.example.org/"_s, false, false);
    row(u"file:///etc/passwd"_s, false, false);
    row(u"https://"_s, false, false);
    row(u"[\"mail\",\"a b\"]"_s, false, true);
    row(u"[]"_s, false, false);
    row(u"[\"\"]"_s, false, false);
    row(u"[\"a\",1]"_s, false, false);
    row(u"rm -rf /"_s, false, false);
}

void TestParcels::addressesAreChecked()
{
    QFETCH(QString, text);
    QTEST(webhookUrl(text).ok(), "isWebhook");
    QTEST(commandWords(text).ok(), "isCommand");
}

QTEST_GUILESS_MAIN(TestParcels)
#include "tst_parcels.moc"
