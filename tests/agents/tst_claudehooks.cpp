// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hookfixture.h"
#include "settingssamples.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <sys/stat.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestClaudeHooks : public HookFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(reset()); }

    void targetsFollowTheEnvironment();
    void aMissingHomeOrProjectIsAnError();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
    void aMissingFileIsMadeForTheUserAlone();
    void aProjectsFileIsMadeLikeItsOtherFiles();
    void uninstallGivesTheBytesBack_data();
    void uninstallGivesTheBytesBack();
    void uninstallKeepsWhatChangedSinceInstall();
    void uninstallRemovesTheFileThatInstallMade();
    void uninstallWithNothingOfOursTouchesNothing();
    void installingTwiceTouchesNothing();
    void outdatedEntriesAreMended();
    void aMalformedFileIsLeftAlone();
    void aPlanWritesNothing();
    void theDiffHidesTheToken();
    void theCommandRunsTheProgramFromAnyPath_data();
    void theCommandRunsTheProgramFromAnyPath();
    void theCommandIsSilentWhenTheProgramIsGone();
};

void TestClaudeHooks::targetsFollowTheEnvironment()
{
    QCOMPARE(m_target.settingsPath, path(u"home/.claude/settings.json"_s));
    QCOMPARE(m_target.scope, HookScope::User);
    m_environment.configFolder = path(u"elsewhere/"_s);
    QCOMPARE(userSettings(m_environment)->settingsPath, path(u"elsewhere/settings.json"_s));
    m_environment.configFolder = u"relative"_s;
    QCOMPARE(userSettings(m_environment).error().code, ErrorCode::InvalidInput);

    const auto project = projectSettings(m_environment, path(u"project"_s));
    QCOMPARE(project->settingsPath, path(u"project/.claude/settings.json"_s));
    QCOMPARE(project->scope, HookScope::Project);

    const QByteArray before = qgetenv("CLAUDE_CONFIG_DIR");
    qputenv("CLAUDE_CONFIG_DIR", "/some/where");
    QCOMPARE(hookEnvironmentOfProcess().configFolder, u"/some/where"_s);
    qputenv("CLAUDE_CONFIG_DIR", before);
    QCOMPARE(hookEnvironmentOfProcess().home, QDir::homePath());
}

void TestClaudeHooks::aMissingHomeOrProjectIsAnError()
{
    m_environment.home = path(u"nobody"_s);
    QCOMPARE(userSettings(m_environment).error().code, ErrorCode::Missing);
    m_environment.home.clear();
    QCOMPARE(userSettings(m_environment).error().code, ErrorCode::Missing);
    for (const QString &folder : {path(u"nothing"_s), QString()})
        QCOMPARE(projectSettings(m_environment, folder).error().code, ErrorCode::Missing);
    QVERIFY(!QFileInfo::exists(path(u"nobody"_s)));
}

void TestClaudeHooks::wrongOptionsAreRefused_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("dataFolder");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("token");
    const QString good = u"/x/dogwatch-hook"_s;
    QTest::newRow("relative program") << u"dogwatch-hook"_s << QString() << QString() << QString();
    QTest::newRow("no program") << QString() << QString() << QString() << QString();
    QTest::newRow("another name") << u"/x/hook"_s << QString() << QString() << QString();
    QTest::newRow("relative data") << good << u"data"_s << QString() << QString();
    QTest::newRow("no token") << good << QString() << u"http://127.0.0.1:1"_s << QString();
    QTest::newRow("a token that breaks the header")
        << good << QString() << u"http://127.0.0.1:1"_s << u"a\nX: y"_s;
    QTest::newRow("a token that is a variable")
        << good << QString() << u"http://127.0.0.1:1"_s << u"$HOME"_s;
    QTest::newRow("another machine") << good << QString() << u"http://example.org"_s << u"t"_s;
    QTest::newRow("no address") << good << QString() << u""_s << u"t"_s;
}

void TestClaudeHooks::wrongOptionsAreRefused()
{
    QFETCH(QString, program);
    QFETCH(QString, dataFolder);
    QFETCH(QString, url);
    QFETCH(QString, token);
    HookOptions options{program, dataFolder, !url.isEmpty() || !token.isEmpty(), url, token};
    for (const auto &report :
         {planInstallHooks(m_target, options), installHooks(m_target, options)})
        QCOMPARE(report.error().code, ErrorCode::InvalidInput);
    QVERIFY(!QFileInfo::exists(path(u"home/.claude"_s)));

    const auto project = projectSettings(m_environment, path(u"project"_s));
    QCOMPARE(installHooks(*project, m_http).error().code, ErrorCode::InvalidInput);
    QVERIFY(!QFileInfo::exists(path(u"project/.claude"_s)));
}

void TestClaudeHooks::aMissingFileIsMadeForTheUserAlone()
{
    const mode_t mask = ::umask(0);
    const HookReport report = install();
    ::umask(mask);
    QVERIFY(report.created && report.changed && report.written);
    QCOMPARE(report.backup, QString());
    QCOMPARE(report.added, claudeHookEvents());
    QCOMPARE(read(settings()), report.after);
    QCOMPARE(modeOf(settings()), 0600u);
    QCOMPARE(modeOf(path(u"home/.claude"_s)), 0700u);
    QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
}

void TestClaudeHooks::aProjectsFileIsMadeLikeItsOtherFiles()
{
    m_target = *projectSettings(m_environment, path(u"project"_s));
    const mode_t mask = ::umask(022);
    install();
    ::umask(mask);
    QCOMPARE(modeOf(path(u"project/.claude/settings.json"_s)), 0644u);
    QCOMPARE(modeOf(path(u"project/.claude"_s)), 0755u);
}

void TestClaudeHooks::uninstallGivesTheBytesBack_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const SettingsSample &sample : settingsSamples())
        QTest::newRow(sample.name) << sample.text;
}

void TestClaudeHooks::uninstallGivesTheBytesBack()
{
    QFETCH(QByteArray, text);
    write(settings(), text);
    const HookReport in = install();
    QCOMPARE(in.before, text);
    QCOMPARE(read(in.backup), text);
    m_options.hookProgram = path(u"newer/dogwatch-hook"_s);
    install();
    m_options = m_http;
    install();
    const HookReport out = uninstall();
    QCOMPARE(read(settings()), text);
    QCOMPARE(out.after, text);
    QVERIFY(!out.removed);
}

void TestClaudeHooks::uninstallKeepsWhatChangedSinceInstall()
{
    write(settings(), "{ \"a\": 1 }\n");
    install();
    QByteArray text = read(settings());
    write(settings(), text.replace("\"a\": 1", "\"a\": 2"));
    uninstall();
    QCOMPARE(read(settings()), "{ \"a\": 2 }\n");
}

void TestClaudeHooks::uninstallRemovesTheFileThatInstallMade()
{
    install();
    const HookReport report = uninstall();
    QVERIFY(report.removed);
    QCOMPARE(filesBeside(), QStringList());

    install();
    QByteArray text = read(settings());
    write(settings(), text.replace("{\n  \"hooks\"", "{\n  \"mine\": 1,\n  \"hooks\""));
    QVERIFY(!uninstall().removed);
    QCOMPARE(read(settings()), "{\n  \"mine\": 1\n}\n");
}

void TestClaudeHooks::uninstallWithNothingOfOursTouchesNothing()
{
    QVERIFY(!uninstall().changed);
    QVERIFY(!QFileInfo::exists(path(u"home/.claude"_s)));
    write(settings(), "{ \"hooks\": {} }");
    QVERIFY(!uninstall().changed);
    QCOMPARE(read(settings()), "{ \"hooks\": {} }");
    QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
}

void TestClaudeHooks::installingTwiceTouchesNothing()
{
    write(settings(), "{}");
    install();
    const QByteArray once = read(settings());
    const auto inode = statOf(settings()).st_ino;
    const QStringList files = filesBeside();
    const HookReport again = install();
    QVERIFY(!again.changed && !again.written);
    QCOMPARE(again.backup + again.diff, QString());
    QCOMPARE(read(settings()), once);
    QCOMPARE(statOf(settings()).st_ino, inode);
    QCOMPARE(filesBeside(), files);
}

void TestClaudeHooks::outdatedEntriesAreMended()
{
    m_options = m_http;
    install();
    QVERIFY(read(settings()).contains("\"Bearer s3cret-Token\""));
    m_options.url = u"http://127.0.0.1:5000"_s;
    m_options.token = u"other"_s;
    const HookReport report = install();
    QCOMPARE(report.mended.size(), claudeHookEvents().size() - 2);
    QVERIFY(!report.mended.contains(u"SessionStart"_s) && !report.mended.contains(u"Setup"_s));
    QVERIFY(!read(settings()).contains("s3cret"));
    QVERIFY(!read(settings()).contains("4519"));
    QVERIFY(status().installed());
    m_options.http = false;
    m_options.dataFolder = path(u"data"_s);
    QCOMPARE(install().mended.size(), claudeHookEvents().size());
    QVERIFY(!read(settings()).contains("http"));
}

void TestClaudeHooks::aMalformedFileIsLeftAlone()
{
    for (const QByteArray text : {"{\"a\": ", "[]", "{\"hooks\": 1}", "// x\n{}"}) {
        write(settings(), text);
        for (const auto &report : {installHooks(m_target, m_options), uninstallHooks(m_target)}) {
            QCOMPARE(report.error().code, ErrorCode::Corrupt);
            QVERIFY(report.error().text.startsWith(settings()));
        }
        QCOMPARE(read(settings()), text);
        QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
    }
}

void TestClaudeHooks::aPlanWritesNothing()
{
    const auto creating = planInstallHooks(m_target, m_options);
    QVERIFY(creating->changed && creating->created && !creating->written);
    QVERIFY(creating->diff.startsWith(u"+{\n+  \"hooks\": {\n"_s));
    QVERIFY(!QFileInfo::exists(path(u"home/.claude"_s)));

    write(settings(), "{}");
    const auto plan = planInstallHooks(m_target, m_options);
    QCOMPARE(read(settings()), "{}");
    QCOMPARE(filesBeside(), QStringList{u"settings.json"_s});
    QCOMPARE(install().after, plan->after);
    const QByteArray with = read(settings());
    const auto removing = planUninstallHooks(m_target);
    QCOMPARE(removing->after, "{}");
    QVERIFY(removing->changed && !removing->written);
    QCOMPARE(read(settings()), with);
}

void TestClaudeHooks::theDiffHidesTheToken()
{
    const auto plan = planInstallHooks(m_target, m_http);
    QVERIFY(plan->after.contains("Bearer s3cret-Token"));
    QVERIFY(!plan->diff.contains(u"s3cret"_s));
    QVERIFY(plan->diff.contains(u"\"Bearer ***\""_s));
}

void TestClaudeHooks::theCommandRunsTheProgramFromAnyPath_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("plain") << u"bin"_s;
    QTest::newRow("blanks") << u"my own  bin "_s;
    QTest::newRow("single quotes") << u"it's ''quoted'"_s;
    QTest::newRow("double quotes") << u"a \"b\" c"_s;
    QTest::newRow("what the shell would expand") << u"$HOME `id` $(id) * ? ~ \\ !"_s;
    QTest::newRow("what the shell would end a command at") << u"a;b&&c|d>e<f#g"_s;
    QTest::newRow("line end and tab") << u"a\nb\tc"_s;
    QTest::newRow("unicode") << u"größe 🐕"_s;
    QTest::newRow("a hyphen first") << u"-x"_s;
}

void TestClaudeHooks::theCommandRunsTheProgramFromAnyPath()
{
    QFETCH(QString, folder);
    m_options.hookProgram = path(folder + u"/dogwatch-hook"_s);
    m_options.dataFolder = path(folder + u"/da'ta"_s);
    write(m_options.hookProgram,
          "#!/bin/sh\nfor a in \"$@\"; do printf '[%s]' \"$a\"; done\ncat\n");
    QVERIFY(QFile::setPermissions(m_options.hookProgram, QFile::Permissions(0x7700)));
    const auto report = installHooks(m_target, m_options);
    QVERIFY(report);
    const QJsonObject hooks =
        QJsonDocument::fromJson(report->after).object()["hooks"_L1].toObject();
    const QString command = hooks["Stop"_L1][0]["hooks"_L1][0]["command"_L1].toString();

    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, command});
    shell.write("payload");
    shell.closeWriteChannel();
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardError(), QByteArray());
    QCOMPARE(
        QString::fromUtf8(shell.readAllStandardOutput()),
        QString(u"[--source][claude-code][--data-dir]["_s + m_options.dataFolder + u"]payload"_s));
    QCOMPARE(shell.exitCode(), 0);
    QVERIFY(status().installed());
    uninstall();
    QVERIFY(!QFileInfo::exists(settings()));
}

void TestClaudeHooks::theCommandIsSilentWhenTheProgramIsGone()
{
    m_options.hookProgram = path(u"it's gone/dogwatch-hook"_s);
    const HookReport report = install();
    const QJsonObject hooks = QJsonDocument::fromJson(report.after).object()["hooks"_L1].toObject();
    for (const bool isThere : {false, true}) {
        if (isThere)
            write(m_options.hookProgram, "#!/bin/sh\necho never\n"); // but it may not be run
        for (const QString &event : claudeHookEvents()) {
            QProcess shell;
            shell.start(u"/bin/sh"_s,
                        {u"-c"_s, hooks[event][0]["hooks"_L1][0]["command"_L1].toString()});
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
            QCOMPARE(shell.exitCode(), 0);
            QCOMPARE(shell.readAllStandardOutput() + shell.readAllStandardError(), QByteArray());
        }
    }
}

QTEST_APPLESS_MAIN(TestClaudeHooks)
#include "tst_claudehooks.moc"
