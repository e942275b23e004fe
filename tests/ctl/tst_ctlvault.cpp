// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

QByteArray linesOf(const QString &session, int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i)
        lines += "{\"type\":\"user\",\"sessionId\":\"" + session.toUtf8() + "\",\"uuid\":\""
            + QByteArray::number(i) + "\",\"message\":{\"content\":\"line\"}}\n";
    return lines;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(unreadable)");
}

} // namespace

// `dogwatchctl vault` as a person runs it, with a home of its own.
class TestCtlVault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { (void)m_app.end(true); }
    void whatIsAboutToBeDeletedIsKept_data();
    void whatIsAboutToBeDeletedIsKept();
    void theAgentsOwnSettingSaysWhen();
    void aKeptTranscriptComesBackAsItWas();
    void nothingThatDiffersIsOverwritten();
    void equalContentsAreOneCopy();
    void aGrownTranscriptTakesThePlaceOfItsCopy();
    void aDamagedCopyIsFoundAndNotRestored();
    void theOldestGoWhenItIsTooMuch();
    void linksAndOurOwnFilesAreNotKept();
    void aKillAtAnyPointLeavesNothingHalf_data();
    void aKillAtAnyPointLeavesNothingHalf();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] QString vault() const { return folder() + u"/vault"_s; }
    // A transcript of so many days ago; its path.
    QString put(const QString &session, int lines, int daysAgo, const QString &name = {})
    {
        const QString path = m_folder->filePath(u"home/.claude/projects/p/"_s
                                                + (name.isEmpty() ? session : name) + u".jsonl"_s);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(linesOf(session, lines)) < 0)
            qFatal("cannot write a transcript");
        file.flush();
        file.setFileTime(
            QDateTime::fromMSecsSinceEpoch(QDateTime::currentMSecsSinceEpoch() - daysAgo * kDayMs),
            QFileDevice::FileModificationTime);
        return path;
    }
    [[nodiscard]] CtlOutcome run(const QStringList &arguments) const
    {
        return ctl(folder(), QStringList{u"vault"_s} + arguments);
    }
    [[nodiscard]] QJsonArray list() const { return run({u"list"_s, u"--json"_s}).array(); }
    [[nodiscard]] qsizetype copies() const
    {
        return QDir(vault()).entryList(QDir::Files | QDir::Hidden).size();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlVault::whatIsAboutToBeDeletedIsKept_data()
{
    QTest::addColumn<bool>("up");
    QTest::newRow("with the app") << true;
    QTest::newRow("without the app") << false;
}

void TestCtlVault::whatIsAboutToBeDeletedIsKept()
{
    QFETCH(const bool, up);
    const QString old = put(u"old"_s, 100, 26);
    (void)put(u"young"_s, 100, 20);
    if (up) {
        // The app's home is the environment's: so the transcript is named.
        QVERIFY(m_app.start(folder(), {}, {}));
        QCOMPARE(run({u"keep"_s, old}).code, 0);
    } else {
        const CtlOutcome kept = run({u"keep"_s});
        QVERIFY2(kept.code == 0, kept.err.constData());
    }
    const QJsonArray rows = list();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first()[u"path"].toString(), old);
    QCOMPARE(rows.first()[u"session_id"].toString(), u"old"_s);
    QVERIFY(rows.first()[u"gone_at"].isNull());
    QVERIFY(rows.first()[u"stored_size"].toInteger() < rows.first()[u"size"].toInteger());
    QCOMPARE(copies(), 1);
    const QString copy = QDir(vault()).entryInfoList(QDir::Files).first().filePath();
    QVERIFY(!(QFile::permissions(copy) & (QFile::ReadGroup | QFile::ReadOther)));
    QCOMPARE(run({u"verify"_s}).code, 0);
}

void TestCtlVault::theAgentsOwnSettingSaysWhen()
{
    (void)put(u"a"_s, 10, 5);
    QCOMPARE(run({u"keep"_s}).code, 0);
    QCOMPARE(list().size(), 0);
    QFile settings(m_folder->filePath(u"home/.claude/settings.json"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"cleanupPeriodDays":10})");
    settings.close();
    QCOMPARE(run({u"keep"_s}).code, 0);
    QCOMPARE(list().size(), 1);
}

void TestCtlVault::aKeptTranscriptComesBackAsItWas()
{
    const QString path = put(u"s"_s, 5000, 28);
    const QByteArray content = contentOf(path);
    const QDateTime modified = QFileInfo(path).lastModified();
    QCOMPARE(run({u"keep"_s}).code, 0);
    QVERIFY(QFile::remove(path));
    QCOMPARE(run({u"keep"_s}).code, 0);
    QVERIFY(!list().first()[u"gone_at"].isNull());
    const QString elsewhere = m_folder->filePath(u"elsewhere"_s);
    QCOMPARE(run({u"restore"_s, u"s"_s, u"--to"_s, elsewhere}).code, 0);
    QCOMPARE(contentOf(elsewhere + u"/s.jsonl"_s), content);
    QVERIFY(!QFile::exists(path));
    QCOMPARE(run({u"restore"_s, path}).code, 0);
    QCOMPARE(contentOf(path), content);
    QCOMPARE(QFileInfo(path).lastModified(), modified);
    QCOMPARE(run({u"restore"_s, u"s"_s}).code, 0); // it is there already
    QCOMPARE(run({u"restore"_s, u"unknown"_s}).code, 1);
}

void TestCtlVault::nothingThatDiffersIsOverwritten()
{
    const QString path = put(u"s"_s, 100, 28);
    const QByteArray content = contentOf(path);
    QCOMPARE(run({u"keep"_s}).code, 0);
    (void)put(u"s"_s, 7, 0);
    const QByteArray other = contentOf(path);
    QCOMPARE(run({u"restore"_s, u"s"_s}).code, 1);
    QCOMPARE(contentOf(path), other);
    QCOMPARE(run({u"restore"_s, u"s"_s, u"--force"_s}).code, 0);
    QCOMPARE(contentOf(path), content);
    QCOMPARE(run({u"restore"_s, u"s"_s, u"--to"_s, vault()}).code, 1);
}

void TestCtlVault::equalContentsAreOneCopy()
{
    (void)put(u"s"_s, 100, 28);
    (void)put(u"s"_s, 100, 29, u"again"_s);
    QCOMPARE(run({u"keep"_s}).code, 0);
    QCOMPARE(list().size(), 2);
    QCOMPARE(copies(), 1);
}

void TestCtlVault::aGrownTranscriptTakesThePlaceOfItsCopy()
{
    (void)put(u"s"_s, 100, 28);
    QCOMPARE(run({u"keep"_s}).code, 0);
    const QString path = put(u"s"_s, 200, 27);
    QCOMPARE(run({u"keep"_s}).code, 0);
    QCOMPARE(list().size(), 1);
    QCOMPARE(list().first()[u"size"].toInteger(), QFileInfo(path).size());
    QCOMPARE(copies(), 1);
    // One that has become shorter is not what was kept: both are to be had.
    (void)put(u"s"_s, 3, 27);
    QCOMPARE(run({u"keep"_s}).code, 1);
    QVERIFY(list().first()[u"size"].toInteger() > QFileInfo(path).size());
}

void TestCtlVault::aDamagedCopyIsFoundAndNotRestored()
{
    const QString path = put(u"s"_s, 100, 28);
    QCOMPARE(run({u"keep"_s}).code, 0);
    QVERIFY(QFile::remove(path));
    QFile copy(QDir(vault()).entryInfoList(QDir::Files).first().filePath());
    QVERIFY(copy.open(QIODevice::ReadWrite));
    QVERIFY(copy.seek(copy.size() / 2));
    QByteArray byte = copy.peek(1);
    byte[0] = static_cast<char>(byte.at(0) ^ 1);
    QCOMPARE(copy.write(byte), 1);
    copy.close();
    QCOMPARE(run({u"verify"_s}).code, 1);
    QCOMPARE(run({u"restore"_s, u"s"_s}).code, 1);
    QVERIFY(!QFile::exists(path));
    QCOMPARE(QDir(QFileInfo(path).path()).entryList(QDir::Files | QDir::Hidden).size(), 0);
}

void TestCtlVault::theOldestGoWhenItIsTooMuch()
{
    for (int i = 0; i < 6; ++i)
        (void)put(QStringLiteral("s%1").arg(i), 100 + i, 26 + i);
    QCOMPARE(run({u"keep"_s}).code, 0);
    const qint64 one = list().first()[u"stored_size"].toInteger();
    QCOMPARE(
        ctl(folder(), {u"config"_s, u"set"_s, u"vault.max_bytes"_s, QString::number(3 * one)}).code,
        0);
    QCOMPARE(run({u"keep"_s}).code, 0);
    const QJsonArray rows = list();
    QVERIFY(!rows.isEmpty() && rows.size() <= 4);
    QCOMPARE(rows.first()[u"session_id"].toString(), u"s0"_s); // the youngest of them
    QCOMPARE(copies(), rows.size());
    // What was dropped is not kept anew by the next round.
    QCOMPARE(run({u"keep"_s, u"--json"_s}).object().value(u"kept").toInt(), 0);
}

void TestCtlVault::linksAndOurOwnFilesAreNotKept()
{
    const QString path = put(u"s"_s, 100, 28);
    QCOMPARE(run({u"keep"_s}).code, 0);
    const QString projects = QFileInfo(path).path();
    QVERIFY(QFile::link(folder() + u"/dogwatch.db"_s, projects + u"/link.jsonl"_s));
    QCOMPARE(::link(QFile::encodeName(folder() + u"/token"_s).constData(),
                    QFile::encodeName(projects + u"/hard.jsonl"_s).constData())
                 == 0,
             QFile::exists(folder() + u"/token"_s));
    (void)run({u"keep"_s});
    QCOMPARE(list().size(), 1);
    QCOMPARE(run({u"keep"_s, folder() + u"/dogwatch.db"_s}).code, 1);
    QCOMPARE(list().size(), 1);
}

void TestCtlVault::aKillAtAnyPointLeavesNothingHalf_data()
{
    QTest::addColumn<QByteArray>("point");
    for (const char *point : {"vault.before_rename", "vault.after_rename", "vault.before_commit",
                              "vault.after_commit", "vault.before_unlink", "vault.before_restore"})
        QTest::newRow(point) << QByteArray(point);
}

void TestCtlVault::aKillAtAnyPointLeavesNothingHalf()
{
#ifndef DOGWATCH_TEST_HOOKS
    QSKIP("built without failpoints");
#else
    QFETCH(const QByteArray, point);
    const QString path = put(u"s"_s, 100, 28);
    QCOMPARE(run({u"keep"_s}).code, 0); // so that there is something to be replaced
    (void)put(u"s"_s, 300, 28);
    const QByteArray content = contentOf(path);
    const bool isRestore = point == "vault.before_restore";
    if (isRestore) {
        QCOMPARE(run({u"keep"_s}).code, 0);
        QVERIFY(QFile::remove(path));
    }
    qputenv("DOGWATCH_FAULT", point + ":1:kill");
    const CtlOutcome killed = isRestore ? run({u"restore"_s, u"s"_s}) : run({u"keep"_s});
    qunsetenv("DOGWATCH_FAULT");
    QCOMPARE(killed.code, -1);
    // What the table names is whole, at every moment.
    QCOMPARE(run({u"verify"_s}).code, 0);
    QCOMPARE(QFile::exists(path), !isRestore);
    QCOMPARE(run(isRestore ? QStringList{u"restore"_s, u"s"_s} : QStringList{u"keep"_s}).code, 0);
    QCOMPARE(list().size(), 1);
    QCOMPARE(list().first()[u"size"].toInteger(), content.size());
    QCOMPARE(contentOf(path), content);
    QCOMPARE(copies(), 1);
    QCOMPARE(run({u"verify"_s}).code, 0);
#endif
}

QTEST_GUILESS_MAIN(TestCtlVault)
#include "tst_ctlvault.moc"
