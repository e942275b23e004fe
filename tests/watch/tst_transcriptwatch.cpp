// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/times.h"
#include "store/readers.h"
#include "store/usagemodel.h"
#include "store/writer.h"
#include "watch/transcriptfixture.h"
#include "watch/transcriptimporter.h"
#include "watch/transcriptwatch.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QThread>

#include <sys/stat.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 20 * 1000;

QByteArray answer(int number, const QByteArray &more = {})
{
    const QByteArray n = QByteArray::number(number);
    return R"({"type":"assistant","sessionId":"s","uuid":"u)" + n + R"(","requestId":"r)" + n
        + R"(","timestamp":"2026-10-12T09:15:02.000Z",)" + more + R"("message":{"id":"m)" + n
        + R"(","model":"claude-opus-5-5","content":[],"usage":{"input_tokens":1,"output_tokens":10}}})"
        + "\n";
}

} // namespace

// A running program that takes in events and reads the transcripts they name.
class TestTranscriptWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aTranscriptIsReadAsItGrows();
    void aSubagentsTranscriptIsReadToo();
    void aPathOutsideTheAgentsFoldersIsNotRead();
    void aRefusalThatNoHookTellsEndsTheWaiting();
    void anImportAndALiveReadingDoNotDisturbEachOther();
    void whatRunsIsAskedForAgainWhereItCouldNotBeRead();
    void subagentsThatCannotBeLookedForAreSaidAndReadLater();

private:
    void hook(const QString &type, const QJsonObject &fields = {}, qint64 atMs = 1000)
    {
        QJsonObject all = fields;
        all.insert(u"transcript_path"_s, m_named);
        WriteRequest event = request(QString::number(++m_events), payload(u"s"_s, type, all), atMs);
        QVERIFY(m_writer->enqueue(event));
    }
    void write(const QString &path, const QByteArray &bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write(bytes);
    }
    qint64 number(const QString &sql)
    {
        auto database = Database::open(m_data->database(), Database::Mode::ReadOnly);
        return database ? numberOf(**database, sql) : -1;
    }
    qint64 messages() { return number(u"SELECT ifnull(sum(messages), 0) FROM usage_total"_s); }
    QString status()
    {
        auto database = Database::open(m_data->database(), Database::Mode::ReadOnly);
        return database ? rowsOf(**database, u"SELECT status FROM session"_s).value(0) : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<DataFolder> m_data;
    std::shared_ptr<ChangeFeed> m_feed;
    std::unique_ptr<Writer> m_writer;
    std::unique_ptr<QThread> m_thread;
    std::shared_ptr<Readers> m_readers;
    std::unique_ptr<TranscriptWatch> m_watch;
    SystemClock m_clock;
    QString m_path;
    QString m_named;
    int m_events = 0;
};

void TestTranscriptWatch::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("CLAUDE_CONFIG_DIR", QFile::encodeName(m_folder->filePath(u"claude"_s)));
    m_path = m_folder->filePath(u"claude/projects/p/s.jsonl"_s);
    m_named = m_path;
    m_data = std::make_unique<DataFolder>(m_folder->filePath(u"data"_s));
    QVERIFY(m_data->prepare().ok());
    m_feed = std::make_shared<ChangeFeed>();
    m_writer = std::make_unique<Writer>(*m_data, m_feed);
    m_thread = std::make_unique<QThread>();
    m_writer->moveToThread(m_thread.get());
    m_thread->start();
    QMetaObject::invokeMethod(m_writer.get(), &Writer::start, Qt::BlockingQueuedConnection);
    QVERIFY(m_writer->figures().ready);
    m_readers = std::make_shared<Readers>(m_data->database(), 1);
    m_watch = std::make_unique<TranscriptWatch>(*m_data, *m_feed, *m_writer, m_readers, m_clock);
}

void TestTranscriptWatch::cleanup()
{
    m_watch.reset();
    m_readers.reset();
    QMetaObject::invokeMethod(m_writer.get(), &Writer::stop, Qt::BlockingQueuedConnection);
    m_thread->quit();
    m_thread->wait();
    m_writer.reset();
}

void TestTranscriptWatch::aTranscriptIsReadAsItGrows()
{
    write(m_path, answer(1) + answer(2).chopped(3));
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 1, kPatienceMs);
    // No event tells of the rest.
    write(m_path, answer(2).last(3) + answer(3));
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 3, kPatienceMs);
    QCOMPARE(number(u"SELECT events FROM session"_s), 1);
}

void TestTranscriptWatch::aSubagentsTranscriptIsReadToo()
{
    write(m_path, answer(1));
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 1, kPatienceMs);
    write(m_folder->filePath(u"claude/projects/p/s/subagents/workflows/wf_1/agent-a1.jsonl"_s),
          answer(2, R"("isSidechain":true,"agentId":"a1",)"));
    QTRY_COMPARE_WITH_TIMEOUT(number(u"SELECT messages FROM usage_total WHERE agent_id = 'a1'"_s),
                              1, kPatienceMs);
}

void TestTranscriptWatch::aPathOutsideTheAgentsFoldersIsNotRead()
{
    const QString outside = m_folder->filePath(u"outside.jsonl"_s);
    write(outside, answer(1));
    m_named = outside;
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    m_named = m_data->database();
    hook(u"Stop"_s);
    // What comes after them is read, so they have had their turn.
    m_named = m_path;
    write(m_path, answer(2));
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"on"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 1, kPatienceMs);
    QCOMPARE(number(u"SELECT count(*) FROM transcript_file"_s), 1);
}

void TestTranscriptWatch::aRefusalThatNoHookTellsEndsTheWaiting()
{
    write(m_path, answer(1));
    const qint64 start = m_clock.nowMs() - 60'000;
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}, {u"prompt_id"_s, u"p"_s}}, start);
    const QJsonObject tool{{u"tool_name"_s, u"Bash"_s},
                           {u"tool_input"_s, QJsonObject{{u"command"_s, u"rm -r build"_s}}}};
    QJsonObject call = tool;
    call.insert(u"tool_use_id"_s, u"toolu_1"_s);
    hook(u"PreToolUse"_s, call, start + 1000);
    hook(u"PermissionRequest"_s, tool, start + 2000);
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"needs_input"_s, kPatienceMs);
    const QByteArray at = toRfc3339(start + 5000).toUtf8();
    // The end of a call beside it answers nothing.
    write(m_path,
          R"({"type":"user","sessionId":"s","uuid":"x0","timestamp":")" + at
              + R"(","message":{"role":"user","content":[{"type":"tool_result",)"
                R"("tool_use_id":"toolu_0","content":"done"}]}})"
                "\n"
              + answer(2));
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 2, kPatienceMs);
    QCOMPARE(status(), u"needs_input"_s);
    write(m_path,
          R"({"type":"user","sessionId":"s","uuid":"x1","timestamp":")" + at
              + R"(","message":{"role":"user","content":[{"type":"tool_result","is_error":true,)"
                R"("tool_use_id":"toolu_1","content":"The user doesn't want to proceed with this )"
                R"(tool use. The tool use was rejected."}]}})"
                "\n"
                R"({"type":"user","sessionId":"s","uuid":"x2","timestamp":")"
              + at
              + R"(","message":{"role":"user","content":[{"type":"text",)"
                R"("text":"[Request interrupted by user for tool use]"}]}})"
                "\n");
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"waiting"_s, kPatienceMs);
    QCOMPARE(number(u"SELECT count(*) FROM tool_call WHERE status = 'denied'"_s), 1);
    QCOMPARE(number(u"SELECT count(*) FROM attention_item WHERE resolved_at IS NULL"_s), 0);
    QCOMPARE(number(u"SELECT events FROM session"_s), 3);
}

void TestTranscriptWatch::anImportAndALiveReadingDoNotDisturbEachOther()
{
    TranscriptImporter importer(*m_data, *m_writer, m_readers, m_clock);
    for (int i = 1; i <= 300; ++i) {
        write(m_path, answer(i));
        if (i % 50 == 0) {
            hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
            (void)importer.start({});
        }
    }
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 300, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(importer.progress()->finished, kPatienceMs);
    QCOMPARE(number(u"SELECT count(*) FROM usage_message"_s), 300);
}

// What ran when the program ended last: no event names its transcript.
void TestTranscriptWatch::whatRunsIsAskedForAgainWhereItCouldNotBeRead()
{
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(status(), u"working"_s, kPatienceMs);
    m_watch.reset();
    write(m_path, answer(1));
    QFuture<void> closed = m_readers->release();
    closed.waitForFinished();
    m_watch = std::make_unique<TranscriptWatch>(*m_data, *m_feed, *m_writer, m_readers, m_clock);
    m_watch->catchUp();
    QTRY_VERIFY_WITH_TIMEOUT(!m_watch->failure().isEmpty(), kPatienceMs);
    m_readers->resume();
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 1, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->failure(), QString(), kPatienceMs);
}

void TestTranscriptWatch::subagentsThatCannotBeLookedForAreSaidAndReadLater()
{
    const QString folder = m_folder->filePath(u"claude/projects/p/s/subagents"_s);
    write(folder, "no folder");
    write(m_path, answer(1));
    hook(u"UserPromptSubmit"_s, {{u"prompt"_s, u"go"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 1, kPatienceMs); // the others are read
    QTRY_VERIFY_WITH_TIMEOUT(m_watch->failure().contains(folder), kPatienceMs);
    QVERIFY(QFile::remove(folder));
    write(folder + u"/agent-a1.jsonl"_s, answer(2, R"("isSidechain":true,"agentId":"a1",)"));
    QTRY_COMPARE_WITH_TIMEOUT(messages(), 2, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_watch->failure(), QString(), kPatienceMs);
}

QTEST_GUILESS_MAIN(TestTranscriptWatch)
#include "tst_transcriptwatch.moc"
