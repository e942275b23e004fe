// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptfixture.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray answer(int number, int output, const QByteArray &text = "hi")
{
    const QByteArray n = QByteArray::number(number);
    return R"({"type":"assistant","isSidechain":false,"sessionId":"s","cwd":"/w/shop","uuid":"u)"
        + n + R"(","timestamp":"2026-10-12T09:15:02.000Z","requestId":"r)" + n
        + R"(","message":{"id":"m)" + n + R"(","model":"claude-opus-5-5","role":"assistant",)"
        + R"("content":[{"type":"text","text":")" + text + R"("}],"usage":{"input_tokens":1,)"
        + R"("output_tokens":)" + QByteArray::number(output) + "}}}\n";
}

} // namespace

// What becomes of a transcript between two readings.
class TestTranscriptReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aLineWithoutItsEndIsLeftForTheNextTime();
    void onlyWhatIsNewIsRead();
    void aFileThatWasCutOffIsReadAnew();
    void aFileOfTheSameLengthWithOtherContentIsReadAnew();
    void aFileThatWasReplacedByItsOwnContinuationIsReadOn();
    void aRotatedFileLosesNothing();
    void invalidUtf8SpoilsNothing();
    void aLineOfSeveralHundredKilobytesIsRead();
    void aLineBeyondAllMeasureIsPassedOverAndCounted();
    void theRemainsOfATornLineAreNotTakenForOne();
    void aFileOfZerosCostsNothingTwice();

private:
    void write(const QByteArray &bytes, QIODevice::OpenMode mode = QIODevice::Append)
    {
        QFile file(m_path);
        QVERIFY(file.open(mode | QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    QString outputs()
    {
        return m_store->rows(u"SELECT message_id, output FROM usage_message ORDER BY message_id"_s)
            .join(u' ');
    }
    qint64 readTo() { return m_store->number(u"SELECT read_to FROM transcript_file"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TranscriptStore> m_store;
    QString m_path;
};

void TestTranscriptReader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<TranscriptStore>();
    m_path = m_folder->filePath(u"s.jsonl"_s);
}

void TestTranscriptReader::aLineWithoutItsEndIsLeftForTheNextTime()
{
    const QByteArray second = answer(2, 20);
    write(answer(1, 10) + second.chopped(1));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10");
    QCOMPARE(readTo(), answer(1, 10).size());
    write("\n");
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10 m2|20");
}

void TestTranscriptReader::onlyWhatIsNewIsRead()
{
    write(answer(1, 10));
    QCOMPARE(m_store->import({m_path}).usage.bytesRead, answer(1, 10).size());
    write(answer(2, 20));
    QCOMPARE(m_store->import({m_path}).usage.bytesRead, answer(2, 20).size());
    QCOMPARE(m_store->import({m_path}).usage.bytesRead, 0);
}

void TestTranscriptReader::aFileThatWasCutOffIsReadAnew()
{
    write(answer(1, 10) + answer(2, 20));
    m_store->readOn(m_path);
    write(answer(3, 30), QIODevice::Truncate);
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10 m2|20 m3|30");
    QCOMPARE(readTo(), answer(3, 30).size());
}

void TestTranscriptReader::aFileOfTheSameLengthWithOtherContentIsReadAnew()
{
    write(answer(1, 10));
    m_store->readOn(m_path);
    write(answer(2, 20), QIODevice::Truncate);
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10 m2|20");
}

void TestTranscriptReader::aFileThatWasReplacedByItsOwnContinuationIsReadOn()
{
    write(answer(1, 10));
    m_store->readOn(m_path);
    QVERIFY(QFile::copy(m_path, m_path + u".new"_s));
    QCOMPARE(::rename(qPrintable(m_path + u".new"_s), qPrintable(m_path)), 0);
    write(answer(2, 20));
    QCOMPARE(m_store->import({m_path}).usage.bytesRead, answer(2, 20).size());
    QCOMPARE(outputs(), u"m1|10 m2|20");
}

void TestTranscriptReader::aRotatedFileLosesNothing()
{
    write(answer(1, 10) + answer(2, 20).chopped(5));
    m_store->readOn(m_path);
    const QString old = m_folder->filePath(u"old.jsonl"_s);
    QVERIFY(QFile::rename(m_path, old));
    QFile rotated(old);
    QVERIFY(rotated.open(QIODevice::Append));
    rotated.write(answer(2, 20).last(5));
    rotated.close();
    write(answer(3, 30));
    m_store->import({m_folder->path()});
    QCOMPARE(outputs(), u"m1|10 m2|20 m3|30");
}

void TestTranscriptReader::invalidUtf8SpoilsNothing()
{
    write(answer(1, 10, "caf\xE9 \xFF\xFE") + answer(2, 20));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10 m2|20");
    QCOMPARE(m_store->damage(), QString());
}

void TestTranscriptReader::aLineOfSeveralHundredKilobytesIsRead()
{
    write(answer(1, 10, QByteArray(700 * 1024, 'x')) + answer(2, 20, QByteArray(3000 * 1024, 'y'))
          + answer(3, 30));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10 m2|20 m3|30");
}

void TestTranscriptReader::aLineBeyondAllMeasureIsPassedOverAndCounted()
{
    write(answer(1, 10)
          + answer(2, 20, QByteArray(TranscriptReader::kMostLine + 1000, 'x')).chopped(1));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10");
    write("\n" + answer(3, 30));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10 m3|30");
    QCOMPARE(m_store->number(u"SELECT oversized FROM transcript_file"_s), 1);
}

void TestTranscriptReader::theRemainsOfATornLineAreNotTakenForOne()
{
    // A kill in the middle of a line; the next session went on in the same line.
    write(answer(1, 10).chopped(40) + answer(2, 20) + answer(3, 30).chopped(1) + answer(4, 40)
          + answer(5, 50));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m5|50");
    QCOMPARE(m_store->number(u"SELECT malformed FROM transcript_file"_s), 2);
}

void TestTranscriptReader::aFileOfZerosCostsNothingTwice()
{
    write({});
    QCOMPARE(::truncate(qPrintable(m_path), 64LL * 1024 * 1024), 0);
    m_store->readOn(m_path);
    QCOMPARE(readTo(), 64LL * 1024 * 1024);
    QCOMPARE(m_store->import({m_path}).usage.bytesRead, 0);
    write("\n" + answer(1, 10));
    m_store->readOn(m_path);
    QCOMPARE(outputs(), u"m1|10");
}

QTEST_GUILESS_MAIN(TestTranscriptReader)
#include "tst_transcriptreader.moc"
