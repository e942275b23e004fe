// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "programs.h"
#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <sys/wait.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

// The writer with its 22 producers on a disk of 6 MB of its own, of which somebody else has half.
class FullDisk
{
public:
    [[nodiscard]] bool start()
    {
        const QString script =
            u"mount -t tmpfs -o size=6m none \"$1\" && head -c 3000000 /dev/zero > \"$1/other\" && "
            "exec \"$2\" \"$1/data\" r"_s;
        m_process.start(u"unshare"_s,
                        {u"-rm"_s, u"sh"_s, u"-c"_s, script, u"sh"_s, m_folder.path(),
                         QStringLiteral(DOGWATCH_BIN_DIR "/crashwriter")});
        return m_process.waitForStarted() && waitForAnswer('A');
    }
    ~FullDisk()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    // From now on one of these: stored (A) or refused (R).
    [[nodiscard]] bool waitForAnswer(char kind)
    {
        m_answers.clear();
        return QTest::qWaitFor(
                   [&] {
                       take();
                       return m_answers.contains(kind) || m_process.state() == QProcess::NotRunning;
                   },
                   kPatienceMs)
            && m_answers.contains(kind);
    }

    [[nodiscard]] bool waitForMore(qsizetype events)
    {
        const qsizetype enough = m_stored.size() + events;
        return QTest::qWaitFor(
            [&] {
                take();
                return m_stored.size() >= enough;
            },
            kPatienceMs);
    }

    // Stops it where it is, as a kill would, and takes what it said and left.
    void stopAndCopyTo(const QString &folder)
    {
        const auto pid = static_cast<pid_t>(m_process.processId());
        kill(pid, SIGSTOP);
        int status = 0;
        waitpid(pid, &status, WUNTRACED);
        for (const char *name : {"dogwatch.db", "dogwatch.db-wal"})
            QVERIFY(QFile::copy(disk() + u"/data/"_s + QLatin1String(name),
                                folder + u'/' + QLatin1String(name)));
        // All that it said is in the pipe.
        while (m_process.waitForReadyRead(0))
            take();
        take();
    }

    // What the program sees as its disk.
    [[nodiscard]] QString disk() const
    {
        return u"/proc/%1/root%2"_s.arg(m_process.processId()).arg(m_folder.path());
    }
    [[nodiscard]] const QHash<QString, qint64> &stored() const { return m_stored; }

private:
    void take()
    {
        m_rest += m_process.readAllStandardOutput();
        const qsizetype end = m_rest.lastIndexOf('\n') + 1;
        const QList<QByteArray> lines = m_rest.left(end).split('\n');
        for (const QByteArray &line : lines) {
            if (line.isEmpty())
                continue;
            m_answers.insert(line.front());
            const QList<QByteArray> words = line.split(' ');
            if (line.front() == 'A')
                m_stored.insert(QString::fromUtf8(words.value(1)), words.value(2).toLongLong());
        }
        m_rest.remove(0, end);
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_rest;
    QSet<char> m_answers;
    QHash<QString, qint64> m_stored;
};

} // namespace

// A disk that is really full: events are refused and none is lost, and it goes on by itself as soon
// as there is room.
class TestDiskFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullDiskRefusesLosesNothingAndRecovers();
};

void TestDiskFull::aFullDiskRefusesLosesNothingAndRecovers()
{
    FullDisk disk;
    if (!disk.start())
        QSKIP("no disk of our own can be mounted here");
    QVERIFY(disk.waitForAnswer('R'));
    QVERIFY(QFile::remove(disk.disk() + u"/other"_s));
    QVERIFY(disk.waitForMore(100)); // far more than what may have found room before
    QTemporaryDir copy;
    disk.stopAndCopyTo(copy.path());
    auto opened =
        Database::open(copy.filePath(u"dogwatch.db"_s), Database::Mode::ReadWrite, copy.path());
    QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().text));
    QCOMPARE(damageOf(**opened), QString());
    QHash<QString, qint64> there;
    const QStringList rows = rowsOf(**opened, u"SELECT event_id, seq FROM event"_s);
    for (const QString &row : rows)
        there.insert(row.section(u'|', 0, 0), row.section(u'|', 1, 1).toLongLong());
    for (auto it = disk.stored().cbegin(); it != disk.stored().cend(); ++it)
        QVERIFY2(there.value(it.key(), -1) == it.value(), qPrintable(it.key()));
    QCOMPARE(numberOf(**opened, u"SELECT count(*) FROM dead_letter"_s), 0);
    qInfo("%lld were acknowledged, %lld are there", qint64(disk.stored().size()),
          qint64(there.size()));
}

QTEST_GUILESS_MAIN(TestDiskFull)
#include "tst_diskfull.moc"
