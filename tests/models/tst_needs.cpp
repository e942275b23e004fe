// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/settings.h"
#include "models/attentionmodel.h"
#include "models/boardfixture.h"
#include "models/sessionneeds.h"
#include "models/settingsmodel.h"

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

struct Asking : BoardFixture
{
    explicit Asking(int sessions = 2)
        : BoardFixture(contentOf(sessions))
    { }

    static LiveSnapshot contentOf(int sessions)
    {
        LiveSnapshot content;
        for (int i = 0; i < sessions; ++i) {
            const Session session =
                makeSession(i, SessionStatus::NeedsInput, HeldClock().nowMs(), 60'000 * (i + 1));
            content.sessions.push_back(session);
            content.attention.push_back(
                makeAttention(session, AttentionKind::Permission, u"Bash"_s, u"git push"_s));
        }
        return content;
    }

    void say(const QString &item, const AttentionMark &mark)
    {
        ChangeSet said;
        said.marks.insert(item, mark);
        publish(said);
    }
    [[nodiscard]] const AttentionItem &item(int number) const
    {
        return store.content.attention.at(static_cast<std::size_t>(number));
    }
    [[nodiscard]] double ref(int number) const { return static_cast<double>(item(number).session); }
};

} // namespace

// What waits, less what a person has said of it.
class TestNeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAcknowledgedLeavesTheBannerAndN();
    void whatIsSnoozedComesBackByItself();
    void whatWasSaidBeforeTheWindowIsKnown();
    void aSessionTellsWhatItNeedsAndWhatWasSaid();
    void aMutedSessionStillWaits();
    void everySettingHasWords();
    void aRefusedChangeIsToldAtItsRow();
};

void TestNeeds::whatIsAcknowledgedLeavesTheBannerAndN()
{
    Asking fixture;
    AttentionModel banner(&fixture.feed);
    const QAbstractItemModelTester tester(&banner);
    QCOMPARE(banner.count(), 2);
    fixture.say(fixture.item(0).id, {fixture.clock.nowMs(), {}});
    QCOMPARE(banner.count(), 1);
    QVERIFY(!banner.waits(fixture.ref(0)));
    QVERIFY(banner.waits(fixture.ref(1)));
    QCOMPARE(banner.nextAfter(fixture.ref(1)), fixture.ref(1));
    // Over, and there again with another cause: the mark was of the one that is over.
    AttentionItem over = fixture.item(0);
    over.resolvedAtMs = fixture.clock.nowMs();
    ChangeSet changes;
    changes.attention.insert(over.id, over);
    fixture.publish(changes);
    AttentionItem another = fixture.item(0);
    another.id += u"/2"_s;
    changes.attention = {{another.id, another}};
    fixture.publish(changes);
    QCOMPARE(banner.count(), 2);
}

void TestNeeds::whatIsSnoozedComesBackByItself()
{
    Asking fixture(1);
    AttentionModel banner(&fixture.feed);
    const qint64 untilMs = fixture.clock.nowMs() + LiveFeed::kTickMs + 1;
    fixture.say(fixture.item(0).id, {{}, untilMs});
    QCOMPARE(banner.count(), 0);
    fixture.clock.advance(1);
    QTRY_COMPARE(banner.count(), 1); // nobody looks, and nothing else changes
}

void TestNeeds::whatWasSaidBeforeTheWindowIsKnown()
{
    LiveSnapshot content = Asking::contentOf(2);
    content.marks.insert(content.attention.front().id, {1, {}});
    content.muted.insert(content.attention.back().session);
    BoardFixture fixture(content);
    const AttentionModel banner(&fixture.feed);
    QCOMPARE(banner.count(), 1);
    QVERIFY(banner.isMuted(static_cast<double>(content.attention.back().session)));
}

void TestNeeds::aSessionTellsWhatItNeedsAndWhatWasSaid()
{
    Asking fixture;
    SessionNeeds needs;
    needs.setFeed(&fixture.feed);
    needs.setSession(fixture.ref(1));
    QCOMPARE(needs.open(), 1);
    QCOMPARE(needs.waiting(), 1);
    QCOMPARE(needs.text(), u"wants to use Bash: git push · 2 m"_s);
    fixture.say(fixture.item(1).id, {fixture.clock.nowMs(), {}});
    QCOMPARE(needs.open(), 1);
    QCOMPARE(needs.waiting(), 0);
    QVERIFY(!needs.text().isEmpty()); // it is still to be read
    needs.setSession(-1);
    QCOMPARE(needs.open(), 0);
    needs.setFeed(nullptr);
    QVERIFY(needs.text().isEmpty());
}

void TestNeeds::aMutedSessionStillWaits()
{
    Asking fixture(1);
    const AttentionModel banner(&fixture.feed);
    SessionNeeds needs;
    needs.setFeed(&fixture.feed);
    needs.setSession(fixture.ref(0));
    ChangeSet muted;
    muted.mutes.insert(fixture.item(0).session, true);
    fixture.publish(muted);
    QVERIFY(needs.isMuted());
    QVERIFY(banner.isMuted(fixture.ref(0)));
    QCOMPARE(banner.count(), 1);
    muted.mutes[fixture.item(0).session] = false;
    fixture.publish(muted);
    QVERIFY(!needs.isMuted());
}

void TestNeeds::everySettingHasWords()
{
    SettingsModel model;
    LoadedSettings loaded;
    QVERIFY((*settingKey(u"notify.most_an_hour"_s))->set(loaded.settings, u"3"_s).ok());
    model.setLoaded(loaded);
    QCOMPARE(model.rowCount(), static_cast<int>(settingKeys().size()));
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        const QString key = index.data(SettingsModel::KeyRole).toString();
        const QString title = index.data(SettingsModel::TitleRole).toString();
        QVERIFY2(!title.isEmpty() && title != key, qPrintable(key));
        QCOMPARE(index.data(SettingsModel::WordsRole).toStringList().size(),
                 index.data(SettingsModel::ChoicesRole).toStringList().size());
    }
    QCOMPARE(model.value(u"notify.most_an_hour"_s), u"3"_s);
}

void TestNeeds::aRefusedChangeIsToldAtItsRow()
{
    SettingsModel model;
    model.setLoaded({});
    model.setProblem(u"retention.days"_s, u"no"_s);
    QStringList refused;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!model.index(row).data(SettingsModel::ProblemRole).toString().isEmpty())
            refused.append(model.index(row).data(SettingsModel::KeyRole).toString());
    }
    QCOMPARE(refused, QStringList{u"retention.days"_s});
    model.setLoaded({});
    QVERIFY(model.data(model.index(0), SettingsModel::ProblemRole).toString().isEmpty());
}

QTEST_GUILESS_MAIN(TestNeeds)
#include "tst_needs.moc"
