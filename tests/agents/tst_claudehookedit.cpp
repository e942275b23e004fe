// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/linediff.h"
#include "expectedhooks.h"
#include "randomsettings.h"
#include "seed.h"
#include "settingssamples.h"

#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

class TestClaudeHookEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void installAddsOurHooksAndNothingElse_data() { addSamples(); }
    void installAddsOurHooksAndNothingElse();
    void installingTwiceChangesNothing_data() { addSamples(); }
    void installingTwiceChangesNothing();
    void uninstallTakesOutWhatInstallPutIn_data() { addSamples(); }
    void uninstallTakesOutWhatInstallPutIn();
    void switchingTheKindReplacesOurEntriesInPlace_data() { addSamples(); }
    void switchingTheKindReplacesOurEntriesInPlace();
    void randomSettingsSurviveInstallAndUninstall();
    void damagedTextIsRefusedOrStillJson();
    void theLayoutOfTheFileIsFollowed_data();
    void theLayoutOfTheFileIsFollowed();
    void aMendedEntryKeepsItsLineEnds();
    void malformedSettingsAreRefused_data();
    void malformedSettingsAreRefused();
    void theDiffShowsChangedLinesAlone();

private:
    static void addSamples();
};

void TestClaudeHookEdit::addSamples()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isExact");
    for (const SettingsSample &sample : settingsSamples())
        QTest::newRow(sample.name) << sample.text << sample.isExact;
}

void TestClaudeHookEdit::installAddsOurHooksAndNothingElse()
{
    QFETCH(QByteArray, text);
    QCOMPARE(parsed(installed(text, commandOptions())), withOurs(parsed(text), false));
    QCOMPARE(parsed(installed(text, httpOptions())), withOurs(parsed(text), true));
}

void TestClaudeHookEdit::installingTwiceChangesNothing()
{
    QFETCH(QByteArray, text);
    const QByteArray once = installed(text, commandOptions());
    const auto twice = withHooks(once, hookRecipe(commandOptions()));
    QVERIFY(twice);
    QCOMPARE(twice->text, once);
    QCOMPARE(twice->added + twice->mended + twice->dropped, QStringList());
}

void TestClaudeHookEdit::uninstallTakesOutWhatInstallPutIn()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isExact);
    const QByteArray with = installed(text, commandOptions());
    QVERIFY(isInstalledOn(with, text));
    if (!isBlankText(text))
        QVERIFY(!isInstalledOn(with, text + ' '));
    const QByteArray without = uninstalled(with);
    QVERIFY(!without.contains("dogwatch"));
    if (isExact)
        QCOMPARE(without, text);
    else
        QVERIFY(without.size() <= text.size() + 4);
}

void TestClaudeHookEdit::switchingTheKindReplacesOurEntriesInPlace()
{
    QFETCH(QByteArray, text);
    const QByteArray command = installed(text, commandOptions());
    const QByteArray http = installed(command, httpOptions());
    QCOMPARE(parsed(http), withOurs(parsed(text), true));
    QCOMPARE(installed(http, commandOptions()), command);
    QVERIFY(isInstalledOn(http, text));
}

void TestClaudeHookEdit::randomSettingsSurviveInstallAndUninstall()
{
    const quint32 first = seedOfThisRun();
    for (quint32 round = 0; round < 250; ++round) {
        const quint32 seed = first + round;
        const QByteArray text = RandomSettings(seed).text();
        const QByteArray context = "seed " + QByteArray::number(seed) + ":\n" + text;
        const QByteArray with = installed(text, commandOptions());
        QVERIFY2(parsed(with) == withOurs(parsed(text), false), context.constData());
        QVERIFY2(installed(with, commandOptions()) == with, context.constData());
        QVERIFY2(isInstalledOn(with, text), context.constData());
        const QByteArray posting = installed(with, httpOptions());
        QVERIFY2(parsed(posting) == withOurs(parsed(text), true), context.constData());
        QVERIFY2(isInstalledOn(posting, text), context.constData());
        // Without a backup: nothing of ours is left, and what is left is installed upon as before.
        const QByteArray without = uninstalled(posting);
        QVERIFY2(!without.contains("/dogwatch-hook'"), context.constData());
        QVERIFY2(parsed(installed(without, commandOptions())) == parsed(with), context.constData());
    }
}

void TestClaudeHookEdit::damagedTextIsRefusedOrStillJson()
{
    int refused = 0;
    const quint32 first = seedOfThisRun();
    for (quint32 round = 0; round < 4000; ++round) {
        const quint32 seed = first + round;
        QRandomGenerator random(seed);
        QByteArray text = RandomSettings(seed).text();
        const int at = random.bounded(int(text.size()));
        const char with = "\"\\{}[],:0-e.u \n\0\xff"[random.bounded(18)];
        switch (random.bounded(3)) {
        case 0:
            text[at] = with;
            break;
        case 1:
            text.insert(at, with);
            break;
        default:
            text.remove(at, 1 + random.bounded(8));
        }
        const auto json = PositionedJson::parse(text);
        refused += json ? 0 : 1;
        QJsonParseError error{0, QJsonParseError::NoError};
        if (json && json->isKind(json->root(), JsonKind::Object))
            (void)QJsonDocument::fromJson(text, &error);
        // A number beyond a double is no matter for text that stays as it is.
        const bool agrees = error.error == QJsonParseError::NoError
            || error.error == QJsonParseError::IllegalNumber;
        const QByteArray context = "seed " + QByteArray::number(seed) + ":\n" + text;
        QVERIFY2(agrees, context.constData());
    }
    QVERIFY(refused > 1000 && refused < 4000);
}

void TestClaudeHookEdit::theLayoutOfTheFileIsFollowed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("new file")
        << QByteArray("")
        << QByteArray("{\n  \"hooks\": {\n    \"Stop\": [\n      {\n        \"hooks\": [\n"
                      "          {\n            \"type\": \"command\"\n          }\n        ]\n"
                      "      }\n    ]\n  }\n}\n");
    QTest::newRow("tabs and CRLF")
        << QByteArray("{\r\n\t\"a\": 1\r\n}")
        << QByteArray("{\r\n\t\"a\": 1,\r\n\t\"hooks\": {\r\n\t\t\"Stop\": [\r\n\t\t\t{\r\n"
                      "\t\t\t\t\"hooks\": [\r\n\t\t\t\t\t{\r\n\t\t\t\t\t\t\"type\": \"command\"\r\n"
                      "\t\t\t\t\t}\r\n\t\t\t\t]\r\n\t\t\t}\r\n\t\t]\r\n\t}\r\n}");
    QTest::newRow("one line") << QByteArray(
        R"({"a":1})") << QByteArray(R"({"a":1,"hooks":{"Stop":[{"hooks":[{"type":"command"}]}]}})");
    QTest::newRow("one line with blanks")
        << QByteArray(R"({"a": 1})")
        << QByteArray(R"({"a": 1, "hooks": {"Stop": [{"hooks": [{"type": "command"}]}]}})");
    QTest::newRow("line ends like the child's before")
        << QByteArray("{\r\n \"a\": 1,\n \"b\": 2\n}\n")
        << QByteArray("{\r\n \"a\": 1,\n \"b\": 2,\n \"hooks\": {\n  \"Stop\": [\n   {\n"
                      "    \"hooks\": [\n     {\n      \"type\": \"command\"\n     }\n    ]\n"
                      "   }\n  ]\n }\n}\n");
    QTest::newRow("an array in one line of a spread file")
        << QByteArray("{\n  \"hooks\": {\n    \"Stop\": [{}]\n  }\n}\n")
        << QByteArray("{\n  \"hooks\": {\n    \"Stop\": [{}, {\"hooks\": [{\"type\": "
                      "\"command\"}]}]\n  }\n}\n");
    QTest::newRow("an empty array of a spread file")
        << QByteArray("{\n    \"hooks\": {\n        \"Stop\": []\n    }\n}\n")
        << QByteArray("{\n    \"hooks\": {\n        \"Stop\": [\n            {\n"
                      "                \"hooks\": [\n                    {\n"
                      "                        \"type\": \"command\"\n                    }\n"
                      "                ]\n            }\n        ]\n    }\n}\n");
}

void TestClaudeHookEdit::theLayoutOfTheFileIsFollowed()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    HookRecipe recipe;
    recipe.entries.push_back(
        {u"Stop"_s, {}, JsonDraft::object({{u"type", JsonDraft::string(u"command")}})});
    const auto edit = withHooks(text, recipe);
    QVERIFY(edit);
    QCOMPARE(edit->text, expected);
}

void TestClaudeHookEdit::aMendedEntryKeepsItsLineEnds()
{
    const QByteArray text = "{\r\n\"hooks\": {\"Stop\": [{\"hooks\": [{\n"
                            "  \"command\": \"/old/dogwatch-hook\"\n}]}]}}";
    HookRecipe recipe;
    const JsonDraft handler =
        JsonDraft::object({{u"command", JsonDraft::string(u"dogwatch-hook")}});
    recipe.entries.push_back({u"Stop"_s, {}, handler});
    const auto edit = withHooks(text, recipe);
    QVERIFY(edit);
    QCOMPARE(edit->text,
             QByteArray("{\r\n\"hooks\": {\"Stop\": [{\"hooks\": [{\n"
                        "\"command\": \"dogwatch-hook\"\n}]}]}}"));
}

void TestClaudeHookEdit::malformedSettingsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &text, const QString &reason) {
        QTest::newRow(name) << text << reason;
    };
    row("cut off", "{\"a\": 1", u"line 1, column 8: a comma or the end of the object is missing"_s);
    row("comment", "{\n  // mine\n}", u"line 2, column 3: a key in double quotes is missing"_s);
    row("comma before the end", "{\"a\": 1,}", u"column 9"_s);
    row("comma before the end of an array", "[1,]", u"a value is missing"_s);
    row("two documents", "{}{}", u"line 1, column 3: text after the end"_s);
    row("single quotes", "{'a': 1}", u"a key in double quotes"_s);
    row("no colon", "{\"a\" 1}", u"a colon"_s);
    row("leading zero", "{\"a\": 01}", u"a comma or the end"_s);
    row("no digits", "{\"a\": -}", u"a malformed number"_s);
    row("NaN", "{\"a\": NaN}", u"a value is missing"_s);
    row("line end in a string", "{\"a\": \"\n\"}", u"a control character"_s);
    row("unknown escape", "{\"a\": \"\\x\"}", u"an unknown escape"_s);
    row("short escape", "{\"a\": \"\\u12\"}", u"four hexadecimal digits"_s);
    row("endless string", "{\"a\": \"b", u"a string does not end"_s);
    row("no UTF-8", "{\"a\": \"\xFF\"}", u"not UTF-8"_s);
    row("UTF-16", QByteArray("{\0\"\0a\0\"\0", 8), u"a key in double quotes"_s);
    row("nested without end", QByteArray(100'000, '['), u"nested too deeply"_s);
    row("larger than any settings", QByteArray(9 * 1024 * 1024, ' '), u"larger"_s);
    row("an array", "[]", u"the document is no object"_s);
    row("a word", "null", u"the document is no object"_s);
    row("hooks is an array", "{\"hooks\": []}", u"\"hooks\" is no object"_s);
    row("hooks is null", "{\"hooks\": null}", u"\"hooks\" is no object"_s);
    row("an event is an object", "{\"hooks\": {\"Stop\": {}}}",
        u"\"hooks\".\"Stop\" is no array"_s);
    row("an event that is never hooked", "{\"hooks\": {\"WorktreeCreate\": 1}}", u"is no array"_s);
}

void TestClaudeHookEdit::malformedSettingsAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    if (text.size() > PositionedJson::kMaxBytes)
        text = "{\"a\":\"" + text + "\"}";
    for (const auto &edit : {withHooks(text, hookRecipe(commandOptions())), withoutHooks(text)}) {
        QVERIFY(!edit);
        QCOMPARE(edit.error().code, ErrorCode::Corrupt);
        QVERIFY2(edit.error().text.contains(reason), qPrintable(edit.error().text));
    }
}

void TestClaudeHookEdit::theDiffShowsChangedLinesAlone()
{
    QCOMPARE(lineDiff("a\n", "a\n"), QString());
    QCOMPARE(lineDiff("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\nsix\n"),
             u"...\n 3\n 4\n 5\n-6\n+six\n"_s);
    QCOMPARE(lineDiff("", "x\ny\n"), u"+x\n+y\n"_s);
    QCOMPARE(lineDiff("x\n", ""), u"-x\n"_s);
    QCOMPARE(lineDiff("a\nb\nc\n", "a\nc\nd\n"), u" a\n-b\n c\n+d\n"_s);
}

QTEST_APPLESS_MAIN(TestClaudeHookEdit)
#include "tst_claudehookedit.moc"
