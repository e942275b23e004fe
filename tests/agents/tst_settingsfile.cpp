// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/settingsbackup.h"
#include "agents/settingsfile.h"
#include "hookfixture.h"
#include "settingssamples.h"

#include <QFileInfo>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestSettingsFile : public HookFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(reset()); }

    void fiveBackupsAreKept();
    void modeStays();
    void ownerStays();
    void aLinkStaysAndItsTargetChanges();
    void aLinkToAMissingFileIsFilled();
    void linksInACircleAreRefused();
    void whatIsNoFileIsRefused();
    void aReadOnlyFileIsLeftAlone();
    void aFolderWithoutRightsIsLeftAlone();
    void aFileThatCannotBeReadIsAnErrorNotAnEmptyOne();
    void aConcurrentChangeIsTakenIn();
    void aFileThatKeepsChangingIsLeftAlone();
    void aFileThatAppearsMeanwhileIsNotOverwritten();
    void readersNeverSeeHalfAFile();
};

void TestSettingsFile::fiveBackupsAreKept()
{
    write(settings(), "{}");
    for (int i = 0; i < 8; ++i) {
        m_options.hookProgram = path(u"v%1/dogwatch-hook"_s.arg(i));
        const HookReport report = install();
        QVERIFY(report.backup.startsWith(QString(settings() + u".dogwatch-backup-"_s)));
        QCOMPARE(read(report.backup), report.before);
        QCOMPARE(modeOf(report.backup), 0600u);
        QCOMPARE(settingsBackups(settings()).first(), report.backup);
    }
    const QStringList backups = settingsBackups(settings());
    QCOMPARE(backups.size(), 5);
    QVERIFY(read(backups.last()).contains("/v2/dogwatch-hook"));
    QCOMPARE(filesBeside().size(), 6);
}

void TestSettingsFile::modeStays()
{
    write(settings(), "{}");
    for (const uint mode : {0600u, 0644u, 0660u}) {
        QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), mode), 0);
        install();
        QCOMPARE(modeOf(settings()), mode);
        uninstall();
        QCOMPARE(modeOf(settings()), mode);
    }
}

void TestSettingsFile::ownerStays()
{
    if (::geteuid() != 0)
        QSKIP("needs root");
    write(settings(), "{}");
    QCOMPARE(::chown(QFile::encodeName(settings()).constData(), 1234, 2345), 0);
    const HookReport report = install();
    for (const QString &file : {settings(), report.backup}) {
        QCOMPARE(statOf(file).st_uid, 1234u);
        QCOMPARE(statOf(file).st_gid, 2345u);
    }
}

void TestSettingsFile::aLinkStaysAndItsTargetChanges()
{
    const QString target = path(u"dotfiles/claude.json"_s);
    write(target, "{}\n");
    QDir(path(u"home"_s)).mkpath(u".claude"_s);
    QVERIFY(QFile::link(u"hop.json"_s, settings()));
    QVERIFY(QFile::link(u"../../dotfiles/claude.json"_s, path(u"home/.claude/hop.json"_s)));
    const HookReport report = install();
    QVERIFY(S_ISLNK(statOf(settings()).st_mode));
    QVERIFY(S_ISREG(statOf(target).st_mode));
    QCOMPARE(read(target), report.after);
    QCOMPARE(QFileInfo(report.target).canonicalFilePath(), target);
    QCOMPARE(QFileInfo(report.backup).path(), path(u"home/.claude"_s));
    QCOMPARE(QDir(path(u"dotfiles"_s)).entryList(QDir::Files), QStringList{u"claude.json"_s});
    QVERIFY(!install().changed);
    uninstall();
    QCOMPARE(read(target), "{}\n");
    QVERIFY(S_ISLNK(statOf(settings()).st_mode));
}

void TestSettingsFile::aLinkToAMissingFileIsFilled()
{
    QDir(path(u"home"_s)).mkpath(u".claude"_s);
    QDir(m_folder->path()).mkpath(u"dotfiles"_s);
    QVERIFY(QFile::link(path(u"dotfiles/new.json"_s), settings()));
    QVERIFY(install().created);
    QVERIFY(S_ISLNK(statOf(settings()).st_mode));
    QVERIFY(QFileInfo::exists(path(u"dotfiles/new.json"_s)));
    QVERIFY(uninstall().removed);
    QVERIFY(S_ISLNK(statOf(settings()).st_mode));
}

void TestSettingsFile::linksInACircleAreRefused()
{
    QDir(path(u"home"_s)).mkpath(u".claude"_s);
    QVERIFY(QFile::link(u"settings.json"_s, settings()));
    QCOMPARE(installHooks(m_target, m_options).error().code, ErrorCode::Conflict);
    QCOMPARE(hookStatus(m_target, m_options).error().code, ErrorCode::Conflict);
}

void TestSettingsFile::whatIsNoFileIsRefused()
{
    QDir(path(u"home"_s)).mkpath(u".claude/settings.json"_s);
    QCOMPARE(installHooks(m_target, m_options).error().code, ErrorCode::Conflict);
    QDir(settings()).removeRecursively();
    QCOMPARE(::mkfifo(QFile::encodeName(settings()).constData(), 0600), 0);
    QCOMPARE(installHooks(m_target, m_options).error().code, ErrorCode::Conflict);
    QVERIFY(S_ISFIFO(statOf(settings()).st_mode));
    QDir(path(u"home/.claude"_s)).removeRecursively();
    write(path(u"home/.claude"_s), "a file");
    QCOMPARE(installHooks(m_target, m_options).error().code, ErrorCode::Conflict);
    QCOMPARE(read(path(u"home/.claude"_s)), "a file");
}

void TestSettingsFile::aReadOnlyFileIsLeftAlone()
{
    write(settings(), "{}");
    QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), 0444), 0);
    const auto report = installHooks(m_target, m_options);
    QCOMPARE(report.error().code, ErrorCode::Permission);
    QVERIFY(report.error().text.contains(u"read-only"_s));
    QVERIFY(!status().writable);
    QCOMPARE(read(settings()), "{}");
    QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
}

void TestSettingsFile::aFolderWithoutRightsIsLeftAlone()
{
    write(settings(), "{}");
    QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), 0666), 0);
    QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
    QCOMPARE(::chmod(QFile::encodeName(path(u"home/.claude"_s)).constData(), 0555), 0);
    const int result = asNobody([this] {
        const auto report = installHooks(m_target, m_options);
        const auto found = hookStatus(m_target, m_options);
        return !report && report.error().code == ErrorCode::Permission && found && !found->writable
            ? 0
            : 1;
    });
    QCOMPARE(result, 0);
    QCOMPARE(read(settings()), "{}");
    QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
    QCOMPARE(::chmod(QFile::encodeName(path(u"home/.claude"_s)).constData(), 0755), 0);
}

void TestSettingsFile::aFileThatCannotBeReadIsAnErrorNotAnEmptyOne()
{
    write(settings(), "{}");
    QCOMPARE(::chmod(QFile::encodeName(m_folder->path()).constData(), 0755), 0);
    QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), 0200), 0);
    const int result = asNobody([this] {
        return installHooks(m_target, m_options).error().code == ErrorCode::Permission
                && uninstallHooks(m_target).error().code == ErrorCode::Permission
                && hookStatus(m_target, m_options).error().code == ErrorCode::Permission
            ? 0
            : 1;
    });
    QCOMPARE(result, 0);
}

void TestSettingsFile::aConcurrentChangeIsTakenIn()
{
    write(settings(), "first");
    QList<QByteArray> seen;
    const auto outcome = editSettings(
        settings(),
        [&](const SettingsSnapshot &file) -> Result<std::optional<SettingsChange>> {
            seen += file.bytes;
            if (seen.size() == 1)
                write(settings(), "second");
            return std::optional(SettingsChange{false, file.bytes + "+ours"});
        },
        {}, QDateTime::currentDateTimeUtc());
    QVERIFY(outcome);
    QCOMPARE(seen, (QList<QByteArray>{"first", "second"}));
    QCOMPARE(read(settings()), "second+ours");
    QCOMPARE(settingsBackups(settings()).size(), 1);
    QCOMPARE(read(outcome->backup), "second");
}

void TestSettingsFile::aFileThatKeepsChangingIsLeftAlone()
{
    write(settings(), "0");
    for (const bool remove : {false, true}) {
        int calls = 0;
        const auto outcome = editSettings(
            settings(),
            [&](const SettingsSnapshot &file) -> Result<std::optional<SettingsChange>> {
                ++calls;
                write(settings(), file.bytes + "x");
                return std::optional(SettingsChange{remove, "ours"});
            },
            {}, QDateTime::currentDateTimeUtc());
        QCOMPARE(outcome.error().code, ErrorCode::Busy);
        QCOMPARE(calls, 2);
        QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
    }
    QCOMPARE(read(settings()), "0xxxx");
}

void TestSettingsFile::aFileThatAppearsMeanwhileIsNotOverwritten()
{
    int calls = 0;
    const auto outcome = editSettings(
        settings(),
        [&](const SettingsSnapshot &file) -> Result<std::optional<SettingsChange>> {
            if (++calls == 1)
                write(settings(), "theirs");
            return std::optional(SettingsChange{false, file.bytes + "+ours"});
        },
        {}, QDateTime::currentDateTimeUtc());
    QVERIFY(outcome);
    QCOMPARE(read(settings()), "theirs+ours");
}

void TestSettingsFile::readersNeverSeeHalfAFile()
{
    write(settings(), manyRules());
    std::atomic<bool> done = false;
    std::atomic<int> reads = 0;
    std::atomic<int> broken = 0;
    const std::unique_ptr<QThread> reader(QThread::create([&] {
        while (!done) {
            const QByteArray text = read(settings());
            if (!text.startsWith("{\n") || !text.endsWith("}\n"))
                ++broken;
            ++reads;
        }
    }));
    reader->start();
    for (int i = 0; i < 4; ++i) {
        install();
        uninstall();
    }
    QTRY_VERIFY(reads > 10);
    done = true;
    reader->wait();
    QCOMPARE(broken, 0);
    QCOMPARE(read(settings()), manyRules());
}

QTEST_APPLESS_MAIN(TestSettingsFile)
#include "tst_settingsfile.moc"
