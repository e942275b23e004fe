// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "searchfixture.h"
#include "store/searchdoc.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDay = 24 * 3600 * 1000;

WriteRequest happened(int number, const QString &session, const QString &type, QJsonObject fields,
                      qint64 atMs)
{
    return request(u"e%1"_s.arg(number), payload(session, type, fields), atMs);
}

} // namespace

// What is found, and how it is shown.
class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyKindOfTextIsFound_data();
    void everyKindOfTextIsFound();
    void theNewestComeFirstPageByPage();
    void nothingThatIsTypedIsSyntax_data();
    void nothingThatIsTypedIsSyntax();
    void aHitSaysWhereItIs();
    void aDamagedPayloadHidesNoOtherHit();
    void theWordsOfTheIndexItselfCanNotBeSearched();
    void theSnippetIsOneLineAroundTheFirstHit();
    void whatIsNotIndexedYetIsCounted();

private:
    std::unique_ptr<Store> m_store;
};

void TestSearch::init()
{
    m_store = std::make_unique<Store>();
    m_store->commit({
        happened(1, u"one"_s, u"UserPromptSubmit"_s,
                 {{u"prompt"_s, u"Please fix the login of the Café"_s}, {u"prompt_id"_s, u"p1"_s}},
                 1 * kDay),
        happened(2, u"one"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s},
                  {u"tool_use_id"_s, u"t1"_s},
                  {u"tool_input"_s,
                   QJsonObject{{u"command"_s, u"pytest -q tests/api"_s},
                               {u"description"_s, u"Run the tests"_s}}}},
                 2 * kDay),
        happened(3, u"one"_s, u"PostToolUse"_s,
                 {{u"tool_name"_s, u"Bash"_s},
                  {u"tool_use_id"_s, u"t1"_s},
                  {u"tool_response"_s, QJsonObject{{u"stdout"_s, u"3 passed, login ok"_s}}}},
                 3 * kDay),
        happened(4, u"one"_s, u"Stop"_s,
                 {{u"last_assistant_message"_s, u"The login works again."_s}}, 4 * kDay),
        happened(5, u"two"_s, u"PreToolUse"_s,
                 {{u"tool_name"_s, u"Edit"_s},
                  {u"tool_use_id"_s, u"t2"_s},
                  {u"tool_input"_s,
                   QJsonObject{{u"file_path"_s, u"/src/login.py"_s},
                               {u"old_string"_s, u"zebra"_s},
                               {u"new_string"_s, u"zebra2"_s}}}},
                 5 * kDay),
        happened(6, u"two"_s, u"PostToolUseFailure"_s,
                 {{u"tool_name"_s, u"Edit"_s},
                  {u"tool_use_id"_s, u"t2"_s},
                  {u"error"_s, u"String to replace not found"_s}},
                 6 * kDay),
        happened(7, u"two"_s, u"StopFailure"_s,
                 {{u"error"_s, u"rate_limit"_s}, {u"error_details"_s, u"Overloaded for now"_s}},
                 7 * kDay),
    });
    QCOMPARE(indexAll(*m_store), QString());
    QCOMPARE(indexDamage(*m_store), QString());
}

void TestSearch::everyKindOfTextIsFound_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("hits");
    const auto row = [](const char *query, const QStringList &hits) {
        QTest::newRow(query) << QString::fromUtf8(query) << hits;
    };
    const QString prompt = u"prompt of one: Please fix the [login] of the Café"_s;
    const QString output = u"output of one: 3 passed, [login] ok"_s;
    const QString answer = u"answer of one: The [login] works again."_s;
    const QString path = u"call of two: /src/[login].py"_s;
    row("login", {path, answer, output, prompt});
    row("LOGIN", {path, answer, output, prompt});
    row("log*", {path, answer, output, prompt});
    row("log", {});
    row("cafe", {u"prompt of one: Please fix the login of the [Café]"_s});
    row("login session:one", {answer, output, prompt});
    row("login -session:one", {path});
    row("login kind:prompt", {prompt});
    row("login -kind:prompt,answer", {path, output});
    row("login tool:bash", {output});
    row("login tool:B*", {output});
    row("login tool:*s*", {output});
    row("login -tool:*s*", {path, answer, prompt});
    row("login -tool:Bash", {path, answer, prompt});
    row("\"fix the login\"", {u"prompt of one: Please [fix the login] of the Café"_s});
    row("\"the fix login\"", {});
    row("\"fix the log\"*", {u"prompt of one: Please [fix the login] of the Café"_s});
    row("fix login", {u"prompt of one: Please [fix] the [login] of the Café"_s});
    row("login -works", {path, output, prompt});
    row("-login tool:Edit", {u"error of two: String to replace not found"_s});
    row("pytest", {u"call of one: [pytest] -q tests/api Run the tests"_s});
    row("tests/api", {u"call of one: pytest -q [tests/api] Run the tests"_s});
    row("zebra", {}); // what an edit changes is not looked through
    row("replace", {u"error of two: String to [replace] not found"_s});
    row("overloaded", {u"error of two: [Overloaded] for now"_s});
    row("login before:1970-01-04T00:00:00Z", {prompt});
    row("login after:1970-01-04T00:00:00Z before:1970-01-05T00:00:01Z", {answer, output});
    row("login -after:1970-01-04T00:00:00Z", {prompt});
    row("kind:error",
        {u"error of two: Overloaded for now"_s, u"error of two: String to replace not found"_s});
    row("session:nobody login", {});
    row("status:failed kind:error",
        {u"error of two: Overloaded for now"_s, u"error of two: String to replace not found"_s});
    row("→", {u"there is no word to look for in “→”"_s});
    row("lo*gin", {u"in a search a “*” may stand only at the end of a word"_s});
    row("l*", {u"before the “*” of “l*” there must be at least 2 letters"_s});
    row("lo*", {path, answer, output, prompt});
    row("nokey:x", {u"there is no key “nokey”; a text with “:” in it is put in quotes"_s});
}

void TestSearch::everyKindOfTextIsFound()
{
    QFETCH(QString, query);
    QFETCH(QStringList, hits);
    QCOMPARE(found(m_store->database(), query), hits);
}

void TestSearch::theNewestComeFirstPageByPage()
{
    SearchQuery query{parseFilter(u"login"_s, FilterScope::Docs, 0).filter, 3, std::nullopt};
    Result<SearchPage> page = search(m_store->database(), query);
    QVERIFY(page.ok());
    QCOMPARE(page->hits.size(), std::size_t(3));
    QCOMPARE(page->hits.front().atMs, 5 * kDay);
    QVERIFY(page->next);
    query.before = page->next;
    page = search(m_store->database(), query);
    QCOMPARE(page->hits.size(), std::size_t(1));
    QCOMPARE(page->hits.front().atMs, 1 * kDay);
    QVERIFY(!page->next);
    query.limit = 1; // as many as there are: no page follows
    page = search(m_store->database(), query);
    QCOMPARE(page->hits.size(), std::size_t(1));
    QVERIFY(!page->next);
}

void TestSearch::nothingThatIsTypedIsSyntax_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"login AND", "\"login OR\"", "\"NOT login\"", "NEAR(a b)", "\"text : login\"",
          "\"text:login\"", "^login", "{text}", "(login", "login)", "\"a\\\"b\"", "login + x",
          "'login'", "*", "login**", "\"; DROP TABLE event; --\"", "a%b_c", "\"\\\"\" x"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestSearch::nothingThatIsTypedIsSyntax()
{
    QFETCH(QString, text);
    const ParsedFilter parsed = parseFilter(text, FilterScope::Docs, 0);
    if (parsed.error)
        return;
    const Result<SearchPage> page = search(m_store->database(), {parsed.filter, 50, std::nullopt});
    if (!page)
        QVERIFY2(page.error().code == ErrorCode::InvalidInput, qPrintable(page.error().text));
    if (page && text != u"^login" && text != u"(login" && text != u"login)" && text != u"'login'")
        QCOMPARE(page->hits.size(), std::size_t(0));
}

void TestSearch::aHitSaysWhereItIs()
{
    EntryRow entry;
    entry.session = SessionRef{2};
    entry.uuid = u"u1"_s;
    entry.kind = EntryKind::Thinking;
    entry.body = {{u"text"_s, u"hm, giraffes"_s}};
    entry.atMs = 9 * kDay + 7;
    insertEntry(m_store->database(), entry);
    QCOMPARE(indexAll(*m_store), QString());
    const Filter filter = parseFilter(u"giraffes"_s, FilterScope::Docs, 0).filter;
    Result<SearchPage> page = search(m_store->database(), {filter, 50, std::nullopt});
    QVERIFY(page.ok());
    QCOMPARE(page->hits.size(), std::size_t(1));
    const SearchHit &hit = page->hits.front();
    QCOMPARE(hit.sessionId, u"two"_s);
    QCOMPARE(hit.source, Source::ClaudeCode);
    QCOMPARE(hit.kind, TextKind::Thinking);
    QCOMPARE(hit.atMs, 9 * kDay + 7);
    QCOMPARE(hit.entry, std::optional<qint64>(1));
    QVERIFY(!hit.seq);
    const Filter output = parseFilter(u"passed"_s, FilterScope::Docs, 0).filter;
    page = search(m_store->database(), {output, 50, std::nullopt});
    QCOMPARE(page->hits.front().seq, std::optional<qint64>(3));
    QCOMPARE(page->hits.front().toolName, u"Bash"_s);
    QCOMPARE(page->hits.front().toolUseId, u"t1"_s);
}

void TestSearch::aDamagedPayloadHidesNoOtherHit()
{
    QVERIFY(m_store->database()
                .execute(u"UPDATE event SET payload = x'00' WHERE event_id = 'e4'"_s)
                .ok());
    const QStringList hits = found(m_store->database(), u"login"_s);
    QCOMPARE(hits.size(), 4);
    QCOMPARE(hits.at(1), u"answer of one: "_s);
}

void TestSearch::theWordsOfTheIndexItselfCanNotBeSearched()
{
    for (const QString &word :
         {anyDocWord(), sessionWord(SessionRef{1}), kindWord(TextKind::Call)}) {
        const QStringList hits = found(m_store->database(), word);
        QVERIFY2(hits.isEmpty() || hits.first().contains(u"no word"), qPrintable(hits.join(u'|')));
    }
    m_store->commit(
        {happened(20, u"one"_s, u"UserPromptSubmit"_s,
                  {{u"prompt"_s, QString(sessionWord(SessionRef{2}) + u" sneaky")}}, 8 * kDay)});
    QCOMPARE(indexAll(*m_store), QString());
    QCOMPARE(found(m_store->database(), u"sneaky session:two"_s), QStringList());
    QCOMPARE(found(m_store->database(), u"sneaky session:one"_s).size(), 1);
}

void TestSearch::theSnippetIsOneLineAroundTheFirstHit()
{
    m_store->commit({happened(
        30, u"one"_s, u"UserPromptSubmit"_s,
        {{u"prompt"_s,
          QString(QString(300, u'x') + u"\n\n some\twords before the needle,\r\n and a needle "
                  + QString(300, u'y'))}},
        8 * kDay)});
    QCOMPARE(indexAll(*m_store), QString());
    const QString hit = found(m_store->database(), u"needle"_s).value(0);
    QVERIFY2(hit.startsWith(u"prompt of one: … some words before the [needle], and a [needle] yyy"),
             qPrintable(hit));
    QVERIFY(hit.size() < 230);
}

void TestSearch::whatIsNotIndexedYetIsCounted()
{
    m_store->commit(
        {happened(40, u"one"_s, u"UserPromptSubmit"_s, {{u"prompt"_s, u"late"_s}}, kDay),
         happened(41, u"one"_s, u"SessionEnd"_s, {}, kDay)});
    Result<SearchProgress> progress = searchProgress(m_store->database());
    QVERIFY(progress.ok());
    QCOMPARE(progress->indexedTo, 7);
    QCOMPARE(progress->behind(), 2);
    QCOMPARE(indexAll(*m_store), QString());
    progress = searchProgress(m_store->database());
    QCOMPARE(progress->indexedTo, 9);
    QCOMPARE(progress->behind(), 0);
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
