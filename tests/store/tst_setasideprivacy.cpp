// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/clock.h"
#include "runningwriter.h"
#include "spoolfixture.h"
#include "store/setasideprivacy.h"
#include "store/spoolintake.h"

#include <QCryptographicHash>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

const QByteArray kSecret = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
const QByteArray kOutput = "what the tool said";
const QByteArray kPayload = R"({"session_id":"s","prompt":"use )" + kSecret
    + R"( now","tool_response":{"stdout":")" + kOutput + R"("}})";
const QByteArray kElement = R"({"event_id":"","source":"codex","payload":)" + kPayload + '}';

StoragePolicy policyFor(StoreLevel level, bool redact)
{
    return {level, redact ? std::make_shared<const Redactor>() : nullptr};
}

QByteArray digestOf(const QByteArray &content)
{
    return "{\"dogwatch_not_stored\":" + QByteArray::number(content.size()) + ",\"sha256\":\""
        + QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex() + "\"}\n";
}

struct Fixture
{
    RunningWriter running;
    SystemClock clock;
    std::shared_ptr<CurrentPolicy> policy = std::make_shared<CurrentPolicy>();
    SpoolIntake intake{running.folder, *running.writer, clock, policy};
    QSignalSpy drained{&intake, &SpoolIntake::drained};

    [[nodiscard]] bool drain()
    {
        drained.clear();
        intake.start();
        return !drained.isEmpty() || drained.wait(kPatienceMs);
    }
    [[nodiscard]] QString rejected() const { return running.folder.rejected(); }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        return contentOfFile(rejected() + u'/' + name);
    }
};

} // namespace

// What can't become an event is kept for a person to look at, but no more of it than that person
// wants kept.
class TestSetAsidePrivacy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatMayBeStoredIsLeft_data();
    void onlyWhatMayBeStoredIsLeft();
    void whatTheIntakeSetsAsideIsHeldToThePolicy();
    void whatAHookPutThereBeforeTheStartIsToo();
    void whatAHookPutsThereLaterIsToo();
    void aChangedPolicyHoldsForWhatLiesThere();
    void withoutASettingEverythingStaysAsItIs();
    void whatIsNoFileOfAHookIsLeftAlone();
    void whatCanNotBeReplacedStaysForTheNextLook();
    void whatIsHiddenIsCounted();
};

void TestSetAsidePrivacy::onlyWhatMayBeStoredIsLeft_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("level");
    QTest::addColumn<bool>("redact");
    QTest::addColumn<bool>("keepsOutput");
    QTest::addColumn<bool>("isDigest");
    const auto row = [](const char *name, const QByteArray &content, StoreLevel level, bool redact,
                        bool keepsOutput, bool isDigest) {
        QTest::newRow(name) << content << int(level) << redact << keepsOutput << isDigest;
    };
    const QByteArray torn = kPayload.chopped(3);
    const QByteArray inEscapes = "{ torn \"a\":\"x\\n" + kSecret + "\\n" + kOutput;
    row("payload, redacted", kPayload, StoreLevel::Full, true, true, false);
    row("element, redacted", kElement, StoreLevel::Full, true, true, false);
    row("torn, redacted", torn, StoreLevel::Full, true, true, false);
    row("in escapes, redacted", inEscapes, StoreLevel::Full, true, true, false);
    row("no JSON, redacted", kOutput + ' ' + kSecret, StoreLevel::Full, true, true, false);
    row("payload, no outputs", kPayload, StoreLevel::NoOutputs, true, false, false);
    row("element, no outputs", kElement, StoreLevel::NoOutputs, true, false, false);
    row("two payloads, no outputs", kElement.chopped(1) + ",\"payload\":" + kPayload + '}',
        StoreLevel::NoOutputs, true, false, false);
    row("torn, no outputs", torn, StoreLevel::NoOutputs, false, false, true);
    row("array, no outputs", '[' + kPayload + ']', StoreLevel::NoOutputs, false, false, true);
    row("payload, metadata", kPayload, StoreLevel::Metadata, false, false, true);
    row("torn, metadata", torn, StoreLevel::Metadata, true, false, true);
}

void TestSetAsidePrivacy::onlyWhatMayBeStoredIsLeft()
{
    QFETCH(QByteArray, content);
    QFETCH(int, level);
    QFETCH(bool, redact);
    QFETCH(bool, keepsOutput);
    QFETCH(bool, isDigest);
    const StoragePolicy policy = policyFor(StoreLevel(level), redact);
    RedactionTally tally;
    const QByteArray stored = storedSetAside(content, policy, tally);
    QVERIFY2(!stored.contains(kSecret), stored.constData());
    QCOMPARE(stored.contains(kOutput), keepsOutput);
    if (isDigest)
        QCOMPARE(stored, digestOf(content));
    else
        QVERIFY(!tally.isEmpty());
    QCOMPARE(storedSetAside(stored, policy, tally), stored);
}

void TestSetAsidePrivacy::whatTheIntakeSetsAsideIsHeldToThePolicy()
{
    Fixture fixture;
    fixture.policy->set(policyFor(StoreLevel::Full, true));
    putFile(fixture.running.folder.spool(), u"no id"_s, kElement);
    putFile(fixture.running.folder.spool(), u"torn"_s, kElement.chopped(3));
    putSpooled(fixture.running.folder, 1);
    QVERIFY(fixture.drain());
    for (const QString &name : {u"no id"_s, u"torn"_s}) {
        QVERIFY(!fixture.content(name).contains(kSecret));
        QVERIFY(fixture.content(name).contains("[redacted 40]"));
        QVERIFY(fixture.content(name).contains(kOutput));
        struct stat info
        { };
        QCOMPARE(stat(qPrintable(fixture.rejected() + u'/' + name), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600u);
    }
    QVERIFY(fixture.content(u"torn.reason"_s).startsWith("not valid JSON"));
    QCOMPARE(filesIn(fixture.rejected()).size(), 4);
    QCOMPARE(fixture.running.rows(u"SELECT event_id FROM event"_s), QStringList{spoolId(1)});
}

void TestSetAsidePrivacy::whatAHookPutThereBeforeTheStartIsToo()
{
    Fixture fixture;
    fixture.policy->set(policyFor(StoreLevel::Metadata, false));
    putFile(fixture.rejected(), u"1.codex.http-400.json"_s, kPayload);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.content(u"1.codex.http-400.json"_s), digestOf(kPayload));
}

void TestSetAsidePrivacy::whatAHookPutsThereLaterIsToo()
{
    Fixture fixture;
    fixture.policy->set(policyFor(StoreLevel::Full, true));
    QVERIFY(fixture.drain());
    putFile(fixture.rejected(), u"1.codex.malformed.json"_s, kPayload.chopped(1));
    QVERIFY(fixture.drain());
    QVERIFY(!fixture.content(u"1.codex.malformed.json"_s).contains(kSecret));
}

void TestSetAsidePrivacy::aChangedPolicyHoldsForWhatLiesThere()
{
    Fixture fixture;
    putFile(fixture.rejected(), u"x"_s, kPayload);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.content(u"x"_s), kPayload);
    fixture.policy->set(policyFor(StoreLevel::Full, true));
    QVERIFY(fixture.drain());
    QVERIFY(!fixture.content(u"x"_s).contains(kSecret));
}

void TestSetAsidePrivacy::withoutASettingEverythingStaysAsItIs()
{
    Fixture fixture;
    putFile(fixture.running.folder.spool(), u"torn"_s, kElement.chopped(3));
    putFile(fixture.rejected(), u"x"_s, kPayload);
    QVERIFY(fixture.drain());
    QCOMPARE(fixture.content(u"torn"_s), kElement.chopped(3));
    QCOMPARE(fixture.content(u"x"_s), kPayload);
}

void TestSetAsidePrivacy::whatIsNoFileOfAHookIsLeftAlone()
{
    Fixture fixture;
    fixture.policy->set(policyFor(StoreLevel::Metadata, false));
    const QString other = putFile(fixture.running.folder.path(), u"other"_s, kPayload);
    const QString rejected = fixture.rejected();
    QCOMPARE(symlink(qPrintable(other), qPrintable(rejected + u"/link"_s)), 0);
    QCOMPARE(mkfifo(qPrintable(rejected + u"/fifo"_s), 0600), 0);
    putFile(rejected, u".1.codex.malformed.json.tmp"_s, kPayload); // a hook still writes it
    QVERIFY(fixture.drain());
    QCOMPARE(contentOfFile(other), kPayload);
    QCOMPARE(fixture.content(u".1.codex.malformed.json.tmp"_s), kPayload);
    QCOMPARE(filesIn(rejected).size(), 3);
}

void TestSetAsidePrivacy::whatCanNotBeReplacedStaysForTheNextLook()
{
    const QTemporaryDir folder;
    SetAsidePrivacy privacy;
    const QString path = putFile(folder.path(), u"x"_s, kPayload);
    // In the place of what is written first.
    const QString inTheWay = path + u".%1.new"_s.arg(getpid());
    QVERIFY(QDir().mkdir(inTheWay));
    (void)privacy.hold(folder.path(), policyFor(StoreLevel::Metadata, false));
    QCOMPARE(contentOfFile(path), kPayload);
    QVERIFY(QDir().rmdir(inTheWay));
    (void)privacy.hold(folder.path(), policyFor(StoreLevel::Metadata, false));
    QCOMPARE(contentOfFile(path), digestOf(kPayload));
}

void TestSetAsidePrivacy::whatIsHiddenIsCounted()
{
    Fixture fixture;
    fixture.policy->set(policyFor(StoreLevel::Full, true));
    putFile(fixture.rejected(), u"x"_s, kPayload);
    QVERIFY(fixture.drain());
    QTRY_COMPARE_WITH_TIMEOUT(fixture.running.rows(u"SELECT SUM(hidden) FROM redaction"_s),
                              QStringList{u"1"_s}, kPatienceMs);
}

QTEST_GUILESS_MAIN(TestSetAsidePrivacy)
#include "tst_setasideprivacy.moc"
