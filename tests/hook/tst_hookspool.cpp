// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the hook client leaves in the spool while the application does not run.

#include "hookcall.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <memory>
#include <vector>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace dogwatch::hooktest;

namespace {

const QByteArray kPayload = R"({"session_id":"s","hook_event_name":"Stop"})";

QByteArray spool(const DataFolder &data, const QByteArray &payload,
                 const QString &source = u"claude-code"_s)
{
    HookCall call;
    call.arguments = {u"--source"_s, source, u"--data-dir"_s, data.path()};
    return call.run(payload).complaint();
}

// For payloads that QProcess would be too slow to write. Complains too if the writer's pipe broke.
QByteArray spoolFromShell(const DataFolder &data, const QByteArray &payload)
{
    QFile input(data.aside(u"payload"));
    if (!input.open(QIODevice::WriteOnly) || input.write(payload) != payload.size())
        return "no payload";
    input.close();
    HookCall call;
    call.program = u"/bin/sh"_s;
    call.arguments = {
        u"-c"_s,
        u"{ cat \"$1\"; echo $? >\"$2\"; } | \"$3\" --source claude-code --data-dir \"$4\""_s,
        u"sh"_s,
        input.fileName(),
        data.aside(u"status"),
        hookProgram(),
        data.path()};
    QByteArray complaint = call.run({}).complaint();
    if (data.read(u"../status") != "0\n")
        complaint += "the writer's pipe broke";
    return complaint;
}

void makeFile(const QString &path, qint64 size = 0)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(size));
}

} // namespace

class HookSpool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fileIsOneElementOfABatch();
    void filesAreForTheOwnerAlone();
    void payloadIsKeptByteForByte_data();
    void payloadIsKeptByteForByte();
    void byteOrderMarkIsLeftOut();
    void whatIsNoObjectIsRejected_data();
    void whatIsNoObjectIsRejected();
    void namesSortByTimeAndTellTheSize();
    void manyAtOnceNeverShareAName();
    void largestPayloadIsKeptWhole();
    void tooLargeAPayloadIsDrainedAndItsBeginningKept();
    void fullOfBytesIsAGapAndNotAFile();
    void fullOfFilesIsAGapAndNotAFile();
    void almostFullStillTakesOne();
    void fullRejectedIsAGapToo();
    void gapsAddUpToALimit();
};

void HookSpool::fileIsOneElementOfABatch()
{
    const DataFolder data;
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    QCOMPARE(spool(data, kPayload, u"gemini-cli"_s), QByteArray());
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    QCOMPARE(data.spooled().size(), 1);

    const QJsonObject event = QJsonDocument::fromJson(data.readSpooled()).object();
    QCOMPARE(event.value(u"source").toString(), u"gemini-cli"_s);
    QCOMPARE(event.value(u"event_id").toString(), data.spooled().first().mid(21, 36));
    const auto observedAt = static_cast<qint64>(event.value(u"observed_at").toDouble());
    QVERIFY(observedAt >= before && observedAt <= after);
    QCOMPARE(event.value(u"payload").toObject().value(u"session_id").toString(), u"s"_s);
    QVERIFY(event.value(u"terminal").isObject());
    // Where no agent of this kind calls, its fields are absent rather than wrong.
    QCOMPARE(event.contains(u"agent_started_at"), event.contains(u"agent_pid"));
    QVERIFY(event.value(u"agent_pid").toInt(1) > 0);
}

void HookSpool::filesAreForTheOwnerAlone()
{
    const DataFolder data;
    HookCall call;
    call.program = u"/bin/sh"_s;
    call.arguments = {u"-c"_s,
                      QString(u"umask 0; exec "_s + hookProgram() + u" --source codex --data-dir "_s
                              + data.path())};
    QCOMPARE(call.run(kPayload).complaint(), QByteArray());
    QCOMPARE(spool(data, "no JSON"), QByteArray());
    const auto mode = [&](const QString &below) {
        struct stat info
        { };
        stat(QFile::encodeName(data.path(below)).constData(), &info);
        return info.st_mode & 07777;
    };
    QCOMPARE(mode(u"spool"_s), 0700u);
    QCOMPARE(mode(u"spool/"_s + data.spooled().value(0)), 0600u);
    QCOMPARE(mode(u"spool/rejected"_s), 0700u);
    QCOMPARE(mode(u"spool/rejected/"_s + data.rejected().value(0)), 0600u);
}

void HookSpool::payloadIsKeptByteForByte_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("empty object") << "{}"_ba;
    QTest::newRow("white space around it") << " \n{ \"a\" :\t1 }\r\n"_ba;
    QTest::newRow("quotes and brackets in strings") << R"({"a":"}\"]\\","b":["[{",{}]})"_ba;
    QTest::newRow("unicode") << R"({"a":"äöü 🐕‍🦺 \ud83d\udc15 \u0000"})"_ba;
    QTest::newRow("duplicate keys") << R"({"a":1,"a":2})"_ba;
    QTest::newRow("numbers") << R"({"a":-0.5e+10,"b":18446744073709551616,"c":0})"_ba;
    QTest::newRow("deep") << QByteArray("{\"a\":" + QByteArray(500, '[') + QByteArray(500, ']')
                                        + "}");
    QTest::newRow("a megabyte") << QByteArray("{\"a\":\"" + QByteArray(1 << 20, 'x') + "\"}");
    QTest::newRow("nine mebibytes") << QByteArray("{\"a\":\"" + QByteArray(9 << 20, 'y') + "\"}");
}

void HookSpool::payloadIsKeptByteForByte()
{
    QFETCH(const QByteArray, payload);
    const DataFolder data;
    QCOMPARE(spool(data, payload), QByteArray());
    QCOMPARE(data.spooled().size(), 1);
    QVERIFY(payloadInside(data.readSpooled()) == payload);
}

void HookSpool::byteOrderMarkIsLeftOut()
{
    const DataFolder data;
    QCOMPARE(spool(data, "\xEF\xBB\xBF" + kPayload), QByteArray());
    QCOMPARE(payloadInside(data.readSpooled()), kPayload);
}

void HookSpool::whatIsNoObjectIsRejected_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("text") << "hello"_ba;
    QTest::newRow("array") << "[1]"_ba;
    QTest::newRow("torn") << kPayload.chopped(5);
    QTest::newRow("two objects") << "{}{}"_ba;
    QTest::newRow("breaks out of its place") << R"({},"source":"evil","payload":{})"_ba;
    QTest::newRow("open string") << R"({"a":"b})"_ba;
    QTest::newRow("wrong bracket") << R"({"a":[1}})"_ba;
    QTest::newRow("no value") << R"({"a":})"_ba;
    QTest::newRow("comma at the end") << R"({"a":1,})"_ba;
    QTest::newRow("NULs") << QByteArray(40, '\0');
    QTest::newRow("bottomless") << QByteArray("{\"a\":" + QByteArray(100'000, '['));
}

void HookSpool::whatIsNoObjectIsRejected()
{
    QFETCH(const QByteArray, payload);
    const DataFolder data;
    QCOMPARE(spool(data, payload), QByteArray());
    QCOMPARE(data.spooled(), QStringList());
    QCOMPARE(data.rejected().size(), 1);
    QVERIFY(data.rejected().first().endsWith(u".claude-code.malformed.json"_s));
    QCOMPARE(data.read(QString(u"spool/rejected/"_s + data.rejected().first())), payload);
}

void HookSpool::namesSortByTimeAndTellTheSize()
{
    const DataFolder data;
    for (int i = 0; i < 12; ++i)
        QCOMPARE(spool(data, "{\"n\":" + QByteArray::number(i) + "}"), QByteArray());
    const QRegularExpression form(u"^[0-9]{20}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                                  "\\.([0-9]+)\\.json$"_s);
    QCOMPARE(data.spooled().size(), 12);
    for (int i = 0; i < 12; ++i) {
        const QByteArray file = data.readSpooled(i);
        QCOMPARE(payloadInside(file), "{\"n\":" + QByteArray::number(i) + "}");
        const QRegularExpressionMatch match = form.match(data.spooled().at(i));
        QVERIFY(match.hasMatch());
        QCOMPARE(match.captured(2).toLongLong(), file.size());
    }
}

void HookSpool::manyAtOnceNeverShareAName()
{
    constexpr int kCalls = 200;
    const DataFolder data;
    const QString input = data.aside(u"payload");
    QFile file(input);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kPayload);
    file.close();
    std::vector<std::unique_ptr<QProcess>> calls;
    for (int i = 0; i < kCalls; ++i) {
        auto &process = *calls.emplace_back(std::make_unique<QProcess>());
        process.setStandardInputFile(input);
        process.start(hookProgram(), {u"--source"_s, u"codex"_s, u"--data-dir"_s, data.path()});
    }
    for (const auto &process : calls)
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 60'000);
    QCOMPARE(data.everything().size(), kCalls);
    QSet<QString> ids;
    for (int i = 0; i < kCalls; ++i) {
        QCOMPARE(payloadInside(data.readSpooled(i)), kPayload);
        ids.insert(data.spooled().at(i).mid(21, 36));
    }
    QCOMPARE(ids.size(), kCalls);
}

void HookSpool::largestPayloadIsKeptWhole()
{
    const DataFolder data;
    const QByteArray payload = "{\"a\":\"" + QByteArray((64 << 20) - 8, 'z') + "\"}";
    QCOMPARE(payload.size(), 64 << 20);
    QCOMPARE(spoolFromShell(data, payload), QByteArray());
    QVERIFY(data.readSpooled().endsWith(QByteArray(payload + "}\n")));
}

void HookSpool::tooLargeAPayloadIsDrainedAndItsBeginningKept()
{
    const DataFolder data;
    const QByteArray payload = "{\"a\":\"" + QByteArray(66 << 20, 'z') + "\"}";
    QCOMPARE(spoolFromShell(data, payload), QByteArray());
    QCOMPARE(data.spooled(), QStringList());
    QVERIFY(data.rejected().value(0).endsWith(u".claude-code.too-large.json"_s));
    const QByteArray kept = data.read(QString(u"spool/rejected/"_s + data.rejected().value(0)));
    QCOMPARE(kept.size(), 1 << 20);
    QVERIFY(payload.startsWith(kept));
    QVERIFY2(data.gap().endsWith(" claude-code too-large\n"), data.gap().constData());
    QCOMPARE(data.gap().count('\n'), 1);
}

void HookSpool::fullOfBytesIsAGapAndNotAFile()
{
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool")));
    // Counted by its name, so that it needs no room here.
    makeFile(data.path(
        u"spool/01795169969780000000-01997b1e-0000-7000-8000-000000000000.67108864.json"));
    QCOMPARE(spool(data, kPayload, u"cursor"_s), QByteArray());
    QCOMPARE(data.spooled().size(), 1);
    QVERIFY(QRegularExpression(u"^[0-9]{13} cursor full\n$"_s)
                .match(QString::fromLatin1(data.gap()))
                .hasMatch());
}

void HookSpool::fullOfFilesIsAGapAndNotAFile()
{
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool")));
    for (int i = 0; i < 20'000; ++i)
        makeFile(data.path(QString(u"spool/%1"_s.arg(i))));
    QCOMPARE(spool(data, kPayload), QByteArray());
    QCOMPARE(data.spooled().size(), 20'000);
    QVERIFY(data.gap().endsWith(" full\n"));
    QVERIFY(QFile::remove(data.path(u"spool/7")));
    QCOMPARE(spool(data, kPayload), QByteArray());
    QCOMPARE(data.spooled().size(), 20'000);
    QCOMPARE(data.gap().count('\n'), 1);
}

void HookSpool::almostFullStillTakesOne()
{
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool/rejected")));
    // A file of another making is counted by its size, and what was rejected is not counted here.
    makeFile(data.path(u"spool/foreign"), (64 << 20) - 1);
    makeFile(data.path(u"spool/rejected/foreign"), 64 << 20);
    QCOMPARE(spool(data, kPayload), QByteArray());
    QCOMPARE(data.spooled().size(), 2);
    QCOMPARE(data.gap(), QByteArray());
    QCOMPARE(spool(data, kPayload), QByteArray());
    QCOMPARE(data.spooled().size(), 2);
    QCOMPARE(data.gap().count('\n'), 1);
}

void HookSpool::fullRejectedIsAGapToo()
{
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool/rejected")));
    makeFile(data.path(u"spool/rejected/foreign"), 64 << 20);
    QCOMPARE(spool(data, "no JSON"), QByteArray());
    QCOMPARE(data.rejected().size(), 1);
    QCOMPARE(data.gap().count('\n'), 1);
}

void HookSpool::gapsAddUpToALimit()
{
    const DataFolder data;
    QVERIFY(QDir().mkpath(data.path(u"spool")));
    makeFile(data.path(u"spool/foreign"), 64 << 20);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(spool(data, kPayload), QByteArray());
    QCOMPARE(data.gap().count('\n'), 3);
    makeFile(data.path(u"spool/.gap"), 1 << 20);
    QCOMPARE(spool(data, kPayload), QByteArray());
    QCOMPARE(data.gap().size(), 1 << 20);
}

QTEST_GUILESS_MAIN(HookSpool)
#include "tst_hookspool.moc"
