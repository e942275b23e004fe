// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "spoolfixture.h"
#include "store/readers.h"
#include "store/readmodel.h"
#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <future>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

// What a reader thread says to "how many sessions are there?": their number, or the error's.
QString sessionsBy(Readers &readers)
{
    const auto answer = std::make_shared<std::promise<QString>>();
    readers.post([answer](const Result<Database *> &database) -> Result<void> {
        if (!database) {
            answer->set_value(u"error %1"_s.arg(int(database.error().code)));
            return database.error();
        }
        const Result<std::vector<Session>> rows = sessions(**database, {});
        answer->set_value(rows ? QString::number(rows->size())
                               : u"error %1"_s.arg(int(rows.error().code)));
        return rows ? Result<void>() : Result<void>(rows.error());
    });
    return answer->get_future().get();
}

QString error(ErrorCode code)
{
    return u"error %1"_s.arg(int(code));
}

} // namespace

// What can't be read is never nothing.
class TestReaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoreThatIsNotThereIsAnErrorUntilItIs();
    void aStoreThatIsNoneIsAnError();
    void whatIsReleasedIsClosedAndOpenedAnew();
    void aConnectionThatFailedIsNotKept();
    void aDamagedPageIsAnErrorAndNotTheEnd_data();
    void aDamagedPageIsAnErrorAndNotTheEnd();
};

void TestReaders::aStoreThatIsNotThereIsAnErrorUntilItIs()
{
    QTemporaryDir folder;
    Readers readers(folder.filePath(u"dogwatch.db"_s), 1);
    QCOMPARE(sessionsBy(readers), error(ErrorCode::Missing));
    auto made = Database::open(folder.filePath(u"dogwatch.db"_s), Database::Mode::CreateIfMissing);
    QVERIFY(made.ok());
    QCOMPARE(sessionsBy(readers), u"0");
}

void TestReaders::aStoreThatIsNoneIsAnError()
{
    QTemporaryDir folder;
    putFile(folder.path(), u"dogwatch.db"_s, QByteArray(9000, 'x'));
    Readers readers(folder.filePath(u"dogwatch.db"_s), 1);
    QCOMPARE(sessionsBy(readers), error(ErrorCode::Corrupt));
}

// Nothing is open under the old name or the new one, and nothing is answered from it.
void TestReaders::whatIsReleasedIsClosedAndOpenedAnew()
{
    Store store;
    store.commit({request(u"e"_s)});
    store.close();
    Readers readers(store.path(), 2);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(sessionsBy(readers), u"1");
    readers.release().waitForFinished();
    for (const QFileInfo &open : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System))
        QVERIFY2(!open.symLinkTarget().startsWith(store.path()), qPrintable(open.symLinkTarget()));
    QCOMPARE(sessionsBy(readers), error(ErrorCode::Unavailable));
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::rename(store.path() + suffix, store.path() + u".aside"_s + suffix);
    QVERIFY(Database::open(store.path(), Database::Mode::CreateIfMissing).ok());
    QCOMPARE(sessionsBy(readers), error(ErrorCode::Unavailable));
    readers.resume();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(sessionsBy(readers), u"0");
}

void TestReaders::aConnectionThatFailedIsNotKept()
{
    Store store;
    store.commit({request(u"e"_s)});
    store.close();
    Readers readers(store.path(), 1);
    QCOMPARE(sessionsBy(readers), u"1");
    QVERIFY(QFile::rename(store.path(), store.path() + u".aside"_s));
    std::promise<void> failed;
    readers.post([&failed](const Result<Database *> &) -> Result<void> {
        failed.set_value();
        return Error{ErrorCode::Corrupt, u"damaged"_s};
    });
    failed.get_future().wait();
    QCOMPARE(sessionsBy(readers), error(ErrorCode::Missing));
}

void TestReaders::aDamagedPageIsAnErrorAndNotTheEnd_data()
{
    QTest::addColumn<QString>("query");
    for (const char *query : {"counts", "sessions", "events", "calls", "attention", "letters"})
        QTest::newRow(query) << QString::fromLatin1(query);
}

void TestReaders::aDamagedPageIsAnErrorAndNotTheEnd()
{
    QFETCH(QString, query);
    Store store;
    std::vector<WriteRequest> traffic;
    for (int i = 0; i < 400; ++i) {
        traffic.push_back(
            request(u"e%1"_s.arg(i),
                    payload(u"s%1"_s.arg(i), i % 2 ? u"PermissionRequest"_s : u"PreToolUse"_s,
                            {{u"tool_use_id"_s, u"t"_s}, {u"tool_name"_s, QString(200, u'x')}})));
        traffic.push_back(request(u"n%1"_s.arg(i), payload({}, u"Stop"_s)));
    }
    store.commit(std::move(traffic));
    // The schema and the roots, which were made first, stay; what is behind them is gone.
    const qint64 lastRoot = store.number(u"SELECT max(rootpage) FROM sqlite_schema"_s);
    const QStringList ofSchema =
        store.rows(u"SELECT pageno FROM dbstat WHERE name IN ('sqlite_schema', 'sqlite_master')"_s);
    QVERIFY(!ofSchema.isEmpty());
    store.close();
    QFile file(store.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr qint64 kPage = 4096;
    for (qint64 page = lastRoot; page < file.size() / kPage; ++page) {
        if (ofSchema.contains(QString::number(page + 1)))
            continue;
        file.seek(page * kPage);
        file.write(QByteArray(kPage, '\0'));
    }
    file.close();
    auto reader = Database::open(store.path(), Database::Mode::ReadOnly);
    QVERIFY2(reader.ok(), reader ? "" : qPrintable(reader.error().text));
    Database &database = **reader;
    const auto codeOf = [](const auto &result) {
        return result ? u"read"_s : error(result.error().code);
    };
    QString code;
    if (query == u"counts")
        code = codeOf(storeCounts(database));
    else if (query == u"sessions")
        code = codeOf(sessions(database, {}));
    else if (query == u"events")
        code = codeOf(events(database, {}));
    else if (query == u"calls")
        code = codeOf(toolCalls(database, std::nullopt, 10000));
    else if (query == u"attention")
        code = codeOf(openAttention(database));
    else
        code = codeOf(deadLetters(database, 10000));
    QCOMPARE(code, error(ErrorCode::Corrupt));
}

QTEST_GUILESS_MAIN(TestReaders)
#include "tst_readers.moc"
