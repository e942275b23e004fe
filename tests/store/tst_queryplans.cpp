// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "searchfixture.h"
#include "store/filteredrows.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <sqlite3.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QStringList planOf(Database &database, const QString &sql)
{
    QStringList plan;
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(database.handle(), qPrintable(u"EXPLAIN QUERY PLAN "_s + sql), -1,
                       &statement, nullptr);
    while (sqlite3_step(statement) == SQLITE_ROW)
        plan.append(
            u'|'
            + QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 3))));
    sqlite3_finalize(statement);
    return plan;
}

// Those that `run` has the connection execute.
QStringList statementsRun(Database &database, const std::function<void()> &run)
{
    QStringList statements;
    sqlite3_trace_v2(
        database.handle(), SQLITE_TRACE_STMT,
        [](unsigned, void *seen, void *statement, void *) {
            static_cast<QStringList *>(seen)->append(
                QString::fromUtf8(sqlite3_sql(static_cast<sqlite3_stmt *>(statement))));
            return 0;
        },
        &statements);
    run();
    sqlite3_trace_v2(database.handle(), 0, nullptr, nullptr);
    return statements;
}

} // namespace

// No query on a table that grows with use may read all of it.
class TestQueryPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noStatementOfTheStoreScansALongTable();
    void noFilterScansTheLogInAnyOtherOrder_data();
    void noFilterScansTheLogInAnyOtherOrder();
    void noSearchScansAnything();
};

void TestQueryPlans::noStatementOfTheStoreScansALongTable()
{
    Store store;
    // The columns that the macros stand for do not matter to the plan.
    static const QRegularExpression constant(
        u"constexpr (?:const )?char \\w+\\[\\]\\s*=\\s*((?:\\s*"
        "(?:R\"\\(.*?\\)\"|\"[^\"]*\"|DOGWATCH_\\w+))+)\\s*;"_s,
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression part(u"R\"\\((.*?)\\)\"|\"([^\"]*)\"|(DOGWATCH_\\w+)"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QDir sources(QStringLiteral(DOGWATCH_TEST_DATA "/../../src/store"));
    const QStringList files = sources.entryList({u"*.cpp"_s});
    int seen = 0;
    for (const QString &name : files) {
        QFile file(sources.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        auto constants = constant.globalMatch(text);
        while (constants.hasNext()) {
            QString sql;
            auto parts = part.globalMatch(constants.next().captured(1));
            while (parts.hasNext()) {
                const auto piece = parts.next();
                sql += piece.captured(3).isEmpty() ? piece.captured(1) + piece.captured(2) : u"*"_s;
            }
            static const QRegularExpression longTable(
                u"\\b(event|observation|tool_call|usage_message|transcript_entry)\\b"_s);
            if (!sql.trimmed().startsWith(u"SELECT") || !sql.contains(longTable))
                continue;
            // The beginning of one that is put together: see below.
            if (sql.trimmed().endsWith(u"AND") || sql.trimmed().endsWith(u"WHERE"))
                continue;
            const QStringList plan = planOf(store.database(), sql);
            QVERIFY2(!plan.isEmpty() && plan.first().contains(u'|'),
                     qPrintable(name + u": "_s + sql + plan.join(u' ')));
            ++seen;
            for (const QString &step : plan) {
                static const QRegularExpression scan(
                    u"\\|SCAN (event|observation|tool_call|usage_message|transcript_entry)(?! USING)\\b"_s);
                QVERIFY2(!step.contains(scan), qPrintable(name + u": "_s + sql + step));
            }
        }
    }
    QVERIFY2(seen >= 12, qPrintable(QString::number(seen)));
}

void TestQueryPlans::noFilterScansTheLogInAnyOtherOrder_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("step"); // of the events
    const QString inOrder = u"|SEARCH event USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"_s;
    const QString bySession = u"|SEARCH event USING INDEX event_by_session (session_ref=?"_s;
    QTest::newRow("of the row") << u"tool:Bash duration>5s type:P* x"_s << inOrder;
    QTest::newRow("of one session") << u"session:s tool:Bash"_s << bySession;
    QTest::newRow("of some sessions") << u"session:s,t cost<5"_s << bySession;
}

void TestQueryPlans::noFilterScansTheLogInAnyOtherOrder()
{
    QFETCH(QString, filter);
    QFETCH(QString, step);
    Store store;
    store.commit({request(u"1"_s, u"s"_s), request(u"2"_s, u"t"_s)});
    if (filter.contains(u"cost"))
        filter.replace(u"cost<5"_s, u"-cost>5"_s);
    const Filter parsed = parseFilter(filter, FilterScope::Events, 0).filter;
    const QStringList ran = statementsRun(
        store.database(), [&] { QVERIFY(filteredEvents(store.database(), {}, parsed).ok()); });
    const QStringList plan = planOf(store.database(), ran.last());
    QVERIFY2(plan.first().startsWith(step), qPrintable(ran.last() + plan.join(u' ')));
    for (const QString &each : plan)
        QVERIFY2(!each.startsWith(u"|SCAN event") && !each.startsWith(u"|SCAN tool_call"),
                 qPrintable(each));
}

void TestQueryPlans::noSearchScansAnything()
{
    Store store;
    store.commit({request(u"word"_s)});
    QCOMPARE(indexAll(store), QString());
    const QStringList ran = statementsRun(store.database(), [&] {
        QCOMPARE(found(store.database(), u"word session:s kind:prompt"_s).size(), 1);
    });
    int seen = 0;
    for (const QString &sql : ran) {
        if (!sql.trimmed().startsWith(u"SELECT") || sql.contains(u"search_text_"))
            continue;
        static const QRegularExpression scan(
            u"\\|SCAN (event|search_doc|transcript_entry)\\b|TEMP B-TREE"_s);
        const QStringList plan = planOf(store.database(), sql);
        QVERIFY2(!plan.join(u' ').contains(scan), qPrintable(sql + plan.join(u' ')));
        ++seen;
    }
    QVERIFY(seen >= 5);
}

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
