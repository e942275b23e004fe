// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/datafolder.h"
#include "watch/transcriptfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

// The path of a transcript comes from outside: nothing may be opened that is no transcript.
class TestTranscriptFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aTranscriptBelowARootIsOpened();
    void aRootThatIsALinkIsFollowed();
    void noOtherPathIsOpened_data();
    void noOtherPathIsOpened();
    void ourOwnStoreIsNeverOpenedWhateverItIsCalled();
    void aPersonMayNameAFileAnywhere();

private:
    void write(const QString &path)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}\n");
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] Result<TranscriptFile> open(const QString &name) const
    {
        return TranscriptFile::openBelow({path(u"claude/projects"_s)}, name, m_forbidden);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    ForbiddenFiles m_forbidden;
};

void TestTranscriptFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(path(u"claude/projects/p/s.jsonl"_s));
    write(path(u"elsewhere/secret.jsonl"_s));
    write(path(u"elsewhere/shared.jsonl"_s));
    m_forbidden = ForbiddenFiles();
}

void TestTranscriptFile::aTranscriptBelowARootIsOpened()
{
    const auto file = open(path(u"claude/projects/p/s.jsonl"_s));
    QVERIFY2(file.ok(), file ? "" : qPrintable(file.error().text));
    QCOMPARE(file->size(), 3);
}

void TestTranscriptFile::aRootThatIsALinkIsFollowed()
{
    QVERIFY(QFile::link(path(u"claude"_s), path(u"link"_s)));
    const QStringList roots{path(u"link/projects"_s)};
    QVERIFY(TranscriptFile::openBelow(roots, path(u"link/projects/p/s.jsonl"_s), {}).ok());
    QVERIFY(TranscriptFile::openBelow(roots, path(u"claude/projects/p/s.jsonl"_s), {}).ok());
}

void TestTranscriptFile::noOtherPathIsOpened_data()
{
    QTest::addColumn<QString>("name");
    const QString root = u"claude/projects/"_s;
    for (const QString &name :
         {u"elsewhere/secret.jsonl"_s, QString(root + u"../../elsewhere/secret.jsonl"_s),
          QString(root + u"p/../../../elsewhere/secret.jsonl"_s), QString(root + u"link.jsonl"_s),
          QString(root + u"linkdir/secret.jsonl"_s), QString(root + u"hard.jsonl"_s),
          QString(root + u"fifo"_s), QString(root + u"socket"_s), QString(root + u"p"_s),
          QString(root), QString(root + u"nothing.jsonl"_s), u"claude/projects-of-others/s.jsonl"_s,
          QString(root + u"p/s.jsonl\0x"_s), QString(root + QString(8192, u'a'))})
        QTest::addRow("%s", qPrintable(name.left(60))) << name;
    for (const QString &name : {u"/dev/zero"_s, u"/proc/self/mem"_s, u"/proc/self/fd/0"_s, u""_s,
                                u"relative.jsonl"_s, u"/"_s})
        QTest::addRow("%s", qPrintable(u"absolute "_s + name)) << u"="_s + name;
}

void TestTranscriptFile::noOtherPathIsOpened()
{
    QFETCH(QString, name);
    const QString root = path(u"claude/projects/"_s);
    write(path(u"claude/projects-of-others/s.jsonl"_s));
    QVERIFY(QFile::link(path(u"elsewhere/secret.jsonl"_s), root + u"link.jsonl"_s));
    QVERIFY(QFile::link(path(u"elsewhere"_s), root + u"linkdir"_s));
    QCOMPARE(
        ::link(qPrintable(path(u"elsewhere/shared.jsonl"_s)), qPrintable(root + u"hard.jsonl"_s)),
        0);
    QCOMPARE(::mkfifo(qPrintable(root + u"fifo"_s), 0600), 0);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, qPrintable(root + u"socket"_s), sizeof address.sun_path);
    QCOMPARE(::bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    const auto file = open(name.startsWith(u'=') ? name.mid(1) : path(name));
    ::close(listener);
    QVERIFY(!file);
}

void TestTranscriptFile::ourOwnStoreIsNeverOpenedWhateverItIsCalled()
{
    const DataFolder folder(path(u"claude/projects/data"_s));
    for (const QString &name : {folder.database(), QString(folder.database() + u"-wal"_s),
                                QString(folder.database() + u"-shm"_s), folder.token()})
        write(name);
    m_forbidden = ForbiddenFiles(folder);
    for (const QString &name : {folder.database(), QString(folder.database() + u"-wal"_s),
                                QString(folder.database() + u"-shm"_s), folder.token()}) {
        QVERIFY(!open(name));
        QVERIFY(!TranscriptFile::openNamed(name, m_forbidden));
        // And not under another name either.
        const QString other = path(u"other"_s);
        QFile::remove(other);
        QCOMPARE(::link(qPrintable(name), qPrintable(other)), 0);
        QVERIFY(!TranscriptFile::openNamed(other, m_forbidden));
        QFile::remove(other);
        QVERIFY(QFile::link(name, other));
        QVERIFY(!TranscriptFile::openNamed(other, m_forbidden));
    }
}

void TestTranscriptFile::aPersonMayNameAFileAnywhere()
{
    QVERIFY(TranscriptFile::openNamed(path(u"elsewhere/secret.jsonl"_s), m_forbidden).ok());
    QCOMPARE(::mkfifo(qPrintable(path(u"fifo"_s)), 0600), 0);
    QVERIFY(!TranscriptFile::openNamed(path(u"fifo"_s), m_forbidden));
    QVERIFY(!TranscriptFile::openNamed(u"/dev/zero"_s, m_forbidden));
}

QTEST_GUILESS_MAIN(TestTranscriptFile)
#include "tst_transcriptfile.moc"
