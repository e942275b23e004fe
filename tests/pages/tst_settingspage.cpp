// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/cellsmodel.h"
#include "pages/pagestage.h"
#include "qml/stage.h"
#include "store/pricetable.h"

#include <QRegularExpression>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// The settings as a person changes them; what becomes of them is the business of who stores them.
class TestSettingsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everyNotificationSettingIsThere();
    void aChoiceIsChangedByKeyboard();
    void aTextIsTakenWithEnterAndWithTab();
    void whatIsRefusedSaysWhy();
    void whatIsSetGoesBackToTheUsual();
    void aPauseAndATestAreAButtonEach();
    void privacyAndRetentionAreThere();
    void whatIsWrongWithTheFileIsSaid();
    void agentsAreFoundAndTheirHooksInstalled();
    void pricesAreListedAndOnesOwnMarked();
    void howItComesAndGoesAndLooksIsThere();
    void aDensityIsTakenUpAtOnce();
    void aNewTokenTakesTwoSteps();
    void whatRunsHereIsSaidAndCopied();

private:
    static void load(PageStage &stage, const std::function<void(Settings &)> &change = {});
    static void part(PageStage &stage, int part);
};

void TestSettingsPage::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    qputenv("DOGWATCH_THEME", "light");
    qputenv("DOGWATCH_REDUCED_MOTION", "1");
}

void TestSettingsPage::load(PageStage &stage, const std::function<void(Settings &)> &change)
{
    LoadedSettings loaded;
    if (change)
        change(loaded.settings);
    stage.actions.config()->setLoaded(loaded);
}

void TestSettingsPage::part(PageStage &stage, int part)
{
    stage.page(u"SettingsPage"_s)->setProperty("part", part);
}

void TestSettingsPage::everyNotificationSettingIsThere()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    int shown = 0;
    for (const SettingKey &key : settingKeys()) {
        const bool isOfNotices =
            key.name.startsWith(u"notify."_s) || key.name.startsWith(u"budget."_s);
        const QQuickItem *row = visibleItem(stage.quick(), u"SettingRow"_s, "key", key.name);
        QVERIFY2((row != nullptr) == isOfNotices, qPrintable(key.name));
        shown += isOfNotices ? 1 : 0;
    }
    QVERIFY(shown > 8);
    QVERIFY(stage.isRead(u"An agent asks for permission"_s));
    QVERIFY(stage.isRead(u"Of the session in front"_s));
}

void TestSettingsPage::aChoiceIsChangedByKeyboard()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    QQuickItem *choice =
        visibleItem(stage.quick(), u"Choice"_s, "name", u"An agent asks for permission"_s);
    QVERIFY(choice);
    choice->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Left);
    QCOMPARE(stage.actions.asked, QStringList{u"set notify.permission=silent"_s});
    load(stage, [](Settings &settings) {
        settings.notices.loudness[static_cast<std::size_t>(AttentionKind::Permission)] =
            NoticeLoudness::Silent;
    });
    QCOMPARE(choice->property("current").toInt(), 1);
}

void TestSettingsPage::aTextIsTakenWithEnterAndWithTab()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    QQuickItem *hours = visibleItem(stage.quick(), u"TextEntry"_s, "name", u"Quiet hours"_s);
    QVERIFY(hours);
    QMetaObject::invokeMethod(hours, "takeFocus");
    stage.write(u"22:00-7:30"_s);
    QVERIFY(stage.actions.asked.isEmpty());
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.actions.asked, QStringList{u"set notify.quiet_hours=22:00-7:30"_s});
    load(stage, [](Settings &settings) {
        settings.notices.quietFromMinute = 22 * 60;
        settings.notices.quietToMinute = 7 * 60 + 30;
    });
    QCOMPARE(hours->property("text").toString(), u"22:00-07:30"_s); // as it was understood
    stage.actions.asked.clear();
    stage.type(Qt::Key_A, Qt::ControlModifier);
    stage.type(Qt::Key_Delete);
    stage.type(Qt::Key_Tab);
    QCOMPARE(stage.actions.asked, QStringList{u"set notify.quiet_hours="_s});
}

void TestSettingsPage::whatIsRefusedSaysWhy()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    stage.actions.config()->setProblem(u"notify.most_an_hour"_s, u"allowed is a number"_s);
    QTRY_VERIFY(stage.isRead(u"allowed is a number"_s));
    const QQuickItem *entry = visibleItem(stage.quick(), u"TextEntry"_s, "name", u"Most an hour"_s);
    QVERIFY(entry && entry->property("bad").toBool());
    load(stage);
    QTRY_VERIFY(!stage.isRead(u"allowed is a number"_s));
}

void TestSettingsPage::whatIsSetGoesBackToTheUsual()
{
    PageStage stage;
    load(stage, [](Settings &settings) { settings.notices.mostAnHour = 3; });
    QVERIFY(stage.open(u"settings"_s));
    QQuickItem *back = visibleItem(stage.quick(), u"PlainText"_s, "text", u"Back to 12"_s);
    QVERIFY(back);
    back->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.actions.asked, QStringList{u"reset notify.most_an_hour"_s});
}

void TestSettingsPage::aPauseAndATestAreAButtonEach()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    const auto button = [&stage](const QString &text) {
        return visibleItem(stage.quick(), u"PlainButton"_s, "text", text);
    };
    stage.click(button(u"Show a test"_s));
    stage.click(button(u"Pause for an hour"_s));
    QVERIFY(!button(u"Go on now"_s));
    load(stage, [](Settings &settings) { settings.notices.pausedUntilMs = 1'900'000'000'000; });
    QTRY_VERIFY(button(u"Go on now"_s));
    stage.click(button(u"Go on now"_s));
    QCOMPARE(stage.actions.asked,
             (QStringList{u"test notice"_s, u"pause notices"_s, u"unpause notices"_s}));
}

void TestSettingsPage::privacyAndRetentionAreThere()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 3);
    for (const QString &key : {u"privacy.store"_s, u"privacy.redact"_s,
                               u"privacy.redaction_rules"_s, u"retention.days"_s})
        QTRY_VERIFY2(visibleItem(stage.quick(), u"SettingRow"_s, "key", key), qPrintable(key));
    QVERIFY(!visibleItem(stage.quick(), u"SettingRow"_s, "key", u"notify.enabled"_s));
}

void TestSettingsPage::whatIsWrongWithTheFileIsSaid()
{
    PageStage stage;
    LoadedSettings loaded;
    loaded.problems = {u"settings.ini is damaged"_s};
    stage.actions.config()->setLoaded(loaded);
    QVERIFY(stage.open(u"settings"_s));
    QTRY_VERIFY(stage.isRead(u"settings.ini is damaged"_s));
}

void TestSettingsPage::agentsAreFoundAndTheirHooksInstalled()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 1);
    QTRY_COMPARE(visibleItems(stage.quick(), u"HookTarget"_s).size(), 2);
    QQuickItem *install = visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Install hooks"_s);
    QVERIFY(install);
    stage.click(install);
    QCOMPARE(stage.actions.asked, QStringList{u"install claude-code"_s});
}

void TestSettingsPage::pricesAreListedAndOnesOwnMarked()
{
    PageStage stage;
    load(stage);
    QVERIFY(ensureShippedPrices(stage.store.database()).ok());
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 4);
    QTRY_VERIFY(!visibleItems(stage.quick(), u"CellRow"_s).isEmpty());
    const CellsModel *rows = stage.page(u"CellTable"_s)->property("rows").value<CellsModel *>();
    const auto ownRow = [rows] { return rows->rowOf(u"a-model-of-mine//own"_s); };
    QCOMPARE(ownRow(), -1);
    Price price;
    price.model = u"a-model-of-mine"_s;
    price.rates.input = 3'000'000;
    stage.run(u"BEGIN IMMEDIATE"_s);
    QVERIFY(setOwnPrices(stage.store.database(), {price}).ok());
    stage.run(u"COMMIT"_s);
    Q_EMIT stage.actions.pricesChanged();
    QTRY_VERIFY(ownRow() >= 0);
    QCOMPARE(rows->textAt(ownRow(), 1), u"own"_s);
    QCOMPARE(rows->textAt(ownRow(), 4), u"3"_s);
    QCOMPARE(rows->textAt(ownRow(), 5), u"unknown"_s); // and no zero
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Only those that ship"_s));
    QCOMPARE(stage.actions.asked, QStringList{u"reset prices"_s});
}

void TestSettingsPage::howItComesAndGoesAndLooksIsThere()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 0);
    for (const QString &key : {kStartAtLogin.toString(), u"window.close_to_tray"_s,
                               u"window.theme"_s, u"window.density"_s})
        QTRY_VERIFY2(visibleItem(stage.quick(), u"SettingRow"_s, "key", key), qPrintable(key));
    // What starts at login is changed by other programs, too.
    QCOMPARE(stage.actions.asked, QStringList{u"read settings"_s});
    QQuickItem *start = visibleItem(stage.quick(), u"Choice"_s, "name", u"Start at login"_s);
    QVERIFY(start);
    start->forceActiveFocus(Qt::TabFocusReason);
    stage.type(Qt::Key_Right);
    QCOMPARE(stage.actions.asked.constLast(), u"set startup.at_login=on"_s);
}

void TestSettingsPage::aDensityIsTakenUpAtOnce()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 0);
    QQuickItem *density = nullptr;
    QTRY_VERIFY(density = visibleItem(stage.quick(), u"Choice"_s, "name", u"Density"_s));
    const qreal roomy = density->height();
    load(stage, [](Settings &settings) { settings.density = WindowDensity::Compact; });
    QTRY_VERIFY2(density->height() < roomy, qPrintable(QString::number(density->height())));
    QVERIFY(stage.isRead(u"Back to Roomy"_s)); // in words
    load(stage);
    QTRY_COMPARE(density->height(), roomy);
}

void TestSettingsPage::aNewTokenTakesTwoSteps()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 5);
    const auto button = [&stage](const QString &text) {
        return visibleItem(stage.quick(), u"PlainButton"_s, "text", text);
    };
    QTRY_VERIFY(button(u"Make a new one …"_s));
    QVERIFY(visibleItem(stage.quick(), u"SettingRow"_s, "key", u"network.port"_s));
    const auto begin = [&] {
        button(u"Make a new one …"_s)->forceActiveFocus(Qt::TabFocusReason);
        stage.type(Qt::Key_Return);
    };
    begin();
    QVERIFY(button(u"Keep the old one"_s)->hasActiveFocus());
    stage.type(Qt::Key_Return);
    QVERIFY(stage.actions.asked.isEmpty());
    begin();
    stage.type(Qt::Key_Tab, Qt::ShiftModifier);
    stage.type(Qt::Key_Return);
    QCOMPARE(stage.actions.asked, QStringList{u"renew token"_s});
    QVERIFY(button(u"Make a new one …"_s)->hasActiveFocus());
}

void TestSettingsPage::whatRunsHereIsSaidAndCopied()
{
    PageStage stage;
    load(stage);
    QVERIFY(stage.open(u"settings"_s));
    part(stage, 6);
    const QStringList facts = stage.actions.facts();
    for (const QString &fact : facts)
        QTRY_VERIFY2(stage.isRead(fact), qPrintable(fact));
    stage.click(visibleItem(stage.quick(), u"PlainButton"_s, "text", u"Copy"_s));
    QCOMPARE(stage.actions.asked,
             QStringList{u"copy "_s + facts[0] + u": "_s + facts[1] + u'\n' + facts[2] + u": "_s
                         + facts[3]});
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
