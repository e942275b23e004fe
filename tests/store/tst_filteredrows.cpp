// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/filtermatch.h"
#include "seed.h"
#include "store/filteredrows.h"
#include "storefixture.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

Filter filterOf(const QString &text, FilterScope scope)
{
    const ParsedFilter parsed = parseFilter(text, scope, 0);
    if (parsed.error)
        qWarning("%s", qPrintable(parsed.error->text));
    return parsed.filter;
}

} // namespace

// The rows that the store gives for a filter.
class TestFilteredRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sessionsThatFit_data();
    void sessionsThatFit();
    void eventsThatFit_data();
    void eventsThatFit();
    void callsThatFit_data();
    void callsThatFit();
    void anAgentIsFoundByItsName();
    void whatAPersonTypesIsBoundAndNoSql();
    void theStoreAndTheMatchInMemoryAgree();
    void aFilterThatIsWrongIsInvalidInput();

private:
    std::unique_ptr<Store> m_store;
};

void TestFilteredRows::init()
{
    m_store = std::make_unique<Store>();
    const auto call = [](const QString &session, const QString &type, const QString &id,
                         const QString &tool, qint64 at, QJsonObject more = {}) {
        more.insert(u"tool_use_id"_s, id);
        more.insert(u"tool_name"_s, tool);
        more.insert(u"cwd"_s, QString(u"/home/a/"_s + session));
        return request(session + type + id, payload(session, type, more), at);
    };
    m_store->commit({
        request(u"s1"_s,
                payload(u"api"_s, u"SessionStart"_s,
                        {{u"model"_s, u"claude-opus-4-5"_s}, {u"cwd"_s, u"/home/a/api"_s}}),
                1000),
        call(u"api"_s, u"PreToolUse"_s, u"t1"_s, u"Bash"_s, 2000,
             {{u"tool_input"_s, QJsonObject{{u"command"_s, u"make 100%_all"_s}}}}),
        call(u"api"_s, u"PostToolUse"_s, u"t1"_s, u"Bash"_s, 92'000, {{u"duration_ms"_s, 90'000}}),
        call(u"web"_s, u"PreToolUse"_s, u"t2"_s, u"Edit"_s, 3000),
        call(u"web"_s, u"PostToolUseFailure"_s, u"t2"_s, u"Edit"_s, 4000,
             {{u"error"_s, u"no such file"_s}, {u"duration_ms"_s, 1000}}),
        call(u"web"_s, u"PreToolUse"_s, u"t3"_s, u"Read"_s, 5000),
        request(u"s9"_s, payload(u"old"_s, u"SessionEnd"_s, {{u"cwd"_s, u"/home/a/old"_s}}), 500),
    });
    QVERIFY(
        m_store->database()
            .execute(
                u"INSERT INTO transcript_session (session_ref, title_rank) VALUES (1, 0), (2, 0)"_s)
            .ok());
    QVERIFY(
        m_store->database()
            .execute(
                u"INSERT INTO usage_total (session_ref, agent_id, model, day, messages, unpriced, "
                "input, output, cache_write_5m, cache_write_1h, cache_read, web_searches, "
                "cost) VALUES (1, '', 'm', 1, 1, 0, 600, 400, 0, 0, 0, "
                "0, 2000000000000)"_s)
            .ok());
}

void TestFilteredRows::sessionsThatFit_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *filter, const char *ids) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(ids);
    };
    row("", "api web old");
    row("session:api", "api");
    row("-session:api", "web old");
    row("status:ended", "old");
    row("-status:ended", "api web");
    row("status:ended,working", "api web old");
    row("status:running", "web");
    row("tool:Bash", "api");
    row("tool:b*", "api");
    row("-tool:*", "old");
    row("tool:bash,read", "api web");
    row("model:opus*", "api");
    row("model:opus", "api");
    row("-model:opus", "web old");
    row("agent:claude", "api web old");
    row("-agent:codex", "api web old");
    row("agent:codex", "");
    row("cwd:/home/a/*", "api web old");
    row("cwd:/home/a", "");
    row("duration>60s", "api");
    row("duration<=2s", "web old");
    row("cost>1", "api");
    row("cost>2", "");
    row("-cost>1", "web old");
    row("cost<1", "web");
    row("tokens=1k", "api");
    row("calls>=2", "web");
    row("errors>0", "web");
    row("before:1970-01-01T00:00:01Z", "old");
    row("after:1970-01-01T00:00:05Z", "api web");
    row("opus api", "api");
    row("API", "api");
}

void TestFilteredRows::sessionsThatFit()
{
    QFETCH(QString, filter);
    QFETCH(QString, ids);
    const Result<std::vector<Session>> rows =
        filteredSessions(m_store->database(), {}, filterOf(filter, FilterScope::Sessions));
    QVERIFY2(rows.ok(), rows ? "" : qPrintable(rows.error().text));
    QStringList given;
    for (const Session &session : *rows)
        given.append(session.key.id);
    QCOMPARE(given.join(u' '), ids);
}

void TestFilteredRows::eventsThatFit_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("seqs");
    const auto row = [](const char *filter, const char *seqs) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(seqs);
    };
    row("", "1 2 3 4 5 6 7");
    row("session:web", "4 5 6");
    row("session:web,old", "4 5 6 7");
    row("-session:web", "1 2 3 7");
    row("type:PreToolUse", "2 4 6");
    row("type:*ToolUse*", "2 3 4 5 6");
    row("tool:Edit", "4 5");
    row("-tool:*", "");
    row("tool:Bash type:PostToolUse", "3");
    row("duration>60s", "2 3");
    row("status:running", "6");
    row("status:failed", "4 5");
    row("status:ended", "7");
    row("model:opus", "1 2 3");
    row("after:1970-01-01T00:00:05Z", "3 6");
    row("before:1970-01-01T00:00:01Z", "7");
    row("\"no such file\"", "4 5");
    row("session:nobody", "");
    row("cost>1 tool:Bash", "2 3");
}

void TestFilteredRows::eventsThatFit()
{
    QFETCH(QString, filter);
    QFETCH(QString, seqs);
    if (filter == u"-tool:*")
        seqs = QString(); // '*' fits an empty text as well
    const Result<std::vector<EventRow>> rows =
        filteredEvents(m_store->database(), {}, filterOf(filter, FilterScope::Events));
    QVERIFY2(rows.ok(), rows ? "" : qPrintable(rows.error().text));
    QStringList given;
    for (const EventRow &event : *rows)
        given.append(QString::number(event.seq));
    QCOMPARE(given.join(u' '), seqs);
    // In pieces the same.
    EventQuery query;
    query.limit = 1;
    QStringList pieces;
    while (true) {
        const Result<std::vector<EventRow>> piece =
            filteredEvents(m_store->database(), query, filterOf(filter, FilterScope::Events));
        QVERIFY(piece.ok());
        if (piece->empty())
            break;
        query.afterSeq = piece->front().seq;
        pieces.append(QString::number(query.afterSeq));
    }
    QCOMPARE(pieces.join(u' '), seqs);
}

void TestFilteredRows::callsThatFit_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *filter, const char *ids) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromUtf8(ids);
    };
    row("", "t1 t2 t3");
    row("tool:Bash", "t1");
    row("-tool:Bash", "t2 t3");
    row("duration>60s", "t1");
    row("-duration>60s", "t2 t3");
    row("status:failed", "t2");
    row("status:running,completed", "t1 t3");
    row("status:working session:web", "t2 t3");
    row("project:api", "t1");
    row("session:api,web tool:read", "t3");
    row("\"no such\"", "t2");
    row("100%_all", "t1");
    row("100%xall", "");
    row("10*all", "t1");
    row("after:1970-01-01T00:00:03Z", "t2 t3");
}

void TestFilteredRows::callsThatFit()
{
    QFETCH(QString, filter);
    QFETCH(QString, ids);
    const Result<std::vector<ToolCall>> rows =
        filteredCalls(m_store->database(), std::nullopt, 100, filterOf(filter, FilterScope::Calls));
    QVERIFY2(rows.ok(), rows ? "" : qPrintable(rows.error().text));
    QStringList given;
    for (const ToolCall &call : *rows)
        given.append(call.id);
    QCOMPARE(given.join(u' '), ids);
}

void TestFilteredRows::anAgentIsFoundByItsName()
{
    const QJsonObject ofAgent{{u"agent_id"_s, u"a8f2"_s}, {u"agent_type"_s, u"Explore"_s}};
    QJsonObject call = ofAgent;
    call.insert(u"tool_use_id"_s, u"t4"_s);
    call.insert(u"tool_name"_s, u"Grep"_s);
    m_store->commit({request(u"s10"_s, payload(u"web"_s, u"SubagentStart"_s, ofAgent), 6000),
                     request(u"s11"_s, payload(u"web"_s, u"PreToolUse"_s, call), 7000)});
    const auto calls = filteredCalls(m_store->database(), std::nullopt, 100,
                                     filterOf(u"explore"_s, FilterScope::Calls));
    QCOMPARE(calls->size(), 1U);
    QCOMPARE(calls->front().id, u"t4");
    const auto events =
        filteredEvents(m_store->database(), {}, filterOf(u"explore"_s, FilterScope::Events));
    QCOMPARE(events->size(), 2U);
}

void TestFilteredRows::whatAPersonTypesIsBoundAndNoSql()
{
    for (const QString &text : {u"project:\"x' OR 1 --\""_s, u"\"'; DROP TABLE session; --\""_s,
                                u"title:?1"_s, u"tool:\"%\""_s, u"session:a_i"_s}) {
        const Result<std::vector<Session>> rows =
            filteredSessions(m_store->database(), {}, filterOf(text, FilterScope::Sessions));
        QVERIFY2(rows.ok() && rows->empty(), qPrintable(text));
    }
    QCOMPARE(m_store->number(u"SELECT count(*) FROM session"_s), 3);
}

void TestFilteredRows::theStoreAndTheMatchInMemoryAgree()
{
    std::mt19937 random(seedOfThisRun());
    m_store->commit(randomTraffic(random, 300));
    const Result<std::vector<Session>> all = sessions(m_store->database(), {});
    QVERIFY(all.ok());
    const QStringList terms{u"status:w*"_s,
                            u"status:ended,failed"_s,
                            u"project:b*"_s,
                            u"cwd:*b1"_s,
                            u"session:session-1,api"_s,
                            u"ls"_s,
                            u"title:e"_s,
                            u"duration>1s"_s,
                            u"duration<500ms"_s,
                            u"events>20"_s,
                            u"calls<=5"_s,
                            u"errors=0"_s,
                            u"agents>1"_s,
                            u"agent:claude-code"_s,
                            u"model:*4*"_s,
                            u"before:1970-01-01T00:00:02Z"_s,
                            u"after:1970-01-01T00:00:03Z"_s,
                            u"session-2"_s};
    for (int round = 0; round < 300; ++round) {
        QString text;
        for (auto n = 1 + random() % 3; n > 0; --n)
            text += QString(random() % 3 == 0 ? u" -"_s : u" "_s)
                + terms.at(qsizetype(random() % quint64(terms.size())));
        const Filter filter = filterOf(text, FilterScope::Sessions);
        QVERIFY(!filterNeedsMore(filter) || text.contains(u"status:w*"));
        const Result<std::vector<Session>> rows = filteredSessions(m_store->database(), {}, filter);
        QVERIFY(rows.ok());
        QStringList given;
        QStringList matched;
        for (const Session &session : *rows)
            given.append(session.key.id);
        for (const Session &session : *all) {
            FilterSubject subject;
            subject.session = &session;
            if (filterMatches(filter, subject))
                matched.append(session.key.id);
        }
        QVERIFY2(given == matched,
                 qPrintable(text + u": "_s + given.join(u' ') + u" / "_s + matched.join(u' ')));
    }
}

void TestFilteredRows::aFilterThatIsWrongIsInvalidInput()
{
    const Result<Filter> filter = filterFrom(u"ok colour:red"_s, FilterScope::Sessions);
    QVERIFY(!filter && filter.error().code == ErrorCode::InvalidInput);
    QVERIFY(filter.error().text.endsWith(u"(at character 4)"));
}

QTEST_GUILESS_MAIN(TestFilteredRows)
#include "tst_filteredrows.moc"
