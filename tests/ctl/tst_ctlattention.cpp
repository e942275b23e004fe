// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/times.h"
#include "crash/programs.h"
#include "ctlcall.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch;
using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

} // namespace

// `dogwatchctl attention` beside a running Dogwatch: what needs a person, and what has needed one.
class TestCtlAttention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatIsOverIsToldFromATimeOn();
    void howLongAgentsWaitedIsTold();
    void whatOfATranscriptCannotBeReadIsSaidByTheDoctor();
    void whatIsNoTimeIsSaid();
    void aLimitThatIsSetIsLookedAt();

private:
    void hook(const QString &type, QJsonObject fields = {}) const;
    [[nodiscard]] CtlOutcome run(const QStringList &arguments) const
    {
        return ctl(m_folder->filePath(u"data"_s), arguments);
    }
    [[nodiscard]] QStringList kinds(const QStringList &arguments = {}) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlAttention::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("CLAUDE_CONFIG_DIR", QFile::encodeName(m_folder->filePath(u"claude"_s)));
    QVERIFY(m_app.start(m_folder->filePath(u"data"_s), {}, {}));
}

void TestCtlAttention::cleanup()
{
    (void)m_app.end(true);
    qunsetenv("CLAUDE_CONFIG_DIR");
}

void TestCtlAttention::hook(const QString &type, QJsonObject fields) const
{
    fields.insert(u"session_id"_s, u"s"_s);
    fields.insert(u"hook_event_name"_s, type);
    fields.insert(u"cwd"_s, u"/home/dev/shop"_s);
    QCOMPARE(m_app
                 .ask("POST", "/api/hooks/claude-code",
                      QJsonDocument(fields).toJson(QJsonDocument::Compact))
                 .status,
             200);
}

QStringList TestCtlAttention::kinds(const QStringList &arguments) const
{
    QStringList kinds;
    const QJsonArray items = run(QStringList{u"attention"_s, u"--json"_s} + arguments).array();
    for (const QJsonValue &item : items)
        kinds.append(item[u"kind"].toString()
                     + (item[u"resolved_at"].isNull() ? u""_s : u" over"_s));
    return kinds;
}

void TestCtlAttention::whatIsOverIsToldFromATimeOn()
{
    const QStringList lastHour{u"--since"_s, u"1h"_s};
    QCOMPARE(run({u"attention"_s}).out.trimmed(), "Nothing needs you.");
    QVERIFY(run(QStringList{u"attention"_s} + lastHour).out.contains("Nothing needed you."));
    const QJsonObject call{{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t"_s}};
    hook(u"PreToolUse"_s, call);
    hook(u"PermissionRequest"_s, call);
    QCOMPARE(kinds(), QStringList{u"permission"_s});
    hook(u"PostToolUse"_s, call);
    hook(u"StopFailure"_s, {{u"error"_s, u"rate_limit"_s}});
    QCOMPARE(kinds(), QStringList{u"failed"_s});
    QStringList all = kinds(lastHour);
    all.sort();
    QCOMPARE(all, (QStringList{u"failed"_s, u"permission over"_s}));
    const QString tomorrow = toRfc3339(QDateTime::currentMSecsSinceEpoch() + 24LL * 60 * 60 * 1000);
    QCOMPARE(kinds({u"--since"_s, tomorrow}), QStringList{u"failed"_s}); // it is not over
    const QByteArray table = run(QStringList{u"attention"_s} + lastHour).out;
    QVERIFY2(table.contains("over after") && table.contains("for your answers"), table.constData());
}

void TestCtlAttention::howLongAgentsWaitedIsTold()
{
    QCOMPARE(run({u"waits"_s}).out.trimmed(), "No agent has waited for you.");
    QCOMPARE(run({u"waits"_s, u"--json"_s}).array().size(), 0);
    QCOMPARE(run({u"waits"_s, u"--by"_s, u"colour"_s}).code, 2);
    const QJsonObject call{{u"tool_name"_s, u"Bash"_s}, {u"tool_use_id"_s, u"t"_s}};
    hook(u"PreToolUse"_s, call);
    hook(u"PermissionRequest"_s, call);
    hook(u"PostToolUse"_s, call);
    const QJsonArray rows = run({u"waits"_s, u"--by"_s, u"project"_s, u"--json"_s}).array();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0)[u"project"].toString(), u"shop"_s);
    QCOMPARE(rows.at(0)[u"questions"].toInt(), 1);
    QCOMPARE(rows.at(0)[u"answered"].toInt(), 1);
    QVERIFY(rows.at(0)[u"median_answer_ms"].isDouble());
    QVERIFY(run({u"waits"_s}).out.startsWith("DAY (UTC)"));
    // The app tells the same.
    const Headless::Answer told = m_app.ask("GET", "/api/waits?by=project");
    QCOMPARE(told.status, 200);
    QCOMPARE(QJsonDocument::fromJson(told.body).array(), rows);
    QCOMPARE(m_app.ask("GET", "/api/waits?by=colour").status, 400);
}

void TestCtlAttention::whatOfATranscriptCannotBeReadIsSaidByTheDoctor()
{
    const QString project = m_folder->filePath(u"claude/projects/p"_s);
    QVERIFY(QDir().mkpath(project + u"/s"));
    QFile noFolder(project + u"/s/subagents");
    QVERIFY(noFolder.open(QIODevice::WriteOnly));
    hook(u"UserPromptSubmit"_s, {{u"transcript_path"_s, QString(project + u"/s.jsonl")}});
    const auto app = [this] {
        const QJsonArray findings = run({u"doctor"_s, u"--json"_s}).array();
        for (const QJsonValue &finding : findings) {
            if (finding[u"check"].toString() == u"app"_s)
                return finding[u"found"].toString();
        }
        return QString();
    };
    QTRY_VERIFY_WITH_TIMEOUT(app().contains(u"s/subagents"_s), kPatienceMs);
    QVERIFY(noFolder.remove());
    QTRY_COMPARE_WITH_TIMEOUT(app(), u"running and ready"_s, kPatienceMs);
}

void TestCtlAttention::whatIsNoTimeIsSaid()
{
    for (const QString &text : {u"soon"_s, u"8"_s, u"h"_s, u"-1h"_s, u"9999999d"_s, u""_s}) {
        const CtlOutcome outcome = run({u"attention"_s, u"--since"_s, text});
        QCOMPARE(outcome.code, 2);
        QVERIFY2(outcome.err.contains("8h"), outcome.err.constData());
    }
}

// From the command to the watchdog of the running program, and back.
void TestCtlAttention::aLimitThatIsSetIsLookedAt()
{
    const QString path = m_folder->filePath(u"claude/projects/p/s.jsonl"_s);
    QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QJsonObject answer{
        {u"id"_s, u"m1"_s},
        {u"model"_s, u"claude-opus-4-1"_s},
        {u"role"_s, u"assistant"_s},
        {u"content"_s, QJsonArray()},
        {u"usage"_s, QJsonObject{{u"input_tokens"_s, 1'000'000}, {u"output_tokens"_s, 1}}}};
    file.write(
        QJsonDocument(QJsonObject{{u"type"_s, u"assistant"_s},
                                  {u"sessionId"_s, u"s"_s},
                                  {u"uuid"_s, u"u1"_s},
                                  {u"requestId"_s, u"r1"_s},
                                  {u"timestamp"_s, toRfc3339(QDateTime::currentMSecsSinceEpoch())},
                                  {u"message"_s, answer}})
            .toJson(QJsonDocument::Compact)
        + '\n');
    file.close();
    hook(u"UserPromptSubmit"_s, {{u"transcript_path"_s, path}});
    QTRY_VERIFY_WITH_TIMEOUT(run({u"usage"_s, u"--json"_s}).out.contains("1000000"), kPatienceMs);
    QCOMPARE(kinds(), QStringList());
    QCOMPARE(run({u"config"_s, u"set"_s, u"budget.five_hour_tokens"_s, u"1000"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(kinds(), QStringList{u"limit"_s}, kPatienceMs);
    QCOMPARE(run({u"config"_s, u"set"_s, u"budget.five_hour_tokens"_s, u"0"_s}).code, 0);
    QTRY_COMPARE_WITH_TIMEOUT(kinds(), QStringList(), kPatienceMs);
}

QTEST_GUILESS_MAIN(TestCtlAttention)
#include "tst_ctlattention.moc"
