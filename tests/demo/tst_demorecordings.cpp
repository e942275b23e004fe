// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each of the demo's recordings must be, and all of them together.

#include "demorecordings.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace dogwatch;
using namespace Qt::StringLiterals;

class TestDemoRecordings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLineIsARecordedPayloadOfAKnownSource_data() { eachRecording(); }
    void eachLineIsARecordedPayloadOfAKnownSource();
    void timesRunForward_data() { eachRecording(); }
    void timesRunForward();
    void aRecordingIsOneSession_data() { eachRecording(); }
    void aRecordingIsOneSession();
    void eachResultHasItsCallBefore_data() { eachRecording(); }
    void eachResultHasItsCallBefore();

    void thirtySessionsOfClaudeCodeAndThreeOfOthers();
    void noSessionAndNoCallIsInTwoRecordings();
    void theBoardIsFullWithinTwentySeconds();
    void eventsGoOnForTenMinutes();
    void allOfItIsSmallEnoughToShip();
    void theGeneratorWritesExactlyTheseFiles();

private:
    static void eachRecording();
    static std::vector<DemoLine> all();
};

void TestDemoRecordings::eachRecording()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : demoNames())
        QTest::newRow(qUtf8Printable(name)) << name;
}

std::vector<DemoLine> TestDemoRecordings::all()
{
    std::vector<DemoLine> lines;
    for (const QString &name : demoNames()) {
        const auto one = demoLines(name);
        if (one)
            lines.insert(lines.end(), one->begin(), one->end());
    }
    std::ranges::stable_sort(lines, {}, &DemoLine::atMs);
    return lines;
}

void TestDemoRecordings::eachLineIsARecordedPayloadOfAKnownSource()
{
    QFETCH(QString, name);
    const QStringList members{u"at_ms"_s, u"payload"_s, u"source"_s};
    for (const QByteArray &line : demoBytes(name).trimmed().split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        QCOMPARE(object.keys(), members);
        QVERIFY(object.value(u"at_ms").isDouble());
        QVERIFY(sourceFromName(object.value(u"source").toString()));
    }
    const auto lines = demoLines(name);
    QVERIFY2(lines.ok(), qUtf8Printable(lines.ok() ? QString() : lines.error().text));
    for (const DemoLine &line : *lines) {
        QVERIFY(!line.event().isEmpty());
        QVERIFY(!line.text(u"session_id").isEmpty());
        QVERIFY2(line.text(u"cwd").startsWith("/home/dev/"_L1), "a path that may exist somewhere");
    }
}

void TestDemoRecordings::timesRunForward()
{
    QFETCH(QString, name);
    const auto lines = demoLines(name);
    QVERIFY(lines.ok());
    QCOMPARE_GE(lines->front().atMs, 0);
    QVERIFY(std::ranges::is_sorted(*lines, {}, &DemoLine::atMs));
}

void TestDemoRecordings::aRecordingIsOneSession()
{
    QFETCH(QString, name);
    const auto lines = demoLines(name);
    QVERIFY(lines.ok());
    QCOMPARE(lines->front().event(), u"SessionStart"_s);
    for (const DemoLine &line : *lines) {
        QCOMPARE(line.text(u"session_id"), lines->front().text(u"session_id"));
        QCOMPARE(line.source, lines->front().source);
    }
}

void TestDemoRecordings::eachResultHasItsCallBefore()
{
    QFETCH(QString, name);
    const auto lines = demoLines(name);
    QVERIFY(lines.ok());
    QHash<QString, QString> open; // id to tool
    for (const DemoLine &line : *lines) {
        const QString id = line.text(u"tool_use_id");
        if (line.event() == "PreToolUse"_L1) {
            QVERIFY2(!id.isEmpty() && !open.contains(id), qUtf8Printable(id));
            open.insert(id, line.text(u"tool_name"));
        } else if (!id.isEmpty()) {
            QVERIFY2(open.contains(id), qUtf8Printable(line.event() + u' ' + id));
            QCOMPARE(line.text(u"tool_name"), open.take(id));
        }
    }
}

void TestDemoRecordings::thirtySessionsOfClaudeCodeAndThreeOfOthers()
{
    QHash<Source, int> sources;
    for (const QString &name : demoNames()) {
        const auto lines = demoLines(name);
        QVERIFY(lines.ok());
        ++sources[lines->front().source];
    }
    const QHash<Source, int> wanted{
        {Source::ClaudeCode, 30}, {Source::Codex, 2}, {Source::GeminiCli, 1}};
    QCOMPARE(sources, wanted);
}

void TestDemoRecordings::noSessionAndNoCallIsInTwoRecordings()
{
    QSet<QString> sessions;
    QSet<QString> calls;
    for (const QString &name : demoNames()) {
        const auto lines = demoLines(name);
        QVERIFY(lines.ok());
        const QString session = lines->front().text(u"session_id");
        QVERIFY2(!sessions.contains(session), qUtf8Printable(name));
        sessions.insert(session);
        for (const DemoLine &line : *lines) {
            if (line.event() != "PreToolUse"_L1)
                continue;
            QVERIFY2(!calls.contains(line.text(u"tool_use_id")), qUtf8Printable(name));
            calls.insert(line.text(u"tool_use_id"));
        }
    }
}

void TestDemoRecordings::theBoardIsFullWithinTwentySeconds()
{
    QHash<QString, int> seen;
    for (const DemoLine &line : all()) {
        if (line.atMs <= 20'000)
            ++seen[line.text(u"session_id")];
    }
    QCOMPARE(seen.size(), demoNames().size());
    QVERIFY(std::ranges::all_of(seen, [](int events) { return events >= 3; }));
}

void TestDemoRecordings::eventsGoOnForTenMinutes()
{
    qint64 before = 0;
    for (const DemoLine &line : all()) {
        QVERIFY2(line.atMs - before <= 10'000,
                 qPrintable(u"nothing happens from %1 to %2 ms"_s.arg(before).arg(line.atMs)));
        before = line.atMs;
    }
    QCOMPARE_GE(before, 600'000);
}

void TestDemoRecordings::allOfItIsSmallEnoughToShip()
{
    qsizetype bytes = 0;
    for (const QString &name : demoNames())
        bytes += demoBytes(name).size();
    QCOMPARE_LT(bytes, 1'500'000);
}

void TestDemoRecordings::theGeneratorWritesExactlyTheseFiles()
{
    const QTemporaryDir folder;
    QProcess make;
    make.start(QStringLiteral(DOGWATCH_PYTHON),
               {QStringLiteral(DOGWATCH_MAKE_DEMO), folder.path()});
    QVERIFY(make.waitForFinished(60'000));
    QVERIFY2(make.exitCode() == 0, make.readAllStandardError().constData());
    QStringList written = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
    for (QString &name : written)
        name.chop(6);
    QCOMPARE(written, demoNames());
    for (const QString &name : demoNames()) {
        QFile file(folder.filePath(name + u".jsonl"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll() == demoBytes(name), qUtf8Printable(name));
    }
}

QTEST_GUILESS_MAIN(TestDemoRecordings)
#include "tst_demorecordings.moc"
