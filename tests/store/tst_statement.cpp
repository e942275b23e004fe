// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/texts.h"
#include "seed.h"
#include "store/statement.h"
#include "store/transaction.h"
#include "storefixture.h"

#include <QTest>

#include <limits>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr char kInsert[] = "INSERT INTO thing (i, r, t, b) VALUES (?, ?, ?, ?)";
constexpr char kSelect[] = "SELECT i, r, t, b FROM thing ORDER BY rowid";
constexpr char kText[] = "INSERT INTO thing (t) VALUES (?)";
constexpr char kNumber[] = "INSERT INTO thing (i) VALUES (?)";
constexpr char kAnyNumber[] = "INSERT INTO thing (i) VALUES (?)";

} // namespace

class TestStatement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachValueLiesThereAsItsOwnType();
    void absentValuesAreNull();
    void integersComeBackToTheirLimits();
    void allOfUnicodeComesBack();
    void loneSurrogatesAndNulAreMadeValidFirst();
    void theTablesRefuseTheWrongType();
    void anErrorIsNoEndOfTheRows();
    void aStatementThatIsHalfReadLetsOthersWrite();
    void aTransactionThatIsNotCommittedLeavesNothing();
    void aSavepointIsUndoneAlone();

private:
    std::unique_ptr<Store> m_store;
};

void TestStatement::init()
{
    m_store = std::make_unique<Store>();
    QVERIFY(m_store->database()
                .execute(u"CREATE TABLE thing (i INTEGER, r REAL, t TEXT, b BLOB) STRICT"_s)
                .ok());
}

void TestStatement::eachValueLiesThereAsItsOwnType()
{
    Database &db = m_store->database();
    QVERIFY(Statement(db, kInsert).bind(qint64(5)).bind(0.5).bind(u"x"_s).bind("y"_ba).run().ok());
    QVERIFY(
        Statement(db, kInsert).bind(true).bind(1.0).bind(QString()).bind(QByteArray()).run().ok());
    QCOMPARE(m_store->rows(u"SELECT typeof(i), typeof(r), typeof(t), typeof(b) FROM thing"_s),
             QStringList(2, u"integer|real|text|blob"_s));
    QCOMPARE(m_store->rows(u"SELECT length(t), length(b) FROM thing WHERE i = 1"_s),
             QStringList{u"0|0"_s});
    std::mt19937 random(seedOfThisRun());
    m_store->commit(randomTraffic(random, 60));
    QCOMPARE(m_store->rows(u"SELECT DISTINCT typeof(seq), typeof(event_id), typeof(occurred_at), "
                           "typeof(payload), typeof(payload_encoding) FROM event"_s),
             QStringList{u"integer|text|integer|blob|integer"_s});
    QCOMPARE(m_store->rows(u"SELECT DISTINCT typeof(agent_pid) FROM event ORDER BY 1"_s),
             (QStringList{u"integer"_s, u"null"_s}));
}

void TestStatement::absentValuesAreNull()
{
    Database &db = m_store->database();
    Statement insert(db, kInsert);
    insert.bind(std::optional<qint64>()).bind(0.0).bindOrNull(QString()).bindOrNull(QByteArray());
    QVERIFY(insert.run().ok());
    Statement select(db, kSelect);
    QVERIFY(*select.next());
    QVERIFY(select.isNull(0));
    QCOMPARE(select.optionalInteger(0), std::optional<qint64>());
    QVERIFY(select.isNull(2) && select.isNull(3));
    QVERIFY(!*select.next());
}

void TestStatement::integersComeBackToTheirLimits()
{
    Database &db = m_store->database();
    const QList<qint64> numbers{
        std::numeric_limits<qint64>::min(), -1, 0, 1LL << 53, (1LL << 53) + 1,
        std::numeric_limits<qint64>::max()};
    for (const qint64 number : numbers)
        QVERIFY(Statement(db, kNumber).bind(number).run().ok());
    Statement select(db, kSelect);
    for (const qint64 number : numbers) {
        QVERIFY(*select.next());
        QCOMPARE(select.integer(0), number);
    }
}

void TestStatement::allOfUnicodeComesBack()
{
    Database &db = m_store->database();
    QStringList texts;
    for (char32_t first = 0; first < 0x110000; first += 0x1000) {
        QString text;
        for (char32_t c = std::max<char32_t>(first, 1); c < first + 0x1000; ++c) {
            // Those that validUnicode() keeps away from the store.
            if (c < 0xd800 || (c > 0xdfff && c != 0xfffe && c != 0xffff))
                text += QString::fromUcs4(&c, 1);
        }
        texts.append(text);
        QVERIFY(Statement(db, kText).bind(text).run().ok());
    }
    Statement select(db, kSelect);
    for (const QString &text : std::as_const(texts)) {
        QVERIFY(*select.next());
        QVERIFY(select.text(2) == text);
    }
}

void TestStatement::loneSurrogatesAndNulAreMadeValidFirst()
{
    const QString odd = QString(u'a') + QChar(0xd800) + u'x' + QChar(0xdc00) + QChar(u'\0') + u'z';
    QCOMPARE(validUnicode(odd), u"a\uFFFDx\uFFFD\u2400z"_s);
    QCOMPARE(validUnicode(QString(QChar(0xffff))), u"\uFFFD"_s);
    const QByteArray content =
        R"({"session_id":"s\ud800x\u0000","hook_event_name":"\udfffStop","cwd":"/\ud83d\ude00"})";
    QCOMPARE(m_store->commitAndTell({request(u"a"_s, content)}), u"stored 1");
    QCOMPARE(m_store->rows(u"SELECT id, cwd FROM session"_s),
             QStringList{u"s\uFFFDx\u2400|/\U0001F600"_s});
    QCOMPARE(m_store->rows(u"SELECT type FROM event"_s), QStringList{u"\uFFFDStop"_s});
    QCOMPARE(m_store->rows(u"SELECT CAST(payload AS TEXT) FROM event"_s),
             QStringList{QString::fromUtf8(content)});
}

void TestStatement::theTablesRefuseTheWrongType()
{
    Database &db = m_store->database();
    const Result<void> done = Statement(db, kAnyNumber).bind(u"seven"_s).run();
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::Internal);
    const QStringList loose =
        m_store->rows(u"SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 "
                      "AND name NOT LIKE 'sqlite_%'"_s);
    QCOMPARE(loose, QStringList());
}

void TestStatement::anErrorIsNoEndOfTheRows()
{
    Database &db = m_store->database();
    Statement broken(db, "SELECT nothing FROM nowhere");
    QVERIFY(!broken.next());
    Statement late(db, "SELECT abs(column1) FROM (VALUES (1), (-9223372036854775808))");
    const Result<bool> first = late.next();
    const Result<bool> second = first ? late.next() : first;
    QVERIFY(!second);
}

void TestStatement::aStatementThatIsHalfReadLetsOthersWrite()
{
    Database &db = m_store->database();
    for (int i = 0; i < 3; ++i)
        QVERIFY(Statement(db, kNumber).bind(i).run().ok());
    {
        Statement select(db, kSelect);
        QVERIFY(*select.next());
    }
    QCOMPARE(m_store->rows(u"PRAGMA wal_checkpoint(TRUNCATE)"_s), QStringList{u"0|0|0"_s});
}

void TestStatement::aTransactionThatIsNotCommittedLeavesNothing()
{
    Database &db = m_store->database();
    {
        ImmediateTransaction transaction(db);
        QVERIFY(transaction.begin().ok());
        QVERIFY(Statement(db, kNumber).bind(1).run().ok());
        QVERIFY(transaction.isOpen());
    }
    QVERIFY(db.isAutocommit());
    QCOMPARE(m_store->number(u"SELECT count(*) FROM thing"_s), 0);
    ImmediateTransaction lost(db);
    QVERIFY(lost.begin().ok());
    QVERIFY(db.execute(u"ROLLBACK"_s).ok()); // as a full disk does
    QVERIFY(!lost.isOpen());
    QVERIFY(!lost.commit());
}

void TestStatement::aSavepointIsUndoneAlone()
{
    Database &db = m_store->database();
    ImmediateTransaction transaction(db);
    QVERIFY(transaction.begin().ok());
    for (int i = 0; i < 4; ++i) {
        Savepoint savepoint(db);
        QVERIFY(savepoint.begin().ok());
        QVERIFY(Statement(db, kNumber).bind(i).run().ok());
        if (i == 1)
            QVERIFY(savepoint.rollback().ok());
        else if (i == 2)
            continue; // forgotten: undone as well
        else
            QVERIFY(savepoint.release().ok());
    }
    QVERIFY(transaction.commit().ok());
    QCOMPARE(m_store->rows(u"SELECT i FROM thing"_s), (QStringList{u"0"_s, u"3"_s}));
}

QTEST_GUILESS_MAIN(TestStatement)
#include "tst_statement.moc"
