// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptfixture.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>

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

QList<QByteArray> linesOf(const QStringList &files)
{
    QList<QByteArray> lines;
    for (const QString &path : files) {
        QList<QByteArray> ofFile = contentOf(path).split('\n');
        // What has no end is no line yet.
        ofFile.removeLast();
        lines += ofFile;
    }
    return lines;
}

} // namespace

// Whatever way transcripts come in, what they tell is counted once.
class TestTranscriptTotals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachSetComesToWhatWasWorkedOutForIt_data() { addSets(); }
    void eachSetComesToWhatWasWorkedOutForIt();
    void aSecondImportChangesNothing_data() { addSets(); }
    void aSecondImportChangesNothing();
    void theOrderAndSplitOfLinesDoNotMatter_data() { addSets(); }
    void theOrderAndSplitOfLinesDoNotMatter();
    void aFileThatIsTailedWhileItIsWrittenComesToTheSame_data() { addSets(); }
    void aFileThatIsTailedWhileItIsWrittenComesToTheSame();
    void allSetsTogetherComeToOneSumWhateverTheOrderOfFiles();

private:
    static void addSets();
};

void TestTranscriptTotals::addSets()
{
    QTest::addColumn<ExpectedUsage>("expected");
    for (const ExpectedUsage &set : ownSets())
        QTest::addRow("own %s", qPrintable(set.name)) << set;
    const QList<ExpectedUsage> samples = sampleSets();
    if (samples.isEmpty())
        qInfo("DOGWATCH_SAMPLES is not set: the larger sets are left out");
    for (const ExpectedUsage &set : samples)
        QTest::addRow("%s", qPrintable(set.name)) << set;
}

void TestTranscriptTotals::eachSetComesToWhatWasWorkedOutForIt()
{
    QFETCH(ExpectedUsage, expected);
    TranscriptStore store;
    const ImportProgress done = store.import(expected.files);
    QCOMPARE(done.problems.join(u' ') + done.failure, QString());
    QCOMPARE(store.differenceFrom(expected), QString());
    QCOMPARE(store.damage(), QString());
}

void TestTranscriptTotals::aSecondImportChangesNothing()
{
    QFETCH(ExpectedUsage, expected);
    TranscriptStore store;
    store.import(expected.files);
    const QStringList before = store.transcriptRows() + store.projections();
    const qint64 observations = store.number(u"SELECT count(*) FROM observation"_s);
    QCOMPARE(store.import(expected.files).usage.bytesRead, 0);
    // And where nothing is known of the files, as after a restore of them under other names.
    QVERIFY(store.database().execute(u"DELETE FROM transcript_file"_s).ok());
    QVERIFY(store.import(expected.files).usage.bytesRead > 0);
    QCOMPARE(store.transcriptRows() + store.projections(), before);
    QCOMPARE(store.number(u"SELECT count(*) FROM observation"_s), observations);
}

void TestTranscriptTotals::theOrderAndSplitOfLinesDoNotMatter()
{
    QFETCH(ExpectedUsage, expected);
    std::mt19937 random(20261120);
    const QList<QByteArray> lines = linesOf(expected.files);
    QStringList rows;
    for (int round = 0; round < 6; ++round) {
        QList<QByteArray> shuffled = lines;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        const QTemporaryDir folder;
        const int files = 1 + static_cast<int>(random() % 5);
        for (int i = 0; i < files; ++i)
            append(folder.filePath(u"%1.jsonl"_s.arg(i)), {});
        for (const QByteArray &line : std::as_const(shuffled))
            append(folder.filePath(u"%1.jsonl"_s.arg(random() % static_cast<unsigned>(files))),
                   line + '\n');
        TranscriptStore store;
        store.import({folder.path()});
        QCOMPARE(store.differenceFrom(expected), QString());
        const QStringList messages = store.rows(
            u"SELECT message_id, request_id, session.id, agent_id, usage_message.model, at, flags, "
            "counted, input, output, cost FROM usage_message "
            "JOIN session ON session.ref = session_ref ORDER BY message_id, request_id"_s);
        if (round > 0)
            QCOMPARE(messages, rows);
        rows = messages;
    }
}

void TestTranscriptTotals::aFileThatIsTailedWhileItIsWrittenComesToTheSame()
{
    QFETCH(ExpectedUsage, expected);
    const QTemporaryDir folder;
    TranscriptStore store;
    std::mt19937 random(7);
    for (const QString &source : std::as_const(expected.files)) {
        const QByteArray content = contentOf(source);
        const QString path = folder.filePath(QString::number(random()) + u".jsonl"_s);
        append(path, {});
        // Byte by byte, but for the long ones, of which that would take minutes.
        constexpr qsizetype kMostBytes = 24 * 1024;
        const unsigned most = content.size() <= kMostBytes ? 1 : 997;
        for (qsizetype at = 0; at < content.size();) {
            const qsizetype step = most == 1 ? 1 : 1 + static_cast<qsizetype>(random() % most);
            append(path, content.mid(at, step));
            at += step;
            store.readOn(path);
        }
    }
    QCOMPARE(store.differenceFrom(expected), QString());
}

void TestTranscriptTotals::allSetsTogetherComeToOneSumWhateverTheOrderOfFiles()
{
    QStringList files;
    for (const ExpectedUsage &set : ownSets() + sampleSets())
        files += set.files;
    std::mt19937 random(3);
    QString sum;
    for (int round = 0; round < 4; ++round) {
        std::shuffle(files.begin(), files.end(), random);
        TranscriptStore store;
        for (const QString &path : std::as_const(files))
            store.import({path});
        if (round > 0)
            QCOMPARE(store.usage(), sum);
        sum = store.usage();
    }
}

QTEST_GUILESS_MAIN(TestTranscriptTotals)
#include "tst_transcripttotals.moc"
