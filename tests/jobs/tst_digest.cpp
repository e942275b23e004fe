// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/digest.h"

#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60'000;
constexpr qint64 kUntil = 1'763'712'000'000; // 2025-11-21T08:00Z, 09:00 in Berlin

DigestLine line(const QString &text, qint64 atMs = kUntil - 60 * kMinute)
{
    DigestLine made;
    made.project = u"api"_s;
    made.branch = u"main"_s;
    made.text = text;
    made.atMs = atMs;
    return made;
}

DigestData quietNight()
{
    DigestData data;
    data.fromMs = kUntil - 24 * 60 * kMinute;
    data.untilMs = kUntil;
    data.spend.value.yesterday = 1.5;
    data.spend.value.thisWeek = 10.0;
    data.spend.value.lastWeek = 20.25;
    return data;
}

Digest written(const DigestData &data)
{
    return makeDigest(data, QTimeZone("Europe/Berlin"));
}

} // namespace

// The brief tells what was read, and what was not.
class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aQuietNightIsToldAsOne();
    void aBadNightIsToldAsOne();
    void whatCouldNotBeReadIsNeverCalledNothing();
    void costsThatAreNotKnownAreNoZeros();
    void whatComesFromOutsideIsNoMarkdown();
    void longListsAreCutAndSaySo();
};

void TestDigest::aQuietNightIsToldAsOne()
{
    const Digest digest = written(quietNight());
    QCOMPARE(digest.headline, u"$1.50 yesterday");
    QVERIFY(digest.plain.startsWith(
        u"Dogwatch digest\n2025-11-20 09:00 to 2025-11-21 09:00, Europe/Berlin\n"_s));
    QVERIFY(digest.plain.contains(u"Nothing waits for you."_s));
    QVERIFY(digest.plain.contains(u"Nothing failed."_s));
    QVERIFY(digest.plain.contains(u"This week: $10.00. Last week: $20.25."_s));
    QVERIFY(digest.markdown.contains(u"\n## What failed\n"_s));
    QVERIFY(digest.unread.isEmpty());
}

void TestDigest::aBadNightIsToldAsOne()
{
    DigestData data = quietNight();
    data.needsYou.value = {line(u"wants to run git push"_s, kUntil - 130 * kMinute)};
    data.failed.value = {line(u"the API refused the key"_s), line(u"its process is gone"_s)};
    data.failed.value.back().isOver = true;
    data.stuck.value = {line(u"no tool result"_s)};
    data.stuck.value.back().durationMs = 45 * kMinute;
    data.jobs.value = {line(u"the webhook could not be delivered"_s)};
    data.finished.value = {line(u"Add paging"_s)};
    data.finished.value.back().dollars = 2.0;
    data.gaps.value = {3, 1};
    const Digest digest = written(data);
    QCOMPARE(digest.headline,
             u"1 needs you · 2 failed · 1 job did not work · 1 stuck · 1 finished · "
             "$1.50 yesterday");
    for (const QString &text :
         {u"- api (main): wants to run git push · for 2 h 10 m"_s,
          u"- api (main): the API refused the key · 2025-11-21 08:00 · and it stands"_s,
          u"- api (main): its process is gone · 2025-11-21 08:00 · it went on after that"_s,
          u"- api (main): no tool result · still, for 45 m"_s, u"the webhook could not be"_s,
          u"- api (main): Add paging · $2.00"_s, u"3 events could not be processed"_s,
          u"1 event was lost"_s})
        QVERIFY2(digest.plain.contains(text), qPrintable(text + u'\n' + digest.plain));
    QVERIFY(!digest.plain.contains(u"Nothing failed"_s));
}

void TestDigest::whatCouldNotBeReadIsNeverCalledNothing()
{
    DigestData data = quietNight();
    data.needsYou.unread = data.failed.unread = data.jobs.unread = data.finished.unread =
        data.stuck.unread = data.spend.unread = data.gaps.unread = u"disk I/O error"_s;
    const Digest digest = written(data);
    QCOMPARE(digest.unread.size(), 7);
    QCOMPARE(digest.headline, u"part of it could not be read");
    QVERIFY(!digest.plain.contains(u"Nothing"_s));
    QCOMPARE(digest.plain.count(u"could not be read, so nothing can be said of it: disk I/O"_s), 7);
}

void TestDigest::costsThatAreNotKnownAreNoZeros()
{
    DigestData data = quietNight();
    data.spend.value = {{}, {}, {}, 12, 10, 4};
    data.finished.value = {line(u"done"_s)};
    const Digest digest = written(data);
    QVERIFY(!digest.plain.contains(u"$0"_s));
    QVERIFY(digest.plain.contains(u"Yesterday: not known."_s));
    QVERIFY(digest.plain.contains(u"done · cost not known"_s));
    QVERIFY(digest.plain.contains(u"12 messages whose model has no known price"_s));
    QVERIFY(digest.plain.contains(u"transcripts of 4 of 10 sessions"_s));
}

void TestDigest::whatComesFromOutsideIsNoMarkdown()
{
    DigestData data = quietNight();
    data.finished.value = {line(u"# <img src=x> [a](http://b) *c*\n## d"_s)};
    const Digest digest = written(data);
    QVERIFY2(digest.markdown.contains(u"\\# \\<img src=x\\> \\[a\\](http://b) \\*c\\* \\#\\# d"_s),
             qPrintable(digest.markdown));
    QCOMPARE(digest.markdown.count(u"\n## d"_s), 0);
}

void TestDigest::longListsAreCutAndSaySo()
{
    DigestData data = quietNight();
    data.failed.value.assign(31, line(u"x"_s));
    const Digest digest = written(data);
    QVERIFY(digest.headline.startsWith(u"31 failed"_s));
    QVERIFY(digest.plain.contains(u"- and 11 more\n"_s));
}

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
