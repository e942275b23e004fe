// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "agents/adapter.h"
#include "story.h"

#include <QDir>
#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// What each of the events that the client knows is taken to mean, from payloads of the real client.
class TestClaudeEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachEventMeansWhatTheTableSays_data();
    void eachEventMeansWhatTheTableSays();
    void everyRecordedPayloadIsKeptAndNamesItsSession();
    void anEventThatIsNewTodayIsKeptAsOther();
    void fieldsOfAnyTypeDoNoHarm_data();
    void fieldsOfAnyTypeDoNoHarm();
};

void TestClaudeEvents::eachEventMeansWhatTheTableSays_data()
{
    QTest::addColumn<int>("kind");
    const auto row = [](const char *file, ReportKind kind) {
        QTest::newRow(file) << static_cast<int>(kind);
    };
    row("SessionStart", ReportKind::SessionStarted);
    row("SessionEnd", ReportKind::SessionEnded);
    row("Setup", ReportKind::SessionStarted);
    row("InstructionsLoaded", ReportKind::InstructionsLoaded);
    row("UserPromptSubmit", ReportKind::PromptSubmitted);
    row("UserPromptExpansion", ReportKind::Other);
    row("MessageDisplay", ReportKind::Other);
    row("PreToolUse", ReportKind::ToolStarted);
    row("PostToolUse", ReportKind::ToolFinished);
    row("PostToolUseFailure", ReportKind::ToolFailed);
    row("PostToolBatch", ReportKind::ToolBatchFinished);
    row("PermissionRequest", ReportKind::PermissionAsked);
    row("PermissionRequest.AskUserQuestion", ReportKind::QuestionAsked);
    row("PermissionRequest.ExitPlanMode", ReportKind::QuestionAsked);
    row("PermissionDenied", ReportKind::PermissionDenied);
    row("Notification.permission_prompt", ReportKind::PermissionWaiting);
    row("Notification.idle_prompt", ReportKind::WentIdle);
    row("Notification", ReportKind::QuestionAnswered);
    row("Elicitation", ReportKind::QuestionAsked);
    row("ElicitationResult", ReportKind::QuestionAnswered);
    row("Stop", ReportKind::TurnStopped);
    row("StopFailure", ReportKind::TurnFailed);
    row("SubagentStart", ReportKind::AgentStarted);
    row("SubagentStop", ReportKind::AgentStopped);
    row("TeammateIdle", ReportKind::AgentStopped);
    row("TaskCreated", ReportKind::Other);
    row("TaskCompleted", ReportKind::Other);
    row("PreCompact", ReportKind::CompactionStarted);
    row("PostCompact", ReportKind::CompactionFinished);
    row("PreModelSwitch", ReportKind::Other);
    row("PostModelSwitch", ReportKind::ModelSwitched);
    row("ConfigChange", ReportKind::Other);
    row("CwdChanged", ReportKind::FolderChanged);
    row("FileChanged", ReportKind::Other);
    row("DirectoryAdded", ReportKind::Other);
    row("WorktreeCreate", ReportKind::Other);
    row("WorktreeRemove", ReportKind::Other);
}

void TestClaudeEvents::eachEventMeansWhatTheTableSays()
{
    QFETCH(int, kind);
    const QString file = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject payload = recorded(file);
    const Decoded decoded = decode(Source::ClaudeCode, payload);
    QCOMPARE(static_cast<int>(decoded.report.kind), kind);
    QCOMPARE(decoded.type, file.section(u'.', 0, 0));
    QCOMPARE(decoded.report.sessionId, payload.value(u"session_id").toString());
    QCOMPARE(decoded.report.toolUseId, payload.value(u"tool_use_id").toString());
    QCOMPARE(decoded.report.agentId, payload.value(u"agent_id").toString());
    QCOMPARE(decoded.report.promptId, payload.value(u"prompt_id").toString());
}

void TestClaudeEvents::everyRecordedPayloadIsKeptAndNamesItsSession()
{
    const QStringList files =
        QDir(QStringLiteral(DOGWATCH_TEST_DATA "/claude")).entryList({u"*.json"_s});
    QSet<QString> types;
    for (const QString &file : files) {
        const Decoded decoded = decode(Source::ClaudeCode, recorded(file.chopped(5)));
        QVERIFY2(!decoded.report.sessionId.isEmpty(), qPrintable(file));
        types.insert(decoded.type);
        Story story;
        story.tell(recorded(file.chopped(5)), 1000);
        QVERIFY2(story.contradiction().isEmpty(), qPrintable(file + story.contradiction()));
        QCOMPARE(story.session().events, 1);
    }
    QCOMPARE(types.size(), 33);
}

void TestClaudeEvents::anEventThatIsNewTodayIsKeptAsOther()
{
    Story story;
    story.tell(u"UserPromptSubmit"_s, 1000, {{u"prompt"_s, u"go"_s}});
    const Session before = story.session();
    const Session after = story.tell(u"SomethingInvented"_s, 2000, {{u"new_field"_s, 7}});
    QCOMPARE(after.status, before.status);
    QCOMPARE(after.events, 2);
    QCOMPARE(after.lastEventMs, 2000);
}

void TestClaudeEvents::fieldsOfAnyTypeDoNoHarm_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files =
        QDir(QStringLiteral(DOGWATCH_TEST_DATA "/claude")).entryList({u"*.json"_s});
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(5);
}

void TestClaudeEvents::fieldsOfAnyTypeDoNoHarm()
{
    QFETCH(QString, file);
    const QJsonArray list{1, QJsonValue(), u"x"_s, QJsonObject{}};
    const QList<QJsonValue> others{
        QJsonValue(), true, -1.5, 1e300, u"\U0001F600"_s, list, QJsonObject{{u"a"_s, list}}};
    const QJsonObject payload = recorded(file);
    const QStringList keys = payload.keys();
    for (const QString &key : keys) {
        if (key == u"hook_event_name" || key == u"session_id")
            continue;
        for (const QJsonValue &other : others) {
            QJsonObject odd = payload;
            odd.insert(key, other);
            Story story;
            story.tell(u"PreToolUse"_s, 10, {{u"tool_use_id"_s, u"t"_s}, {u"tool_name"_s, u"B"_s}});
            story.tell(odd, 20);
            QVERIFY2(story.contradiction().isEmpty(), qPrintable(key + story.contradiction()));
        }
    }
}

QTEST_APPLESS_MAIN(TestClaudeEvents)
#include "tst_claudeevents.moc"
