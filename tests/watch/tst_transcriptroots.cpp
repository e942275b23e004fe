// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "watch/transcriptroots.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <sys/stat.h>
#include <unistd.h>

using namespace dogwatch;
using namespace Qt::StringLiterals;

namespace {

// To whom a folder can be closed. Root is let in everywhere.
constexpr uid_t kNobody = 65534;

void put(const QString &path)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{}\n");
}

QStringList pathsOf(const FoundTranscripts &found)
{
    QStringList paths;
    for (const TranscriptName &name : found.files)
        paths.append(name.path);
    paths.sort();
    return paths;
}

// What somebody finds who has no more rights than others.
FoundTranscripts foundByOthers(const std::function<FoundTranscripts()> &find)
{
    const bool isRoot = geteuid() == 0;
    if (isRoot && seteuid(kNobody) != 0)
        qFatal("cannot become somebody else");
    FoundTranscripts found = find();
    if (isRoot && seteuid(0) != 0)
        qFatal("cannot become root again");
    return found;
}

} // namespace

// Where transcripts lie. What can't be looked into is said: an import that passes it over would
// look complete.
class TestTranscriptRoots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void allBelowAFolderAreFound();
    void aFolderThatIsClosedIsAProblemAndTheOthersAreRead_data();
    void aFolderThatIsClosedIsAProblemAndTheOthersAreRead();
    void aRootThatIsClosedIsAProblem();
    void theSubagentsOfASessionAreFoundOrAProblem();
    void whatIsNotThereIsAProblemAndNoFile();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTranscriptRoots::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(chmod(qPrintable(m_folder->path()), 0755), 0);
}

void TestTranscriptRoots::allBelowAFolderAreFound()
{
    put(path(u"a.jsonl"_s));
    put(path(u".hidden/b.jsonl"_s));
    put(path(u"c/d/e/f.jsonl"_s));
    put(path(u"g.json"_s));
    QVERIFY(QDir().mkpath(path(u"h.jsonl"_s)));
    put(path(u"h.jsonl/i.jsonl"_s));
    QVERIFY(QFile::link(path(u"a.jsonl"_s), path(u"j.jsonl"_s)));
    QVERIFY(QFile::link(path(u"c"_s), path(u"k"_s)));
    const FoundTranscripts found = transcriptsBelow(m_folder->path(), false);
    QCOMPARE(pathsOf(found),
             (QStringList{path(u".hidden/b.jsonl"_s), path(u"a.jsonl"_s), path(u"c/d/e/f.jsonl"_s),
                          path(u"h.jsonl/i.jsonl"_s)}));
    QCOMPARE(found.files.front().size, 3);
    QCOMPARE(found.problems, QStringList());
    // Nobody has that agent here: no problem.
    QCOMPARE(transcriptsBelow(path(u"nothing"_s), false).problems, QStringList());
}

void TestTranscriptRoots::aFolderThatIsClosedIsAProblemAndTheOthersAreRead_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("not to be read") << 0311;
    QTest::newRow("not to be entered") << 0644;
    QTest::newRow("neither") << 0000;
}

void TestTranscriptRoots::aFolderThatIsClosedIsAProblemAndTheOthersAreRead()
{
    QFETCH(int, mode);
    put(path(u"a/x.jsonl"_s));
    put(path(u"closed/y.jsonl"_s));
    put(path(u"z/x.jsonl"_s));
    const QByteArray closed = QFile::encodeName(path(u"closed"_s));
    QCOMPARE(chmod(closed.constData(), static_cast<mode_t>(mode)), 0);
    const FoundTranscripts found =
        foundByOthers([this] { return transcriptsBelow(m_folder->path(), false); });
    QCOMPARE(chmod(closed.constData(), 0755), 0);
    QCOMPARE(pathsOf(found), (QStringList{path(u"a/x.jsonl"_s), path(u"z/x.jsonl"_s)}));
    QCOMPARE(found.problems.size(), 1);
    QVERIFY2(found.problems.first().contains(path(u"closed"_s)),
             qPrintable(found.problems.first()));
}

void TestTranscriptRoots::aRootThatIsClosedIsAProblem()
{
    put(path(u"closed/projects/y.jsonl"_s));
    const QByteArray closed = QFile::encodeName(path(u"closed"_s));
    QCOMPARE(chmod(closed.constData(), 0), 0);
    const FoundTranscripts found =
        foundByOthers([this] { return transcriptsBelow(path(u"closed/projects"_s), false); });
    QCOMPARE(chmod(closed.constData(), 0755), 0);
    QCOMPARE(found.problems.size(), 1);
}

void TestTranscriptRoots::theSubagentsOfASessionAreFoundOrAProblem()
{
    const QString own = path(u"s.jsonl"_s);
    // Most sessions have none.
    QCOMPARE(pathsOf(transcriptsOfSession(own)), QStringList{own});
    QCOMPARE(transcriptsOfSession(own).problems, QStringList());
    put(path(u"s/subagents/agent-a.jsonl"_s));
    put(path(u"s/subagents/workflows/w/agent-b.jsonl"_s));
    QStringList all{own, path(u"s/subagents/agent-a.jsonl"_s),
                    path(u"s/subagents/workflows/w/agent-b.jsonl"_s)};
    all.sort();
    QCOMPARE(pathsOf(transcriptsOfSession(own)), all);
    const QByteArray closed = QFile::encodeName(path(u"s/subagents/workflows"_s));
    QCOMPARE(chmod(closed.constData(), 0), 0);
    const FoundTranscripts found = foundByOthers([&own] { return transcriptsOfSession(own); });
    QCOMPARE(chmod(closed.constData(), 0755), 0);
    QCOMPARE(pathsOf(found), (QStringList{own, path(u"s/subagents/agent-a.jsonl"_s)}));
    QCOMPARE(found.problems.size(), 1);
}

void TestTranscriptRoots::whatIsNotThereIsAProblemAndNoFile()
{
    const FoundTranscripts found = transcriptsNamed(path(u"nothing.jsonl"_s));
    QVERIFY(found.files.empty());
    QCOMPARE(found.problems.size(), 1);
    put(path(u"any name"_s));
    QCOMPARE(pathsOf(transcriptsNamed(path(u"any name"_s))), QStringList{path(u"any name"_s)});
}

QTEST_GUILESS_MAIN(TestTranscriptRoots)
#include "tst_transcriptroots.moc"
