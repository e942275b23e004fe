// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/datafolder.h"
#include "spoolfixture.h"
#include "store/spoolfolder.h"
#include "store/spoolsweep.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNowMs = 1'763'700'000'000;
constexpr qint64 kHourMs = 3'600'000;

} // namespace

// Anybody with our uid may put anything into the spool: nothing of it is opened that should not be,
// and nothing is deleted but what is stored.
class TestSpoolFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsNoFileOfOursIsNotOpened_data();
    void whatIsNoFileOfOursIsNotOpened();
    void whatIsNoEventIsSaidToBeNone_data();
    void whatIsNoEventIsSaidToBeNone();
    void aFileOfAnotherUserIsNotRead();
    void whatIsSetAsideIsWholeWithItsReasonBeside();
    void whatLiesInRejectedAlreadyStays();
    void anUnreadableFolderIsNotAnEmptyOne();
    void aWholeTemporaryOfAKilledHookBecomesAnEvent();
    void aHalfTemporaryIsSetAsideAsItIs();
    void aYoungTemporaryIsLeftToItsHook();
    void onlyTheHookClientsOwnNamesAreSwept();
    void anEventThatHasTheNameAlreadyIsNotReplaced();
    void whatWasLeftInRejectedIsMadeVisible();

private:
    [[nodiscard]] QString spool() const { return m_folder->spool(); }
    QString putTemporary(int n, const QByteArray &content, qsizetype bytes,
                         qint64 ageMs = 2 * kHourMs) const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    std::unique_ptr<DataFolder> m_folder;
    std::unique_ptr<SpoolFolder> m_spool;
};

void TestSpoolFolder::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = std::make_unique<DataFolder>(m_temporary->filePath(u"data"_s));
    QVERIFY(m_folder->prepare().ok());
    m_spool = std::make_unique<SpoolFolder>(*m_folder);
}

QString TestSpoolFolder::putTemporary(int n, const QByteArray &content, qsizetype bytes,
                                      qint64 ageMs) const
{
    const QString name = u'.' + spoolName(n, bytes) + u".tmp";
    setAge(putFile(spool(), name, content), kNowMs - ageMs);
    return name;
}

void TestSpoolFolder::whatIsNoFileOfOursIsNotOpened_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"symlink", "dangling symlink", "fifo", "hard link", "folder", "huge"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestSpoolFolder::whatIsNoFileOfOursIsNotOpened()
{
    QFETCH(QString, what);
    const QByteArray path = QFile::encodeName(spool() + u"/x"_s);
    const QByteArray other =
        QFile::encodeName(putFile(m_folder->path(), u"other"_s, spoolContent(u"id"_s)));
    if (what == u"symlink")
        QCOMPARE(symlink(other.constData(), path.constData()), 0);
    else if (what == u"dangling symlink")
        QCOMPARE(symlink("/nowhere", path.constData()), 0);
    else if (what == u"fifo")
        QCOMPARE(mkfifo(path.constData(), 0600), 0);
    else if (what == u"hard link")
        QCOMPARE(link(other.constData(), path.constData()), 0);
    else if (what == u"folder")
        QVERIFY(QDir().mkdir(QFile::decodeName(path)));
    else if (what == u"huge")
        QVERIFY(QFile(putFile(spool(), u"x"_s, {})).resize(66LL * 1024 * 1024));
    QCOMPARE(m_spool->waiting(100).value(), QStringList{u"x"_s});
    const Result<IncomingEvent> event = m_spool->read(u"x"_s, kNowMs, {});
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::InvalidInput);
    QVERIFY(m_spool->setAside(u"x"_s, event.error().text).ok());
    QCOMPARE(m_spool->waiting(100).value(), QStringList());
    struct stat info
    { };
    QCOMPARE(lstat(QFile::encodeName(m_folder->rejected() + u"/x"_s).constData(), &info), 0);
    QVERIFY(QFile::exists(QFile::decodeName(other)));
}

void TestSpoolFolder::whatIsNoEventIsSaidToBeNone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("torn") << spoolContent(u"id"_s).chopped(20);
    QTest::newRow("an array") << QByteArray("[1]");
    QTest::newRow("no id") << QByteArray(R"({"source":"codex","payload":{}})");
    QTest::newRow("no source") << QByteArray(R"({"event_id":"x","payload":{}})");
    QTest::newRow("source is no text") << QByteArray(R"({"event_id":"x","source":3,"payload":{}})");
    QTest::newRow("no payload") << QByteArray(R"({"event_id":"x","source":"codex"})");
    QTest::newRow("payload is no object")
        << QByteArray(R"({"event_id":"x","source":"codex","payload":[]})");
}

void TestSpoolFolder::whatIsNoEventIsSaidToBeNone()
{
    QFETCH(QByteArray, content);
    putFile(spool(), u"x"_s, content);
    const Result<IncomingEvent> event = m_spool->read(u"x"_s, kNowMs, {});
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::InvalidInput);
}

void TestSpoolFolder::aFileOfAnotherUserIsNotRead()
{
    if (geteuid() != 0)
        QSKIP("needs root to give a file away");
    const QByteArray path = QFile::encodeName(putSpooled(*m_folder, 1));
    QCOMPARE(chown(path.constData(), 65534, 65534), 0);
    const Result<IncomingEvent> event = m_spool->read(filesIn(spool()).first(), kNowMs, {});
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::InvalidInput);
}

void TestSpoolFolder::whatIsSetAsideIsWholeWithItsReasonBeside()
{
    const QString name = u"a name\nof two lines"_s;
    putFile(spool(), name, "{ half");
    QVERIFY(m_spool->setAside(name, u"because"_s).ok());
    QCOMPARE(contentOfFile(m_folder->rejected() + u'/' + name), "{ half");
    QCOMPARE(contentOfFile(m_folder->rejected() + u'/' + name + u".reason"), "because\n");
    QCOMPARE(filesIn(spool()), QStringList());
}

void TestSpoolFolder::whatLiesInRejectedAlreadyStays()
{
    putFile(m_folder->rejected(), u"x"_s, "first");
    QCOMPARE(symlink("/nowhere", qPrintable(m_folder->rejected() + u"/x.1"_s)), 0);
    putFile(spool(), u"x"_s, "second");
    QVERIFY(m_spool->setAside(u"x"_s, u"because"_s).ok());
    QCOMPARE(contentOfFile(m_folder->rejected() + u"/x"_s), "first");
    QCOMPARE(QFile::symLinkTarget(m_folder->rejected() + u"/x.1"_s), u"/nowhere");
    QCOMPARE(contentOfFile(m_folder->rejected() + u"/x.2"_s), "second");
}

void TestSpoolFolder::anUnreadableFolderIsNotAnEmptyOne()
{
    QVERIFY(QDir(spool()).removeRecursively());
    QVERIFY(!m_spool->waiting(100));
    QVERIFY(!m_spool->count());
}

void TestSpoolFolder::aWholeTemporaryOfAKilledHookBecomesAnEvent()
{
    const QByteArray content = spoolContent(spoolId(7));
    putTemporary(7, content, content.size());
    sweepSpool(*m_spool, kNowMs);
    QCOMPARE(filesIn(spool()), QStringList{spoolName(7, content.size())});
    const Result<IncomingEvent> event = m_spool->read(spoolName(7, content.size()), kNowMs, {});
    QVERIFY(event.ok());
    QCOMPARE(event->envelope.eventId, spoolId(7));
    QCOMPARE(filesIn(m_folder->rejected()), QStringList());
}

void TestSpoolFolder::aHalfTemporaryIsSetAsideAsItIs()
{
    const QByteArray whole = spoolContent(spoolId(7));
    putTemporary(7, whole.chopped(30), whole.size());
    putTemporary(8, {}, whole.size());
    putTemporary(9, whole, whole.size() + 1); // an event, but not all that was to be written
    putTemporary(10, QByteArray(whole.size(), '\0'), whole.size()); // as after a power cut
    sweepSpool(*m_spool, kNowMs);
    QCOMPARE(filesIn(spool()), QStringList());
    const QString half = m_folder->rejected() + u'/' + spoolName(7, whole.size()) + u".tmp";
    QCOMPARE(contentOfFile(half), whole.chopped(30));
    QVERIFY(contentOfFile(half + u".reason").contains("killed"));
    QCOMPARE(filesIn(m_folder->rejected()).size(), 8);
}

void TestSpoolFolder::aYoungTemporaryIsLeftToItsHook()
{
    const QByteArray content = spoolContent(spoolId(7));
    const QString name = putTemporary(7, content, content.size(), kHourMs - 2000);
    const QString ofTomorrow = putTemporary(8, content, content.size(), -24 * kHourMs);
    sweepSpool(*m_spool, kNowMs);
    QCOMPARE(filesIn(spool()), (QStringList{name, ofTomorrow}));
}

void TestSpoolFolder::onlyTheHookClientsOwnNamesAreSwept()
{
    QStringList names;
    const auto put = [&](const QString &name) {
        setAge(putFile(spool(), name, "x"), kNowMs - 2 * kHourMs);
        names.append(name);
    };
    const QString ours = spoolName(7, 1);
    put(u".gap.tmp"_s);
    put(u".notes.json.tmp"_s);
    put(u'.' + ours);
    put(u'.' + ours + u".tmp~");
    put(u'.' + ours.mid(1) + u".tmp");
    put(u'.' + QString(ours).replace(u".1.json"_s, u".json"_s) + u".tmp");
    const QByteArray target = QFile::encodeName(putFile(m_folder->path(), u"target"_s, "x"));
    setAge(QFile::decodeName(target), kNowMs - 2 * kHourMs);
    const auto linked = [&](int n) { return QString(u'.' + spoolName(n, 1) + u".tmp"); };
    QCOMPARE(symlink(target.constData(), qPrintable(spool() + u'/' + linked(1))), 0);
    QCOMPARE(link(target.constData(), qPrintable(spool() + u'/' + linked(2))), 0);
    QVERIFY(QDir(spool()).mkdir(linked(3)));
    names += {linked(1), linked(2)};
    names.sort();
    sweepSpool(*m_spool, kNowMs);
    QCOMPARE(filesIn(spool()), names);
    QVERIFY(QDir(spool()).exists(linked(3)));
    QCOMPARE(filesIn(m_folder->rejected()), QStringList());
}

void TestSpoolFolder::anEventThatHasTheNameAlreadyIsNotReplaced()
{
    const QByteArray content = spoolContent(spoolId(7));
    putFile(spool(), spoolName(7, content.size()), "what is there");
    putTemporary(7, content, content.size());
    sweepSpool(*m_spool, kNowMs);
    QCOMPARE(filesIn(spool()), QStringList{spoolName(7, content.size())});
    QCOMPARE(contentOfFile(spool() + u'/' + spoolName(7, content.size())), "what is there");
    QCOMPARE(contentOfFile(m_folder->rejected() + u'/' + spoolName(7, content.size()) + u".tmp"),
             content);
}

void TestSpoolFolder::whatWasLeftInRejectedIsMadeVisible()
{
    const QString whole = QString(spoolName(1, 4)).replace(u".json"_s, u".codex.malformed.json"_s);
    const QString half = QString(spoolName(2, 4)).replace(u".json"_s, u".codex.413.json"_s);
    for (const auto &[name, content] : {std::pair(whole, "{..}"), std::pair(half, "{")})
        setAge(putFile(m_folder->rejected(), u'.' + name + u".tmp", content), kNowMs - 2 * kHourMs);
    sweepSpool(*m_spool, kNowMs);
    QCOMPARE(filesIn(m_folder->rejected()), (QStringList{whole, half + u".tmp"}));
}

QTEST_GUILESS_MAIN(TestSpoolFolder)
#include "tst_spoolfolder.moc"
