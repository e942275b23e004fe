// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hookfixture.h"

#include <QFileInfo>
#include <QTest>

#include <sys/stat.h>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestClaudeHookStatus : public HookFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(reset()); }

    void statusOfNothingInstalled();
    void statusOfAllInstalled();
    void statusNamesWhatIsOutdated_data();
    void statusNamesWhatIsOutdated();
    void statusDoesNotJudgeByWhatIsUnknown();
    void statusCountsForeignAndMalformedEntries();
    void statusOfAMalformedFileSaysWhy();
    void statusFindsWhatSilencesUs_data();
    void statusFindsWhatSilencesUs();
    void statusWarnsOfAnExposedToken();
    void installExposesNoToken();
};

void TestClaudeHookStatus::statusOfNothingInstalled()
{
    HookStatus found = status();
    QVERIFY(!found.exists && found.writable && !found.installed());
    QCOMPARE(found.missing, claudeHookEvents().size());
    write(settings(), " ");
    found = status();
    QVERIFY(found.exists && found.malformed.isEmpty());
    QCOMPARE(found.missing, claudeHookEvents().size());
    QVERIFY(!QFileInfo::exists(path(u"bin"_s)));
    QVERIFY(!found.programFound);
}

void TestClaudeHookStatus::statusOfAllInstalled()
{
    for (const bool http : {false, true}) {
        m_options = http ? m_http : m_options;
        install();
        HookStatus found = status();
        QVERIFY(found.installed());
        QVERIFY(!found.working()); // the program is not there
        QCOMPARE(found.present, claudeHookEvents().size());
        QCOMPARE(statusOf(u"Stop"_s),
                 (HookEventStatus{
                     u"Stop"_s, HookState::Present, http ? u"http"_s : u"command"_s, {}, 1, 0, 0}));
        QCOMPARE(statusOf(u"SessionStart"_s).kind, u"command"_s);
        QCOMPARE(statusOf(u"FileChanged"_s).ours, 2);
    }
    write(m_options.hookProgram, "#!/bin/sh\n");
    QVERIFY(QFile::setPermissions(m_options.hookProgram, QFile::Permissions(0x7700)));
    QVERIFY(status().working());
    // What install would write now is no matter: each entry is judged as the kind that it is.
    m_options.http = false;
    QVERIFY(status().installed());
}

void TestClaudeHookStatus::statusNamesWhatIsOutdated_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("http");
    QTest::addColumn<QStringList>("problems");
    const auto row = [](const char *name, const char *from, const char *to, bool http,
                        const QStringList &problems) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << http << problems;
    };
    row("program", "/bin/dogwatch-hook", "/old/dogwatch-hook", false, {u"program"_s});
    row("data folder", "claude-code ||", "claude-code --data-dir '/x' ||", false,
        {u"data_folder"_s});
    row("form", "\"timeout\": 5", "\"timeout\": 600", false, {u"form"_s});
    row("form in the background", "\"timeout\": 5", "\"async\": true, \"timeout\": 5", false,
        {u"form"_s});
    row("matcher", "\"hooks\": [\n          {", "\"matcher\": \"x\", \"hooks\": [\n          {",
        false, {u"matcher"_s});
    row("port", ":4519/", ":4520/", true, {u"url"_s});
    row("token", "s3cret-Token", "older", true, {u"token"_s});
    row("port and token", "4519/api/hooks/claude-code\",\n            \"headers\"",
        "1/api/hooks/claude-code\", \"headers\": {}, \"x\"", true, {u"url"_s, u"token"_s});
}

void TestClaudeHookStatus::statusNamesWhatIsOutdated()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, http);
    QFETCH(QStringList, problems);
    m_options = http ? m_http : m_options;
    install();
    QByteArray text = read(settings());
    QVERIFY(text.contains(from));
    write(settings(), text.replace(from, to));
    const HookEventStatus found = statusOf(u"Stop"_s);
    QCOMPARE(found.state, HookState::Outdated);
    QCOMPARE(found.problems, problems);
    QVERIFY(!status().installed());
    install();
    QVERIFY(status().installed());
}

void TestClaudeHookStatus::statusDoesNotJudgeByWhatIsUnknown()
{
    m_options = m_http;
    install();
    m_options.token.clear();
    QVERIFY(status().installed());
    m_options.url.clear();
    QVERIFY(status().installed());
    QByteArray text = read(settings());
    write(settings(),
          text.replace("\"SessionStart\": [\n      {\n        \"hooks\": [",
                       "\"SessionStart\": [\n      {\n        \"hooks\": ["
                       "{\"type\": \"http\", \"url\": "
                       "\"http://localhost/api/hooks/claude-code\"},"));
    const HookEventStatus start = statusOf(u"SessionStart"_s);
    QCOMPARE(start.problems, QStringList{u"duplicate"_s});
    QCOMPARE(start.ours, 2);
    write(settings(), R"({"hooks": {"Setup": [{"hooks": [{"type": "http", "timeout": 5,
        "url": "http://localhost/api/hooks/claude-code"}]}]}})");
    QCOMPARE(statusOf(u"Setup"_s).problems, QStringList{u"not_delivered"_s});
}

void TestClaudeHookStatus::statusCountsForeignAndMalformedEntries()
{
    write(settings(), R"({"hooks": {
        "Stop": [{"hooks": [{"type": "command", "command": "a"}, {"type": "prompt", "prompt": "b"}]},
                 {"hooks": [{"type": "agent", "prompt": "c"}]}, 3, {"matcher": "x"}],
        "PreToolUse": [{"matcher": "Bash", "hooks": [{"type": "http", "url": "http://x/"}]}],
        "Tomorrow": [{"hooks": [{"type": "command", "command": "/y/dogwatch-hook"}]}]}})");
    const HookEventStatus stop = statusOf(u"Stop"_s);
    QCOMPARE(stop.state, HookState::Missing);
    QCOMPARE(stop.foreign, 3);
    QCOMPARE(stop.malformed, 2);
    QCOMPARE(statusOf(u"PreToolUse"_s).foreign, 1);
    QCOMPARE(statusOf(u"Tomorrow"_s).problems, QStringList{u"program"_s});
    QVERIFY(!status().fileIgnored);
    write(settings(), R"({"hooks": {"PermissionRequest": [{"hooks": [{"type": "command"}]}]}})");
    QVERIFY(status().fileIgnored);
}

void TestClaudeHookStatus::statusOfAMalformedFileSaysWhy()
{
    write(settings(), "{\n\"a\": 1\n\"b\": 2\n}\n");
    const HookStatus found = status();
    QCOMPARE(found.malformed, u"line 3, column 1: a comma or the end of the object is missing"_s);
    QVERIFY(found.events.empty() && !found.installed());
    write(settings(), R"({"hooks": {"Stop": "x"}})");
    QCOMPARE(status().malformed, u"\"hooks\".\"Stop\" is no array"_s);
}

void TestClaudeHookStatus::statusFindsWhatSilencesUs_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("setting");
    const auto row = [](const char *name, const QString &file, const char *text,
                        const char *setting) {
        QTest::newRow(name) << file << QByteArray(text) << QString::fromLatin1(setting);
    };
    const QString local = u"project/.claude/settings.local.json"_s;
    const QString managed = u"managed/managed-settings.json"_s;
    const QString part = u"managed/managed-settings.d/10.json"_s;
    const QString user = u"home/.claude/settings.json"_s;
    row("nothing", managed, "{\"disableAllHooks\": false}", "");
    row("off in the project", local, "{\"disableAllHooks\": true}", "disableAllHooks");
    row("off for the user", user, "{\"disableAllHooks\": true}", "disableAllHooks");
    row("off by the organisation", managed, "{\"disableAllHooks\": true}", "disableAllHooks");
    row("managed alone", part, "{\"allowManagedHooksOnly\": true}", "allowManagedHooksOnly");
    row("unreadable", managed, "{", "unreadable");
}

void TestClaudeHookStatus::statusFindsWhatSilencesUs()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, setting);
    write(path(file), text);
    m_target = *projectSettings(m_environment, path(u"project"_s));
    const HookStatus found = status();
    std::vector<HookSilencer> expected;
    if (!setting.isEmpty() && setting != u"unreadable")
        expected.push_back({path(file), setting});
    QCOMPARE(found.silencers, expected);
    QCOMPARE(found.unreadable, setting == u"unreadable" ? QStringList{path(file)} : QStringList());

    // The list of addresses concerns http hooks alone, and is the sum of all files.
    m_target = *userSettings(m_environment);
    m_options = m_http;
    write(settings(), R"({"allowedHttpHookUrls": ["https://*.example.org/*"]})");
    QVERIFY(status().silencers.empty() || !setting.isEmpty());
    install();
    const HookSilencer refused{settings(), u"allowedHttpHookUrls"_s};
    QCOMPARE(status().silencers.back(), refused);
    write(path(u"managed/managed-settings.json"_s),
          R"({"allowedHttpHookUrls": ["http://127.0.0.1:*"]})");
    for (const HookSilencer &silencer : status().silencers)
        QVERIFY(silencer != refused);
}

void TestClaudeHookStatus::statusWarnsOfAnExposedToken()
{
    m_options = m_http;
    install();
    QVERIFY(!status().tokenExposed);
    QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), 0644), 0);
    QVERIFY(status().tokenExposed);
    m_options.http = false;
    install();
    QVERIFY(!status().tokenExposed);
}

void TestClaudeHookStatus::installExposesNoToken()
{
    write(settings(), "{}");
    QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), 0644), 0);
    install();
    QCOMPARE(modeOf(settings()), 0644U);
    m_options = m_http;
    install();
    QCOMPARE(modeOf(settings()), 0600U);
    QVERIFY(!status().tokenExposed);
    // Made readable since: that alone is something to mend.
    QCOMPARE(::chmod(QFile::encodeName(settings()).constData(), 0664), 0);
    QVERIFY(install().changed);
    QCOMPARE(modeOf(settings()), 0600U);
    QVERIFY(!install().changed);
}

QTEST_APPLESS_MAIN(TestClaudeHookStatus)
#include "tst_claudehookstatus.moc"
