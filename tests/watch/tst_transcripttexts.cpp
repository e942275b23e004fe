// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "store/entriesmodel.h"
#include "watch/transcriptfixture.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <random>

#ifdef DOGWATCH_TEST_HOOKS
#include "core/fault.h"
#endif

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void append(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append | QIODevice::Unbuffered));
    QCOMPARE(file.write(bytes), bytes.size());
}

// What was made of the texts beside the entries.
QStringList workRows(TranscriptStore &store)
{
    return store.rows(u"SELECT * FROM agent ORDER BY session_ref, id"_s)
        + store.rows(u"SELECT * FROM turn ORDER BY session_ref, prompt_id"_s)
        + store.rows(u"SELECT * FROM tool_call ORDER BY session_ref, id"_s)
        + store.rows(u"SELECT id, agents, tool_calls, main_calls, open_calls, failed_calls "
                     "FROM session ORDER BY id"_s);
}

QStringList everything(TranscriptStore &store, bool places = true)
{
    return store.textRows(places) + workRows(store);
}

// All transcripts of Claude Code that we have: our own, and the larger samples.
QStringList allSamples()
{
    QStringList files;
    for (const ExpectedUsage &set : ownSets() + sampleSets())
        files += set.files;
    const QString samples = qEnvironmentVariable("DOGWATCH_SAMPLES");
    for (const QString &folder :
         {u"/samples/irrlicht/claudecode"_s, u"/samples/claude-edge-synthetic"_s,
          u"/samples/agent-sessions/claude"_s, u"/realclient/recorded/claude/transcripts"_s}) {
        if (samples.isEmpty())
            break;
        QDirIterator found(samples + folder, {u"*.jsonl"_s}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (found.hasNext())
            files.append(found.next());
    }
    files.removeDuplicates();
    files.sort();
    return files;
}

} // namespace

// However transcripts come in, their texts are the same in the end.
class TestTranscriptTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void anySplitOfTheReadingGivesTheSameEntries_data() { addSamples(); }
    void anySplitOfTheReadingGivesTheSameEntries();
    void aFileThatIsReadAgainChangesNothing_data() { addSamples(); }
    void aFileThatIsReadAgainChangesNothing();
    void theOrderOfFilesDoesNotMatter();
    void aPassOverTheTextsLeavesTheUsageAlone();
    void aReplacedFileAddsWhatItSaysAndMovesThePlaces();
    void aLineThatIsTooLongIsCountedAndPassedOver();
    void nothingIsKeptOfACommitThatFails();

private:
    static void addSamples()
    {
        QTest::addColumn<QString>("path");
        const QStringList files = allSamples();
        for (const QString &path : files)
            QTest::addRow("%s", qPrintable(path.section(u'/', -3))) << path;
        if (qEnvironmentVariableIsEmpty("DOGWATCH_SAMPLES"))
            qInfo("DOGWATCH_SAMPLES is not set: the larger samples are left out");
    }
    QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTranscriptTexts::anySplitOfTheReadingGivesTheSameEntries()
{
    QFETCH(QString, path);
    const QByteArray content = contentOf(path);
    // The name is part of what is stored.
    const QString copy = m_folder->filePath(QFileInfo(path).fileName());
    append(copy, content);
    TranscriptStore whole;
    whole.import({copy});
    const QStringList expected = everything(whole);
    const QStringList lists = {u"SELECT count(*) FROM transcript_entry"_s};
    if (path.contains(u"/data/transcripts/"))
        QVERIFY(whole.number(lists.first()) >= 0);

    QVERIFY(QFile::remove(copy));
    append(copy, {});
    TranscriptStore split;
    std::mt19937 random(20261121);
    // Byte by byte, but for the long ones, of which that would take minutes.
    const bool isShort = content.size() <= 6 * 1024;
    for (qsizetype at = 0; at < content.size();) {
        const auto step = isShort
            ? 1
            : 1 + static_cast<qsizetype>(random() % static_cast<unsigned>(content.size() / 12 + 1));
        append(copy, content.mid(at, step));
        at += step;
        split.readOn(copy);
    }
    QCOMPARE(everything(split), expected);
    QCOMPARE(split.damage(), QString());
}

void TestTranscriptTexts::aFileThatIsReadAgainChangesNothing()
{
    QFETCH(QString, path);
    TranscriptStore store;
    store.import({path});
    const QStringList before = everything(store);
    const qint64 observations = store.number(u"SELECT count(*) FROM observation"_s);
    QCOMPARE(store.import({path}).texts.bytesRead, 0);
    QVERIFY(store.database()
                .execute(u"UPDATE transcript_text SET read_to = 0, tail_length = 0"_s)
                .ok());
    const ImportProgress again = store.import({path});
    QVERIFY(again.texts.bytesRead > 0 || QFileInfo(path).size() == 0
            || !contentOf(path).contains('\n'));
    QCOMPARE(everything(store), before);
    QCOMPARE(store.number(u"SELECT count(*) FROM observation"_s), observations);
}

void TestTranscriptTexts::theOrderOfFilesDoesNotMatter()
{
    QStringList files;
    for (const ExpectedUsage &set : ownSets()) {
        if (set.name == "project"_L1)
            files = set.files;
    }
    QVERIFY(files.size() > 1);
    std::mt19937 random(5);
    QStringList expected;
    for (int round = 0; round < 5; ++round) {
        TranscriptStore store;
        for (const QString &path : std::as_const(files))
            store.import({path});
        const QStringList rows = store.textRows(false)
            + store.rows(u"SELECT session.id, agent.id, type, description, parent_id, "
                         "spawn_tool_use_id, agent.first_event_at, agent.last_event_at "
                         "FROM agent JOIN session ON ref = session_ref ORDER BY 1, 2"_s);
        if (round > 0)
            QCOMPARE(rows, expected);
        expected = rows;
        std::shuffle(files.begin(), files.end(), random);
    }
}

void TestTranscriptTexts::aPassOverTheTextsLeavesTheUsageAlone()
{
    const ExpectedUsage set = ownSets().first();
    TranscriptStore store;
    for (const QString &path : set.files)
        store.readOn(path, TranscriptPass::Texts);
    QVERIFY(store.number(u"SELECT count(*) FROM transcript_entry"_s) > 0);
    QCOMPARE(store.number(u"SELECT count(*) FROM usage_message"_s), 0);
    QCOMPARE(store.number(u"SELECT count(*) FROM transcript_file"_s), 0);
    const QStringList texts = store.textRows();
    for (const QString &path : set.files)
        store.readOn(path, TranscriptPass::Usage);
    QCOMPARE(store.textRows(), texts);
    QCOMPARE(store.differenceFrom(set), QString());
}

void TestTranscriptTexts::aReplacedFileAddsWhatItSaysAndMovesThePlaces()
{
    const auto line = [](int n) -> QByteArray {
        return QByteArray(R"({"type":"user","sessionId":"s","uuid":"u)") + QByteArray::number(n)
            + R"(","timestamp":"2026-10-12T09:15:02.000Z","message":{"role":"user","content":")"
            + QByteArray(n, 'x') + "\"}}\n";
    };
    const QString file = path(u"s.jsonl"_s);
    append(file, line(1) + line(2));
    TranscriptStore store;
    store.readOn(file);
    QCOMPARE(store.rows(u"SELECT uuid, line_at FROM transcript_entry ORDER BY uuid"_s).join(u' '),
             u"u1|0 u2|%1"_s.arg(line(1).size()));
    // Shorter, and begins with another line.
    QVERIFY(QFile::remove(file));
    append(file, line(3) + line(1));
    store.readOn(file);
    QCOMPARE(store.rows(u"SELECT uuid, line_at FROM transcript_entry ORDER BY uuid"_s).join(u' '),
             u"u1|%1 u2|%2 u3|0"_s.arg(line(3).size()).arg(line(1).size()));
}

void TestTranscriptTexts::aLineThatIsTooLongIsCountedAndPassedOver()
{
    const QByteArray head = R"({"type":"user","sessionId":"s","uuid":"u",)"
                            R"("message":{"role":"user","content":")";
    const QString file = path(u"s.jsonl"_s);
    append(file, head + QByteArray(TranscriptReader::kMostLine, 'x') + "\"}}\n");
    QByteArray next = head;
    append(file, next.replace("\"u\"", "\"v\"") + QByteArray(1'500'000, 'y') + "\"}}\n");
    TranscriptStore store;
    store.readOn(file);
    QCOMPARE(store.rows(u"SELECT uuid FROM transcript_entry"_s), QStringList{u"v"_s});
    QCOMPARE(store.number(u"SELECT oversized FROM transcript_text"_s), 1);
    // A text of more than a mebibyte is kept as far as that.
    const TranscriptEntry entry = transcriptEntry(store.database(), 1).value();
    QVERIFY(entry.body.contains(R"("dogwatch_truncated":1500000)"));
    QVERIFY(entry.body.size() < 1'100'000);
}

void TestTranscriptTexts::nothingIsKeptOfACommitThatFails()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    const ExpectedUsage set = ownSets().first();
    TranscriptStore whole;
    whole.import(set.files);
    for (int nth = 1; nth <= 6; ++nth) {
        TranscriptStore store;
        const QByteArray point = "transcripts.before_commit:" + QByteArray::number(nth) + ":error";
        setFaults(point.constData());
        store.import(set.files);
        setFaults("");
        store.import(set.files);
        QCOMPARE(store.textRows(), whole.textRows());
        QCOMPARE(store.damage(), QString());
    }
#endif
}

QTEST_GUILESS_MAIN(TestTranscriptTexts)
#include "tst_transcripttexts.moc"
