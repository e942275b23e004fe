// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/noticewording.h"
#include "app/notifier.h"
#include "core/clock.h"
#include "noticebus.h"
#include "platform/dbusnotices.h"
#include "platform/noticetext.h"
#include "runningwriter.h"
#include "store/outbox.h"
#include "store/parcels.h"
#include "storefixture.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

WriteRequest eventOf(const QString &session, const QString &type, QJsonObject fields, qint64 atMs)
{
    fields.insert(u"cwd"_s, QString(u"/home/a/"_s + session));
    return request(u"%1 of %2"_s.arg(type, session), payload(session, type, fields), atMs);
}

} // namespace

// What a server of the desktop hears of what waits in the outbox.
class TestNotifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.isThere())
            QSKIP("dbus-daemon is not there");
    }
    void init();
    void cleanup();
    void aCauseIsShownWithWhatCanBeDone();
    void markupFromOutsideIsEscaped();
    void whatIsOverIsClosed();
    void openNamesTheSessionAndCarriesTheToken();
    void theWayToTheTerminalCarriesTheTokenToo();
    void aSnoozeAndAMuteReachTheStore();
    void othersActionsAreNotOurs();
    void whatWaitedForAServerIsShownWhenOneComes();
    void eachKindIsAsLoudAsItIsSet();
    void nothingIsShownWhileNobodyIsToBeDisturbed();
    void aPauseHoldsBackUntilItIsOver();
    void theOtherWaysTellTheSame();
    void tenThousandCausesAreAtMostThreeNotifications_data();
    void tenThousandCausesAreAtMostThreeNotifications();
    void whatPiledUpWhileItWasOffIsOneSum();
    void aTextIsOneLineAndCut();
    void eachKindSaysWhatItIs();

private:
    void commit(std::vector<WriteRequest> requests) const;
    void ask(const QString &session, const QString &command = u"git push"_s, qint64 atMs = 0) const;
    void answer(const QString &session) const;
    // Until everything that waits may be shown, were it not held back.
    void waitUntilDue() const;
    // It looks then, and whatever it asks the writer for is done.
    void lookWhenDue() const;
    [[nodiscard]] QStringList states() const
    {
        return m_store->rows(u"SELECT state FROM outbox ORDER BY id"_s);
    }

    const PrivateBus m_bus;
    int m_connections = 0;
    const SystemClock m_clock{};
    std::unique_ptr<RunningWriter> m_store;
    std::unique_ptr<NoticeDesk> m_desk;
    std::unique_ptr<DBusNotices> m_server;
    std::unique_ptr<Notifier> m_notifier;
};

void TestNotifier::init()
{
    m_store = std::make_unique<RunningWriter>();
    m_desk = std::make_unique<NoticeDesk>(m_bus.connection(u"desk"_s));
    QVERIFY(m_desk->open());
    m_server = std::make_unique<DBusNotices>(m_bus.connection(u"us %1"_s.arg(++m_connections)));
    m_notifier = std::make_unique<Notifier>(*m_store->writer, m_clock);
    m_notifier->addServer(m_server.get());
}

void TestNotifier::cleanup()
{
    m_notifier.reset();
    m_server.reset();
    if (m_desk)
        m_desk->leave();
    m_desk.reset();
    m_store.reset();
}

void TestNotifier::commit(std::vector<WriteRequest> requests) const
{
    const auto count = static_cast<qint64>(requests.size());
    const qint64 before = m_store->writer->figures().eventsStored;
    while (!requests.empty()) { // no more at once than the queue holds
        const std::size_t part = std::min<std::size_t>(requests.size(), 1000);
        std::vector<WriteRequest> some(std::make_move_iterator(requests.begin()),
                                       std::make_move_iterator(requests.begin() + part));
        requests.erase(requests.begin(), requests.begin() + part);
        while (!m_store->writer->enqueue(some))
            QCoreApplication::processEvents();
    }
    QVERIFY(QTest::qWaitFor(
        [&] { return m_store->writer->figures().eventsStored == before + count; }, kPatienceMs));
}

void TestNotifier::ask(const QString &session, const QString &command, qint64 atMs) const
{
    commit({eventOf(
        session, u"PermissionRequest"_s,
        {{u"tool_name"_s, u"Bash"_s}, {u"tool_input"_s, QJsonObject{{u"command"_s, command}}}},
        atMs == 0 ? m_clock.nowMs() : atMs)});
}

void TestNotifier::answer(const QString &session) const
{
    commit(
        {eventOf(session, u"UserPromptSubmit"_s, {{u"prompt"_s, u"no"_s}}, m_clock.nowMs() + 1)});
}

void TestNotifier::waitUntilDue() const
{
    const QString last = u"SELECT max(not_before) FROM outbox"_s;
    QVERIFY(QTest::qWaitFor(
        [&] { return m_store->rows(last).value(0).toLongLong() < m_clock.nowMs(); }, kPatienceMs));
}

void TestNotifier::lookWhenDue() const
{
    waitUntilDue();
    m_notifier->look();
    commit({eventOf(u"another"_s, u"UserPromptSubmit"_s, {}, m_clock.nowMs())});
    QCoreApplication::processEvents();
}

void TestNotifier::aCauseIsShownWithWhatCanBeDone()
{
    m_notifier->start();
    ask(u"api"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    QCOMPARE(m_desk->told.size(), std::size_t(1));
    const NoticeDesk::Told &told = m_desk->told.front();
    QCOMPARE(told.title, u"api asks for permission");
    QVERIFY2(told.body.contains(u"Bash: git push"), qPrintable(told.body));
    QCOMPARE(told.replaces, 0U);
    QCOMPARE(told.actions.value(0), u"default");
    for (const QString &action : {u"open"_s, u"snooze"_s, u"mute"_s})
        QVERIFY2(told.actions.contains(action), qPrintable(action));
    QCOMPARE(told.hints.value(u"desktop-entry"_s).toString(), u"org.dogwatch.Dogwatch");
    QCOMPARE(told.hints.value(u"urgency"_s).toInt(), 1);
}

void TestNotifier::markupFromOutsideIsEscaped()
{
    m_notifier->start();
    ask(u"a<b>"_s, u"echo <img src=\"http://x\"> & <b>"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->told.size(), std::size_t(1), kPatienceMs);
    const QString body = m_desk->told.front().body;
    QVERIFY2(!body.contains(u'<') && body.contains(u"&lt;img"), qPrintable(body));
    QCOMPARE(m_desk->told.front().title, u"a<b> asks for permission"); // a title has no markup
}

void TestNotifier::whatIsOverIsClosed()
{
    m_notifier->start();
    ask(u"s"_s);
    ask(u"t"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done"_s, u"done"_s}), kPatienceMs);
    answer(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->closed, std::vector<uint>{1}, kPatienceMs);
    m_notifier->stop();
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->closed, (std::vector<uint>{1, 2}), kPatienceMs);
}

void TestNotifier::openNamesTheSessionAndCarriesTheToken()
{
    QSignalSpy opened(m_notifier.get(), &Notifier::openRequested);
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    Q_EMIT m_desk->ActivationToken(1, u"token"_s);
    Q_EMIT m_desk->ActionInvoked(1, u"open"_s);
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatienceMs);
    QCOMPARE(opened.first(), (QVariantList{u"s"_s, u"token"_s}));
    Q_EMIT m_desk->ActionInvoked(1, u"open"_s); // it is closed: no longer ours
    ask(u"t"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->told.size(), std::size_t(2), kPatienceMs);
    QCOMPARE(opened.size(), 1);
}

void TestNotifier::theWayToTheTerminalCarriesTheTokenToo()
{
    QSignalSpy terminal(m_notifier.get(), &Notifier::terminalRequested);
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    QVERIFY(m_desk->told.front().actions.contains(u"terminal"_s));
    Q_EMIT m_desk->ActivationToken(1, u"token"_s);
    Q_EMIT m_desk->ActionInvoked(1, u"terminal"_s);
    QTRY_COMPARE_WITH_TIMEOUT(terminal.size(), 1, kPatienceMs);
    QCOMPARE(terminal.first(), (QVariantList{u"s"_s, u"token"_s}));
}

void TestNotifier::aSnoozeAndAMuteReachTheStore()
{
    m_notifier->start();
    ask(u"s"_s);
    ask(u"t"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done"_s, u"done"_s}), kPatienceMs);
    const bool sIsFirst = m_desk->told.front().title.startsWith(u"s ");
    Q_EMIT m_desk->ActionInvoked(sIsFirst ? 1 : 2, u"snooze"_s);
    Q_EMIT m_desk->ActionInvoked(sIsFirst ? 2 : 1, u"mute"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"pending"_s, u"done"_s}), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(
        m_store->rows(u"SELECT session.id FROM session_mute JOIN session ON ref = session_ref"_s),
        QStringList{u"t"_s}, kPatienceMs);
    QVERIFY(m_store->rows(u"SELECT not_before FROM outbox WHERE id = 1"_s).value(0).toLongLong()
            > m_clock.nowMs() + 14 * 60'000);
}

void TestNotifier::othersActionsAreNotOurs()
{
    QSignalSpy opened(m_notifier.get(), &Notifier::openRequested);
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    Q_EMIT m_desk->ActionInvoked(77, u"open"_s);
    Q_EMIT m_desk->ActionInvoked(1, u"open"_s);
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, kPatienceMs);
    QCOMPARE(opened.first().first().toString(), u"s");
}

void TestNotifier::whatWaitedForAServerIsShownWhenOneComes()
{
    m_desk->leave();
    // The bus tells of it a moment later, and until then a server seems to be there.
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isDecided() && !m_server->isAvailable(), kPatienceMs);
    m_notifier->start();
    ask(u"s"_s, u"ls"_s, m_clock.nowMs() - 5000);
    lookWhenDue();
    QCOMPARE(states(), QStringList{u"pending"_s});
    QVERIFY(m_desk->open());
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    QCOMPARE(m_desk->told.size(), std::size_t(1));
}

void TestNotifier::eachKindIsAsLoudAsItIsSet()
{
    m_notifier->start();
    ask(u"a"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    QCOMPARE(m_desk->told.back().hints.value(u"sound-name"_s).toString(), u"dialog-question");
    NoticeRules rules;
    auto &loudness = rules.loudness[static_cast<std::size_t>(AttentionKind::Permission)];
    loudness = NoticeLoudness::Silent;
    m_notifier->setRules(rules);
    ask(u"b"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done"_s, u"done"_s}), kPatienceMs);
    QVERIFY(!m_desk->told.back().hints.contains(u"sound-name"_s));
    QCOMPARE(m_desk->told.back().hints.value(u"suppress-sound"_s).toBool(), true);
    loudness = NoticeLoudness::Off;
    m_notifier->setRules(rules);
    ask(u"c"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states().value(2), u"withdrawn"_s, kPatienceMs);
    QCOMPARE(m_desk->told.size(), std::size_t(2));
}

void TestNotifier::nothingIsShownWhileNobodyIsToBeDisturbed()
{
    m_notifier->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isAvailable(), kPatienceMs);
    m_desk->setInhibited(true);
    QTRY_VERIFY_WITH_TIMEOUT(m_server->isInhibited(), kPatienceMs);
    ask(u"s"_s, u"ls"_s, m_clock.nowMs() - 5000);
    lookWhenDue();
    QCOMPARE(states(), QStringList{u"pending"_s});
    m_desk->setInhibited(false);
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
    QCOMPARE(m_desk->told.size(), std::size_t(1));
}

void TestNotifier::aPauseHoldsBackUntilItIsOver()
{
    NoticeRules rules;
    rules.pausedUntilMs = m_clock.nowMs() + 3'600'000;
    m_notifier->setRules(rules);
    m_notifier->start();
    ask(u"s"_s, u"ls"_s, m_clock.nowMs() - 5000);
    lookWhenDue();
    QCOMPARE(states(), QStringList{u"pending"_s});
    m_notifier->setRules({});
    QTRY_COMPARE_WITH_TIMEOUT(states(), QStringList{u"done"_s}, kPatienceMs);
}

void TestNotifier::theOtherWaysTellTheSame()
{
    m_notifier->setRules(
        {}, {{kWebhookTarget, u"https://example.org/"_s}, {kCommandTarget, u"[\"x\"]"_s}});
    m_notifier->start();
    ask(u"s"_s);
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done"_s, u"pending"_s, u"pending"_s}),
                              kPatienceMs);
    QCOMPARE(m_store->rows(u"SELECT target, address FROM outbox JOIN outbox_parcel "
                           "ON outbox_id = id ORDER BY id"_s),
             (QStringList{u"webhook|https://example.org/"_s, u"command|[\"x\"]"_s}));
    const QJsonObject content =
        QJsonDocument::fromJson(
            m_store->rows(u"SELECT content FROM outbox_parcel LIMIT 1"_s).value(0).toUtf8())
            .object();
    QCOMPARE(content.value(u"type").toString(), u"attention");
    QCOMPARE(content.value(u"kind").toString(), u"permission");
    QCOMPARE(content.value(u"title").toString(), m_desk->told.front().title);
    answer(u"s"_s); // what is over need not be sent any more
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done"_s, u"withdrawn"_s, u"withdrawn"_s}),
                              kPatienceMs);
}

void TestNotifier::tenThousandCausesAreAtMostThreeNotifications_data()
{
    // What is older than the program has piled up, and the others are a flood: either by itself
    // is a rule that holds them.
    QTest::addColumn<qint64>("agoMs");
    QTest::newRow("of before a restart") << qint64(60'000);
    QTest::newRow("all at once") << qint64(0);
}

void TestNotifier::tenThousandCausesAreAtMostThreeNotifications()
{
    QFETCH(const qint64, agoMs);
    constexpr int kMany = 10'000;
    std::vector<WriteRequest> asks;
    const qint64 sinceMs = m_clock.nowMs() - agoMs;
    for (int i = 0; i < kMany; ++i)
        asks.push_back(eventOf(u"s%1"_s.arg(i), u"PermissionRequest"_s,
                               {{u"tool_name"_s, u"Bash"_s}}, sinceMs));
    commit(std::move(asks));
    waitUntilDue();
    m_notifier->setRules({}, {{kWebhookTarget, u"https://example.org/"_s}});
    m_notifier->start();
    QTRY_COMPARE_WITH_TIMEOUT(m_store->rows(u"SELECT count(*) FROM outbox WHERE state = 'done'"_s),
                              QStringList{QString::number(kMany)}, 4 * kPatienceMs);
    QVERIFY2(m_desk->told.size() <= 3, qPrintable(m_desk->titles().join(u'\n')));
    QVERIFY2(m_desk->titles().last().contains(QString::number(kMany)),
             qPrintable(m_desk->titles().join(u'\n')));
    QVERIFY(m_desk->closed.empty());
    QCOMPARE(m_store->rows(u"SELECT count(*) FROM outbox WHERE target = 'webhook'"_s),
             QStringList{QString::number(m_desk->told.size())});
}

void TestNotifier::whatPiledUpWhileItWasOffIsOneSum()
{
    for (const QString &session : {u"a"_s, u"b"_s, u"c"_s})
        ask(session, u"ls"_s, m_clock.nowMs() - 60'000);
    m_notifier->start();
    QTRY_COMPARE_WITH_TIMEOUT(states(), (QStringList{u"done"_s, u"done"_s, u"done"_s}),
                              kPatienceMs);
    QCOMPARE(m_desk->titles(), QStringList{u"3 thing(s) need you"_s});
}

void TestNotifier::aTextIsOneLineAndCut()
{
    QCOMPARE(noticeText(u" a\n\tb\u202ec\u200b "_s, 20), u"a bc");
    QCOMPARE(noticeText(u"abcdef"_s, 4), u"abc…");
    QCOMPARE(noticeText(u"ab\U0001F600cd"_s, 4), u"ab…");
}

void TestNotifier::eachKindSaysWhatItIs()
{
    QStringList titles;
    for (const AttentionKind kind : kAttentionKinds) {
        ClaimedNotice notice;
        notice.kind = kind;
        notice.project = u"shop"_s;
        titles.append(wordingOf(notice).title);
        QVERIFY2(titles.last().contains(u"shop"_s) && titles.last() != u"shop"_s,
                 qPrintable(titles.last()));
    }
    QCOMPARE(titles.removeDuplicates(), 0);
}

QTEST_GUILESS_MAIN(TestNotifier)
#include "tst_notifier.moc"
