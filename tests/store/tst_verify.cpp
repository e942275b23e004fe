// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "searchfixture.h"
#include "seed.h"
#include "store/observation.h"
#include "store/verify.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Whether the tables follow from the log is told, whichever table and whatever row it is.
class TestVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSoundStoreFollowsFromItsLog();
    void aReaderSuffices();
    void anyTableThatDoesNotFollowIsNamed_data();
    void anyTableThatDoesNotFollowIsNamed();
    void aDamagedPayloadIsNamedByItsEvent();
    void aDamagedIndexIsNotSound();
    void aSearchIndexThatIsNotWholeIsNamed_data();
    void aSearchIndexThatIsNotWholeIsNamed();

private:
    [[nodiscard]] Verdict verdict()
    {
        Result<Verdict> found = verifyStore(m_store->database());
        return found ? std::move(found).value() : Verdict{true, true, true, {found.error().text}};
    }
    std::unique_ptr<Store> m_store;
};

void TestVerify::init()
{
    m_store = std::make_unique<Store>();
    std::mt19937 random(seedOfThisRun());
    m_store->commit(randomTraffic(random, 150));
    // One of everything, whatever the traffic was.
    m_store->commit(
        {request(u"v1"_s,
                 payload(u"v"_s, u"UserPromptSubmit"_s,
                         {{u"prompt"_s, u"go"_s}, {u"prompt_id"_s, u"p"_s}})),
         request(u"v2"_s,
                 payload(u"v"_s, u"PreToolUse"_s,
                         {{u"tool_use_id"_s, u"t"_s},
                          {u"tool_name"_s, u"Bash"_s},
                          {u"agent_id"_s, u"a"_s},
                          {u"agent_type"_s, u"Explore"_s}})),
         request(u"v3"_s, payload(u"v"_s, u"PermissionRequest"_s, {{u"tool_name"_s, u"Bash"_s}}))});
    const Result<ChangeSet> observed =
        m_store->committer().transact([](Database &database, EventLog &log, Projector &projector) {
            return observe(database, log, projector, {Source::ClaudeCode, u"v"_s},
                           workspaceFound(5000, u"a project"_s, u"a-branch"_s));
        });
    QVERIFY(observed.ok());
}

void TestVerify::aSoundStoreFollowsFromItsLog()
{
    const Verdict found = verdict();
    QVERIFY(found.sound);
    QVERIFY(found.follows);
    QCOMPARE(found.problems, QStringList());
}

void TestVerify::aReaderSuffices()
{
    auto reader = Database::open(m_store->path(), Database::Mode::ReadOnly);
    QVERIFY(reader.ok());
    Result<Verdict> found = verifyStore(**reader);
    QVERIFY2(found.ok(), found ? "" : qPrintable(found.error().text));
    QVERIFY(found->follows);
}

void TestVerify::anyTableThatDoesNotFollowIsNamed_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("sql");
    const auto row = [](const char *name, const char *table, const char *sql) {
        QTest::newRow(name) << QString::fromLatin1(table) << QString::fromLatin1(sql);
    };
    row("a session changed", "session", "UPDATE session SET title = title || 'x' WHERE ref = 2");
    row("a session gone", "session", "DELETE FROM session WHERE id = 'v'");
    row("a branch that nobody found", "session", "UPDATE session SET branch = '' WHERE id = 'v'");
    row("an agent changed", "agent", "UPDATE agent SET tool_calls = 99 WHERE id = 'a'");
    row("an agent gone", "agent", "DELETE FROM agent");
    row("a turn changed", "turn", "UPDATE turn SET prompt = 'other'");
    row("a turn gone", "turn", "DELETE FROM turn");
    row("a call changed", "tool_call", "UPDATE tool_call SET status = 'done' WHERE id = 't'");
    row("a call gone", "tool_call", "DELETE FROM tool_call");
    row("a question changed", "attention_item", "UPDATE attention_item SET since = 1");
    row("a question gone", "attention_item", "DELETE FROM attention_item");
    row("a question made up", "attention_item",
        "INSERT INTO attention_item VALUES ('x', 1, '', 'question', '', '', '', '', 1, NULL, '')");
}

void TestVerify::anyTableThatDoesNotFollowIsNamed()
{
    QFETCH(QString, table);
    QFETCH(QString, sql);
    QVERIFY(m_store->database().execute(sql).ok());
    const Verdict found = verdict();
    QVERIFY(found.sound);
    QVERIFY(!found.follows);
    QVERIFY2(found.problems.value(0).startsWith(table + u": "),
             qPrintable(found.problems.join(u'\n')));
}

void TestVerify::aDamagedPayloadIsNamedByItsEvent()
{
    const qint64 seq = m_store->number(u"SELECT seq FROM event WHERE event_id = 'v1'"_s);
    QVERIFY(m_store->database()
                .execute(u"UPDATE event SET payload = CAST(replace(CAST(payload AS TEXT), 'go', "
                         "'no') AS BLOB) WHERE event_id = 'v1'"_s)
                .ok());
    const Verdict found = verdict();
    QVERIFY(found.sound);
    QVERIFY(!found.follows);
    QCOMPARE(found.problems, QStringList{u"the payload of event %1 is damaged"_s.arg(seq)});
}

void TestVerify::aDamagedIndexIsNotSound()
{
    // As if rows had been written past it.
    QVERIFY(m_store->database()
                .execute(u"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
                         "replace(sql, '(session_ref, seq)', '(seq, session_ref)') "
                         "WHERE name = 'event_by_session'; PRAGMA writable_schema = OFF"_s)
                .ok());
    m_store->reopen();
    if (!m_store->isOpen())
        return; // refused already at the start, which is as good
    const Verdict found = verdict();
    QVERIFY(!found.sound);
    QVERIFY(!found.problems.isEmpty());
}

void TestVerify::aSearchIndexThatIsNotWholeIsNamed_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("damaged") << u"UPDATE search_text_data SET block = x'0011' WHERE id > 10"_s;
    QTest::newRow("a text without words") << u"UPDATE search_doc SET id = id + 1 WHERE id = "
                                             "(SELECT max(id) FROM search_doc)"_s;
    QTest::newRow("words without a text") << u"DELETE FROM search_doc"_s;
}

void TestVerify::aSearchIndexThatIsNotWholeIsNamed()
{
    QFETCH(QString, sql);
    QCOMPARE(indexAll(*m_store), QString());
    QVERIFY(verdict().searchable);
    QVERIFY(m_store->database().execute(sql).ok());
    m_store->reopen();
    const Verdict found = verdict();
    QVERIFY(found.sound && found.follows && !found.searchable);
    QVERIFY2(found.problems.value(0).startsWith(u"search: "),
             qPrintable(found.problems.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
