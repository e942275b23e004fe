// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"

#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPrompts = 30;

QByteArray prompt(int number)
{
    return R"({"session_id":"s","hook_event_name":"UserPromptSubmit","cwd":"/w/api","prompt":"pear )"
        + QByteArray::number(number) + R"("})";
}

} // namespace

// The search and the filters as a person or a script has them.
class TestCtlSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { (void)m_app.end(true); }
    void whatWasSaidIsFoundWithTheAppAndWithout();
    void aFilterTakesInWhatFits();
    void aSearchMayBeginWithATermThatIsTurnedRound();
    void whatIsWrongIsSaidAndNothingGiven_data();
    void whatIsWrongIsSaidAndNothingGiven();
    void aKillAnywhereLeavesEachTextOnce_data();
    void aKillAnywhereLeavesEachTextOnce();
    void anIndexIsMadeAnewOnDemand();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    void start(const QByteArray &faults = {}) { QVERIFY(m_app.start(folder(), {}, faults)); }
    void post(int count)
    {
        for (int i = 0; i < count; ++i)
            QCOMPARE(m_app.ask("POST", "/api/hooks/claude-code", prompt(i)).status, 200);
    }
    [[nodiscard]] QJsonObject search(const QString &query) const
    {
        return ctl(folder(), {u"search"_s, query, u"--limit"_s, u"200"_s, u"--json"_s}).object();
    }
    void waitUntilIndexed() const { QTRY_COMPARE(search(u"pear"_s).value(u"behind").toInt(-1), 0); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlSearch::whatWasSaidIsFoundWithTheAppAndWithout()
{
    start();
    post(3);
    waitUntilIndexed();
    const QJsonObject up = search(u"pear 1"_s);
    QCOMPARE(up.value(u"hits").toArray().size(), 1);
    const QJsonObject hit = up.value(u"hits").toArray().at(0).toObject();
    QCOMPARE(hit.value(u"session_id").toString(), u"s"_s);
    QCOMPARE(hit.value(u"seq").toInt(), 2);
    QCOMPARE(hit.value(u"kind").toString(), u"prompt"_s);
    QCOMPARE(hit.value(u"snippet").toString(), u"pear 1"_s);
    QCOMPARE(hit.value(u"marks").toArray(), (QJsonArray{QJsonArray{0, 4}, QJsonArray{5, 1}}));
    QCOMPARE(up.value(u"indexed_to").toInt(), 3);
    const QJsonObject status = ctl(folder(), {u"status"_s, u"--json"_s}).object();
    QCOMPARE(status.value(u"search").toObject().value(u"indexed_to").toInt(), 3);
    QCOMPARE(m_app.terminate(), 0);
    QCOMPARE(search(u"pear 1"_s), up);
    QVERIFY(ctl(folder(), {u"search"_s, u"pear"_s}).out.contains("«pear» 2"));
    QCOMPARE(search(u"apple"_s).value(u"hits").toArray().size(), 0);
    const QJsonObject page =
        ctl(folder(), {u"search"_s, u"pear"_s, u"--limit"_s, u"2"_s, u"--json"_s}).object();
    const QJsonObject rest =
        ctl(folder(),
            {u"search"_s, u"pear"_s, u"--json"_s, u"--before"_s, page.value(u"next").toString()})
            .object();
    QCOMPARE(rest.value(u"hits").toArray().size(), 1);
    QVERIFY(rest.value(u"next").isNull());
}

void TestCtlSearch::aFilterTakesInWhatFits()
{
    start();
    post(2);
    const auto count = [this](const QString &command, const QString &filter) {
        return ctl(folder(), {command, u"--filter"_s, filter, u"--json"_s}).array().size();
    };
    QCOMPARE(count(u"sessions"_s, u"project:api status:working"_s), 1);
    QCOMPARE(count(u"sessions"_s, u"-project:api"_s), 0);
    QCOMPARE(count(u"events"_s, u"type:UserPromptSubmit"_s), 2);
    QCOMPARE(count(u"tool-calls"_s, u"tool:Bash"_s), 0);
    const auto asked = [this](const QByteArray &path) {
        return QByteArray::number(m_app.ask("GET", path, {}).status);
    };
    QCOMPARE(asked("/api/sessions?filter=project:api"), QByteArray("200"));
    QCOMPARE(asked("/api/sessions?filter=nokey:api"), QByteArray("400"));
    QCOMPARE(asked("/api/search?q=nokey:api"), QByteArray("400"));
    QCOMPARE(asked("/api/search?q=pear&limit=0"), QByteArray("400"));
    QCOMPARE(asked("/api/search?q=pear&before=x"), QByteArray("400"));
    QCOMPARE(asked("/api/search?q=pear"), QByteArray("200"));
}

void TestCtlSearch::aSearchMayBeginWithATermThatIsTurnedRound()
{
    start();
    post(2);
    waitUntilIndexed();
    const auto found = [this](const QStringList &words) {
        const CtlOutcome outcome =
            ctl(folder(), QStringList{u"search"_s} + words + QStringList{u"--json"_s});
        return outcome.code == 0 ? outcome.object().value(u"hits").toArray().size() : -1;
    };
    QCOMPARE(found({u"-kind:answer"_s, u"pear"_s}), 2);
    QCOMPARE(found({u"-kind:prompt"_s, u"pear"_s}), 0);
    QCOMPARE(found({u"pear"_s, u"-\"pear 1\""_s, u"--limit"_s, u"5"_s}), 1);
    QCOMPARE(ctl(folder(), {u"sessions"_s, u"-kind:prompt"_s}).code, 2);
    QCOMPARE(ctl(folder(), {u"search"_s, u"-h"_s}).code, 0);
}

void TestCtlSearch::whatIsWrongIsSaidAndNothingGiven_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no query") << QStringList{u"search"_s} << QByteArray("what to search for");
    QTest::newRow("unknown key") << QStringList{u"search"_s, u"x colour:red"_s}
                                 << QByteArray("no key “colour”");
    QTest::newRow("no word") << QStringList{u"search"_s, u"→"_s} << QByteArray("no word");
    QTest::newRow("bad value") << QStringList{u"sessions"_s, u"--filter"_s, u"cost>much"_s}
                               << QByteArray("amount in dollars");
    QTest::newRow("bad place") << QStringList{u"events"_s, u"--filter"_s, u"kind:prompt"_s}
                               << QByteArray("means nothing here");
    QTest::newRow("half") << QStringList{u"tool-calls"_s, u"--filter"_s, u"\"half"_s}
                          << QByteArray("not closed");
}

void TestCtlSearch::whatIsWrongIsSaidAndNothingGiven()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    start();
    QCOMPARE(m_app.terminate(), 0);
    const CtlOutcome outcome = ctl(folder(), arguments);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
}

void TestCtlSearch::aKillAnywhereLeavesEachTextOnce_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char *fault : {"search.between_docs:1:kill", "search.between_docs:4:kill",
                              "search.before_position:1:kill", "search.before_commit:1:kill",
                              "search.after_commit:1:kill"})
        QTest::newRow(fault) << QByteArray(fault);
}

void TestCtlSearch::aKillAnywhereLeavesEachTextOnce()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("wants failpoints");
#else
    QFETCH(QByteArray, fault);
    start(fault);
    // It dies in the first gap.
    for (int i = 0; i < kPrompts; ++i)
        (void)m_app.ask("POST", "/api/hooks/claude-code", prompt(i));
    (void)m_app.end(false);
    start();
    waitUntilIndexed();
    const QJsonObject status = ctl(folder(), {u"status"_s, u"--json"_s}).object();
    QVERIFY(status.value(u"events").toInt() > 0);
    QCOMPARE(search(u"pear"_s).value(u"hits").toArray().size(), status.value(u"events").toInt());
    const CtlOutcome verdict = ctl(folder(), {u"verify"_s, u"--json"_s});
    QVERIFY2(verdict.object().value(u"search_index_sound").toBool(), verdict.out.constData());
#endif
}

void TestCtlSearch::anIndexIsMadeAnewOnDemand()
{
    start();
    post(kPrompts);
    waitUntilIndexed();
    QCOMPARE(ctl(folder(), {u"rebuild"_s, u"--search"_s}).code, 0);
    waitUntilIndexed();
    QCOMPARE(search(u"pear"_s).value(u"hits").toArray().size(), kPrompts);
    QCOMPARE(m_app.terminate(), 0);
    // Without the app it is filled at once.
    const CtlOutcome rebuilt = ctl(folder(), {u"rebuild"_s, u"--search"_s});
    QCOMPARE(rebuilt.code, 0);
    QVERIFY2(rebuilt.out.contains("was made anew"), rebuilt.out.constData());
    QCOMPARE(search(u"pear"_s).value(u"behind").toInt(), 0);
    QCOMPARE(search(u"pear"_s).value(u"hits").toArray().size(), kPrompts);
}

QTEST_GUILESS_MAIN(TestCtlSearch)
#include "tst_ctlsearch.moc"
