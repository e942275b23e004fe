// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/datafolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

int modeOf(const QString &path)
{
    struct stat info
    { };
    return lstat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 0777) : -1;
}

} // namespace

class TestDataFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv("DOGWATCH_DATA_DIR"); }
    void theCommandLineGoesBeforeTheEnvironment();
    void everythingInItIsPrivate();
    void aFolderThatWasOpenIsClosed();
    void aLinkOrAFileInItsPlaceIsRefused();
    void aFolderOfAnotherUserIsRefused();
    void aLongPathHasItsSocketElsewhere();
};

void TestDataFolder::theCommandLineGoesBeforeTheEnvironment()
{
    QVERIFY(DataFolder::locate({}).path().endsWith(u"/dogwatch"));
    QVERIFY(DataFolder::locate({}).isDefault());
    qputenv("DOGWATCH_DATA_DIR", "/tmp/from environment/");
    QCOMPARE(DataFolder::locate({}).path(), u"/tmp/from environment");
    QCOMPARE(DataFolder::locate(u"/tmp/a/../b"_s).path(), u"/tmp/b");
    QVERIFY(QDir::isAbsolutePath(DataFolder::locate(u"relative"_s).path()));
}

void TestDataFolder::everythingInItIsPrivate()
{
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"a/b/data"_s));
    const mode_t before = umask(0);
    const Result<void> made = folder.prepare();
    umask(before);
    QVERIFY(made.ok());
    for (const QString &path : {folder.path(), folder.spool(), folder.rejected(), folder.backups()})
        QCOMPARE(modeOf(path), 0700);
    QVERIFY(folder.prepare().ok());
}

void TestDataFolder::aFolderThatWasOpenIsClosed()
{
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"data"_s));
    QVERIFY(QDir().mkpath(folder.spool()));
    QCOMPARE(chmod(qPrintable(folder.path()), 0777), 0);
    QVERIFY(folder.prepare().ok());
    QCOMPARE(modeOf(folder.path()), 0700);
    QCOMPARE(modeOf(folder.spool()), 0700);
}

void TestDataFolder::aLinkOrAFileInItsPlaceIsRefused()
{
    QTemporaryDir temporary;
    QVERIFY(QDir().mkpath(temporary.filePath(u"target"_s)));
    QVERIFY(QFile::link(temporary.filePath(u"target"_s), temporary.filePath(u"link"_s)));
    QCOMPARE(DataFolder(temporary.filePath(u"link"_s)).prepare().error().code,
             ErrorCode::Permission);
    QVERIFY(QDir(temporary.filePath(u"target"_s)).isEmpty());
    QFile file(temporary.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(!DataFolder(file.fileName()).prepare());
    QVERIFY(!DataFolder(file.fileName() + u"/below"_s).prepare());
}

void TestDataFolder::aFolderOfAnotherUserIsRefused()
{
    if (geteuid() != 0)
        QSKIP("needs root to give a folder away");
    QTemporaryDir temporary;
    const DataFolder folder(temporary.filePath(u"data"_s));
    QVERIFY(QDir().mkpath(folder.path()));
    QCOMPARE(chown(qPrintable(folder.path()), 65534, 65534), 0);
    QCOMPARE(folder.prepare().error().code, ErrorCode::Permission);
}

void TestDataFolder::aLongPathHasItsSocketElsewhere()
{
    const DataFolder near(u"/tmp/data"_s);
    QVERIFY(!near.socketIsElsewhere());
    QCOMPARE(near.socket(), u"/tmp/data/dogwatch.sock");
    const DataFolder edge(u'/' + QString(100 - 15, u'x'));
    QVERIFY(!edge.socketIsElsewhere());
    QCOMPARE(edge.socket().size(), 100);
    const DataFolder far(u'/' + QString(101 - 15, u'x'));
    QVERIFY(far.socketIsElsewhere());
    QVERIFY(far.socket().size() <= 100);
    QVERIFY(!far.socket().startsWith(far.path()));
    QVERIFY(far.socket() != DataFolder(u'/' + QString(102 - 15, u'x')).socket());
    // Bytes count, and not characters.
    QVERIFY(DataFolder(u'/' + QString(50, u'ä')).socketIsElsewhere());
}

QTEST_GUILESS_MAIN(TestDataFolder)
#include "tst_datafolder.moc"
