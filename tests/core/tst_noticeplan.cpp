// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/noticeplan.h"
#include "core/settings.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'800'000'000'000;

NoticeCandidate fresh(AttentionKind kind = AttentionKind::Permission)
{
    NoticeCandidate candidate;
    candidate.kind = kind;
    candidate.session = SessionRef{1};
    candidate.sinceMs = kNow - 2000;
    candidate.createdAtMs = kNow - 2000;
    return candidate;
}

NoticeCandidate old()
{
    NoticeCandidate candidate = fresh();
    candidate.sinceMs = kNow - 60'000;
    return candidate;
}

NoticeMoment moment()
{
    NoticeMoment now;
    now.nowMs = kNow;
    now.startedMs = kNow - 10'000;
    return now;
}

// One letter for each: Withdraw, Hold, Alone, Summary.
QString planned(const std::vector<NoticeCandidate> &candidates, const NoticeMoment &at = moment(),
                const NoticeRules &rules = {})
{
    QString letters;
    for (const NoticeDecision &decision : planNotices(candidates, rules, at))
        letters += u"WHAS"[static_cast<int>(decision.kind)];
    return letters;
}

qint64 localTime(int hour, int minute)
{
    return QDateTime(QDate(2026, 11, 20), QTime(hour, minute)).toMSecsSinceEpoch();
}

} // namespace

// What is shown, by itself or in a sum, and what is not.
class TestNoticePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachKindHasItsNameItsSettingAndItsLoudness();
    void whatIsFreshIsShownByItself();
    void moreThanThreeAtOnceAreFolded();
    void noMoreThanTheHourHolds();
    void whatPiledUpWhileNobodyWasThereIsOneSum();
    void aFloodIsOneSum();
    void whatNobodyWantsIsWithdrawn();
    void quietHoursAndAPauseHold();
    void quietHoursMayRunOverMidnight();
};

void TestNoticePlan::whatIsFreshIsShownByItself()
{
    QCOMPARE(planned({}), u"");
    QCOMPARE(planned({fresh()}), u"A");
    QCOMPARE(planned({fresh(), fresh(), fresh()}), u"AAA");
    QCOMPARE(planned({old()}), u"A"); // no sum of one
}

void TestNoticePlan::moreThanThreeAtOnceAreFolded()
{
    QCOMPARE(planned({fresh(), fresh(), fresh(), fresh()}), u"AASS");
    QCOMPARE(planned({old(), fresh(), fresh(), old(), fresh()}), u"SAASS");
}

void TestNoticePlan::noMoreThanTheHourHolds()
{
    NoticeMoment at = moment();
    at.shownInTheHour = 10;
    QCOMPARE(planned({fresh(), fresh()}, at), u"AA");
    at.shownInTheHour = 11;
    QCOMPARE(planned({fresh()}, at), u"A");
    QCOMPARE(planned({fresh(), fresh()}, at), u"SS");
    at.shownInTheHour = 12;
    QCOMPARE(planned({fresh()}, at), u"S");
}

void TestNoticePlan::whatPiledUpWhileNobodyWasThereIsOneSum()
{
    QCOMPARE(planned({old(), old()}), u"SS");
    NoticeCandidate held = fresh();
    held.createdAtMs = kNow - kPiledUpMs - 1; // through quiet hours
    QCOMPARE(planned({held, held, fresh()}), u"SSA");
    held.wasAskedFor = true;
    QCOMPARE(planned({held, held}), u"AA");
}

void TestNoticePlan::aFloodIsOneSum()
{
    NoticeMoment at = moment();
    at.moreWait = true;
    QCOMPARE(planned({old(), fresh()}, at), u"SS");
    at.moreWait = false;
    at.summaryGoesOn = true;
    QCOMPARE(planned({fresh()}, at), u"S");
}

void TestNoticePlan::whatNobodyWantsIsWithdrawn()
{
    NoticeCandidate over = fresh();
    over.isOver = true;
    NoticeCandidate acknowledged = fresh();
    acknowledged.isAcknowledged = true;
    NoticeCandidate muted = fresh();
    muted.isMuted = true;
    QCOMPARE(planned({over, acknowledged, muted, fresh()}), u"WWWA");
    NoticeRules rules;
    rules.loudness[static_cast<std::size_t>(AttentionKind::Stalled)] = NoticeLoudness::Off;
    QCOMPARE(
        planned({fresh(AttentionKind::Stalled), fresh(AttentionKind::Failed)}, moment(), rules),
        u"WA");
    rules = {};
    rules.enabled = false;
    QCOMPARE(planned({fresh()}, moment(), rules), u"W");
    NoticeMoment at = moment();
    at.inFront = SessionRef{1};
    NoticeCandidate other = fresh();
    other.session = SessionRef{2};
    QCOMPARE(planned({fresh(), other}, at), u"WA");
    rules = {};
    rules.inFrontToo = true;
    QCOMPARE(planned({fresh(), other}, at, rules), u"AA");
}

void TestNoticePlan::quietHoursAndAPauseHold()
{
    NoticeMoment at = moment();
    NoticeRules rules;
    rules.pausedUntilMs = kNow + 1;
    QCOMPARE(planned({fresh()}, at, rules), u"H");
    rules.pausedUntilMs = kNow;
    QCOMPARE(planned({fresh()}, at, rules), u"A");
    rules = {};
    rules.quietFromMinute = 12 * 60;
    rules.quietToMinute = 14 * 60;
    at = {};
    at.nowMs = localTime(13, 0);
    const auto decisions = planNotices(std::vector{fresh()}, rules, at);
    QCOMPARE(decisions.front(), (NoticeDecision{NoticeDecision::Kind::Hold, localTime(14, 0), {}}));
}

void TestNoticePlan::quietHoursMayRunOverMidnight()
{
    NoticeRules rules;
    QCOMPARE(quietUntil(rules, localTime(0, 0)), std::nullopt);
    rules.quietFromMinute = 22 * 60;
    rules.quietToMinute = 7 * 60;
    QCOMPARE(quietUntil(rules, localTime(21, 59)), std::nullopt);
    QCOMPARE(quietUntil(rules, localTime(22, 0)), localTime(24 - 1, 0) + 8 * 3'600'000);
    QCOMPARE(quietUntil(rules, localTime(6, 59)), localTime(7, 0));
    QCOMPARE(quietUntil(rules, localTime(7, 0)), std::nullopt);
}

void TestNoticePlan::eachKindHasItsNameItsSettingAndItsLoudness()
{
    QStringList helps;
    for (std::size_t i = 0; i < kAttentionKinds.size(); ++i) {
        const AttentionKind kind = kAttentionKinds[i];
        QCOMPARE(static_cast<std::size_t>(kind), i); // the loudness is looked up by it
        const QString name = attentionKindName(kind);
        QCOMPARE(attentionKindFromName(name), std::optional(kind));
        const Result<const SettingKey *> key = settingKey(u"notify."_s + name);
        QVERIFY2(key.ok(), qPrintable(name));
        helps.append((*key)->help);
        Settings settings;
        QVERIFY((*key)->set(settings, u"off"_s).ok());
        QCOMPARE(planned({fresh(kind)}, moment(), settings.notices), u"W");
        // What is asked of a person is never quiet by itself, nor what blocks an agent.
        const bool isBlocking = severityName(kind) == u"blocking"_s;
        QVERIFY(!isBlocking || NoticeRules().loudnessOf(kind) == NoticeLoudness::Sound);
    }
    QCOMPARE(helps.removeDuplicates(), 0);
    QVERIFY(!helps.filter(QRegularExpression(u"^:"_s)).size());
    QCOMPARE(NoticeRules().loudnessOf(AttentionKind::Loop), NoticeLoudness::Silent);
    QCOMPARE(planned({fresh(AttentionKind::Disagreement)}), u"W");
    QCOMPARE(planned({fresh(AttentionKind::Budget)}), u"A");
}

QTEST_GUILESS_MAIN(TestNoticePlan)
#include "tst_noticeplan.moc"
