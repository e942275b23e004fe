// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

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

} // namespace

// No query on a table that grows with use may read all of it.
class TestQueryPlans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noStatementOfTheStoreScansALongTable();
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

QTEST_GUILESS_MAIN(TestQueryPlans)
#include "tst_queryplans.moc"
