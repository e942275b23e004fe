// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "expectedhooks.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestClaudeHookEntries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void olderFormsOfOursAreMended_data();
    void olderFormsOfOursAreMended();
    void whatBelongsToOthersIsNotOurs_data();
    void whatBelongsToOthersIsNotOurs();
    void othersInTheSameGroupStay();
    void surplusEntriesOfOursGo();
    void worktreeCreateIsNeverHooked();
    void anUnknownEventThatSomebodyHookedIsKeptAndMended();
    void anOverriddenKeyIsCleanedWithoutComingBack();
};

void TestClaudeHookEntries::olderFormsOfOursAreMended_data()
{
    QTest::addColumn<QString>("handler");
    const auto command = [](const char *name, const QString &line) {
        QTest::newRow(name) << u"{\"type\": \"command\", \"command\": %1}"_s.arg(jsonString(line));
    };
    command("bare name", u"dogwatch-hook --source claude-code"_s);
    command("another path", u"/usr/lib/dogwatch-hook --source claude-code"_s);
    command("a quoted path",
            u"test -x '/it'\\''s/dogwatch-hook' && exec '/it'\\''s/dogwatch-hook' "
            "--source claude-code || true"_s);
    command("double quotes", u"\"C:\\Program Files\\dogwatch-hook.exe\" --source claude-code"_s);
    command(
        "another data folder",
        hookCommand(commandOptions()).replace(u"claude-code"_s, u"claude-code --data-dir '/x'"_s));
    command("curl to our address",
            u"curl -s -d @- http://localhost:4519/api/hooks/claude-code >/dev/null || true"_s);
    QTest::newRow("exec form") << uR"({"command": "/x/dogwatch-hook", "args": ["--source"]})"_s;
    QTest::newRow("another timeout")
        << u"{\"type\": \"command\", \"command\": %1, \"timeout\": 600}"_s.arg(
               jsonString(hookCommand(commandOptions())));
    QTest::newRow("http, another port")
        << uR"({"type": "http", "url": "http://127.0.0.1:1/api/hooks/claude-code"})"_s;
    QTest::newRow("http, without a port")
        << uR"({"type": "http", "url": "http://[::1]/api/hooks/claude-code"})"_s;
}

void TestClaudeHookEntries::olderFormsOfOursAreMended()
{
    QFETCH(QString, handler);
    const QByteArray text =
        u"{\"hooks\": {\"Stop\": [{\"hooks\": [%1]}], \"Setup\": [{\"hooks\": [%1]}]}}"_s
            .arg(handler)
            .toUtf8();
    const auto edit = withHooks(text, hookRecipe(commandOptions()));
    QVERIFY(edit);
    QCOMPARE(parsed(edit->text), withOurs({}, false));
    QCOMPARE(edit->mended, (QStringList{u"Stop"_s, u"Setup"_s}));
    QCOMPARE(edit->dropped, QStringList());
    QCOMPARE(edit->added.size(), 30);
    QCOMPARE(parsed(installed(text, httpOptions())), withOurs({}, true));
    QCOMPARE(uninstalled(text), "{}");
}

void TestClaudeHookEntries::whatBelongsToOthersIsNotOurs_data()
{
    QTest::addColumn<QString>("handler");
    const auto command = [](const char *name, const QString &line) {
        QTest::newRow(name) << u"{\"type\": \"command\", \"command\": %1}"_s.arg(jsonString(line));
    };
    command("a longer name", u"/bin/my-dogwatch-hook"_s);
    command("a name that goes on", u"/bin/dogwatch-hook-logger"_s);
    command("another extension", u"/bin/dogwatch-hook.sh"_s);
    command("a folder of that name", u"/home/x/dogwatch-hook/run"_s);
    command("another path of an address", u"curl http://127.0.0.1/api/hooks/claude-code/x"_s);
    command("another machine", u"curl https://example.org/api/hooks/claude-code"_s);
    QTest::newRow("http to another machine")
        << uR"({"type": "http", "url": "https://example.org/api/hooks/claude-code"})"_s;
    QTest::newRow("http to another source")
        << uR"({"type": "http", "url": "http://127.0.0.1:4519/api/hooks/codex"})"_s;
    QTest::newRow("a prompt that names us")
        << uR"({"type": "prompt", "prompt": "x", "command": "dogwatch-hook"})"_s;
}

void TestClaudeHookEntries::whatBelongsToOthersIsNotOurs()
{
    QFETCH(QString, handler);
    const QByteArray text = u"{\"hooks\": {\"Stop\": [{\"hooks\": [%1]}]}}"_s.arg(handler).toUtf8();
    const QByteArray with = installed(text, commandOptions());
    QCOMPARE(parsed(with), withOurs(parsed(text), false));
    QCOMPARE(uninstalled(with), text);
    QCOMPARE(uninstalled(text), text);
}

void TestClaudeHookEntries::othersInTheSameGroupStay()
{
    const QByteArray text = R"({"hooks": {"Stop": [{"matcher": "*", "hooks": [
        {"type": "command", "command": "first"},
        {"type": "command", "command": "dogwatch-hook"},
        {"type": "command", "command": "last"}]}]}})";
    const QJsonObject with = parsed(installed(text, commandOptions()));
    const QJsonArray groups = with["hooks"_L1]["Stop"_L1].toArray();
    QCOMPARE(groups.size(), 1);
    const QJsonArray handlers = groups[0]["hooks"_L1].toArray();
    QCOMPARE(handlers[0]["command"_L1].toString(), u"first"_s);
    QCOMPARE(handlers[1].toObject(), commandJson());
    QCOMPARE(handlers[2]["command"_L1].toString(), u"last"_s);
    QCOMPARE(uninstalled(installed(text, commandOptions())),
             QByteArray(R"({"hooks": {"Stop": [{"matcher": "*", "hooks": [
        {"type": "command", "command": "first"},
        {"type": "command", "command": "last"}]}]}})"));
}

void TestClaudeHookEntries::surplusEntriesOfOursGo()
{
    const QByteArray text = R"({"hooks": {"PreToolUse": [
        {"matcher": "Bash", "hooks": [{"type": "command", "command": "dogwatch-hook"}]},
        {"hooks": [{"type": "command", "command": "x/dogwatch-hook"},
                   {"type": "command", "command": "dogwatch-hook"}]}]}})";
    const auto edit = withHooks(text, hookRecipe(commandOptions()));
    QVERIFY(edit);
    QCOMPARE(parsed(edit->text), withOurs({}, false));
    QCOMPARE(edit->mended, QStringList{u"PreToolUse"_s});
    QCOMPARE(edit->dropped, QStringList());

    const QByteArray onlyBash = R"({"hooks": {"PreToolUse": [
        {"matcher": "Bash", "hooks": [{"type": "command", "command": "dogwatch-hook"}]}]}})";
    QCOMPARE(parsed(installed(onlyBash, commandOptions())), withOurs({}, false));
}

void TestClaudeHookEntries::worktreeCreateIsNeverHooked()
{
    QVERIFY(!claudeHookEvents().contains(u"WorktreeCreate"_s));
    QCOMPARE(claudeHookEvents(), expectedEvents());
    const QByteArray text = R"({"hooks": {"WorktreeCreate": [
        {"hooks": [{"type": "command", "command": "dogwatch-hook"}]}]}})";
    const auto edit = withHooks(text, hookRecipe(commandOptions()));
    QVERIFY(edit);
    QCOMPARE(parsed(edit->text), withOurs({}, false));
    QCOMPARE(edit->dropped, QStringList{u"WorktreeCreate"_s});
}

void TestClaudeHookEntries::anUnknownEventThatSomebodyHookedIsKeptAndMended()
{
    const QByteArray text = R"({"hooks": {"Tomorrow": [
        {"matcher": "x", "hooks": [{"type": "command", "command": "dogwatch-hook"}]}]}})";
    const QJsonObject with = parsed(installed(text, commandOptions()));
    const QJsonObject group = with["hooks"_L1]["Tomorrow"_L1][0].toObject();
    QCOMPARE(group["matcher"_L1].toString(), u"x"_s);
    QCOMPARE(group["hooks"_L1][0].toObject(), commandJson());
    QCOMPARE(uninstalled(text), "{}");
}

void TestClaudeHookEntries::anOverriddenKeyIsCleanedWithoutComingBack()
{
    // Were the last, empty "Stop" taken away, the agent would see the first one again.
    const QByteArray text =
        R"({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "old"}]}],
        "Stop": [{"hooks": [{"type": "command", "command": "dogwatch-hook"}]}]}})";
    QCOMPARE(parsed(uninstalled(text)), parsed(R"({"hooks": {"Stop": []}})"));
    const QByteArray hidden = R"({"hooks": {"Stop": [{"hooks": [{"type": "command",
        "command": "dogwatch-hook"}]}]}, "hooks": {"x": []}})";
    QVERIFY(!uninstalled(hidden).contains("dogwatch"));
    QCOMPARE(parsed(uninstalled(hidden)), parsed(hidden));
}

QTEST_APPLESS_MAIN(TestClaudeHookEntries)
#include "tst_claudehookentries.moc"
