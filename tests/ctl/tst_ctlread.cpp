// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray hook(const char *session, const char *event, const char *more = "")
{
    return QByteArray(R"({"session_id":")") + session + R"(","hook_event_name":")" + event
        + R"(","cwd":"/srv/api")" + more + '}';
}

} // namespace

// The commands that look: the same answer with the app and without, an error that is none of both
// where nothing can be read.
class TestCtlRead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { (void)m_app.end(true); }
    void whatIsThereIsToldWithTheAppAndWithout();
    void aSessionTellsItsAgentsAsATree();
    void eventsCanBeTakenInPieces();
    void nothingThereIsAnEmptyListAndNoStoreIsAnError_data();
    void nothingThereIsAnEmptyListAndNoStoreIsAnError();
    void aStoreThatIsNoneIsAnErrorAndLeftAlone();
    void statusTellsRunningFromSilentFromGone();
    void aSessionOfTwoAgentsIsToldBySource();
    void lossThatCannotBeReadIsNotNone();
    void aRunOfAnotherSessionSaysWhose();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(u"data"_s); }
    void post(const char *source, const QByteArray &payload);

    std::unique_ptr<QTemporaryDir> m_folder;
    Headless m_app;
};

void TestCtlRead::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestCtlRead::post(const char *source, const QByteArray &payload)
{
    QCOMPARE(m_app.ask("POST", QByteArray("/api/hooks/") + source, payload).status, 200);
}

void TestCtlRead::whatIsThereIsToldWithTheAppAndWithout()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    post("claude-code", hook("one", "SessionStart", R"(,"model":"m")"));
    post("claude-code", hook("one", "UserPromptSubmit", R"(,"prompt":"mend it")"));
    post("claude-code",
         hook("one", "PreToolUse",
              R"(,"tool_name":"Bash","tool_use_id":"t1","tool_input":{"command":"make"})"));
    post(
        "claude-code",
        hook("one", "PermissionRequest", R"(,"tool_name":"Bash","tool_input":{"command":"make"})"));
    post("codex", hook("two", "SessionStart"));

    const QStringList commands{u"sessions"_s, u"events"_s, u"tool-calls"_s, u"attention"_s,
                               u"usage"_s};
    QHash<QString, QByteArray> up;
    for (const QString &command : commands) {
        const CtlOutcome outcome = ctl(folder(), {command, u"--json"_s});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.err, QByteArray());
        up.insert(command, outcome.out);
    }
    QCOMPARE(m_app.terminate(), 0);
    for (const QString &command : commands)
        QCOMPARE(ctl(folder(), {command, u"--json"_s}).out, up.value(command));

    const QJsonArray sessions = ctl(folder(), {u"sessions"_s, u"--json"_s}).array();
    QCOMPARE(sessions.size(), 2);
    const QJsonObject one = sessions.at(1).toObject();
    QCOMPARE(one.value(u"id").toString(), u"one"_s);
    QCOMPARE(one.value(u"source").toString(), u"claude-code"_s);
    QCOMPARE(one.value(u"status").toString(), u"needs_input"_s);
    QCOMPARE(one.value(u"project").toString(), u"api"_s);
    QCOMPARE(one.value(u"events").toInt(), 4);
    QCOMPARE(one.value(u"agents").toInt(), 1);
    QCOMPARE(one.value(u"tool_calls").toInt(), 1);
    QVERIFY(one.contains(u"cost_usd") && one.value(u"cost_usd").isNull());
    const QJsonArray waiting = ctl(folder(), {u"attention"_s, u"--json"_s}).array();
    QCOMPARE(waiting.size(), 1);
    QCOMPARE(waiting.at(0).toObject().value(u"kind").toString(), u"permission"_s);
    QCOMPARE(waiting.at(0).toObject().value(u"session_id").toString(), u"one"_s);
    const QJsonArray calls =
        ctl(folder(), {u"tool-calls"_s, u"--session"_s, u"one"_s, u"--json"_s}).array();
    QCOMPARE(calls.size(), 1);
    QCOMPARE(calls.at(0).toObject().value(u"tool_use_id").toString(), u"t1"_s);
    // And for people.
    const CtlOutcome table = ctl(folder(), {u"sessions"_s});
    QVERIFY(table.out.startsWith("SESSION"));
    QVERIFY(table.out.contains("needs_input"));
}

void TestCtlRead::aSessionTellsItsAgentsAsATree()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    post("claude-code", hook("one", "SessionStart"));
    post("claude-code", hook("one", "SubagentStart", R"(,"agent_id":"a1","agent_type":"Explore")"));
    const QJsonObject session = ctl(folder(), {u"session"_s, u"one"_s, u"--json"_s}).object();
    QCOMPARE(session.value(u"agents").toInt(), 2);
    const QJsonValue tree = session.value(u"agent_tree");
    const QJsonObject root = tree.isArray() ? tree.toArray().at(0).toObject() : tree.toObject();
    const QJsonArray children = root.value(u"children").toArray();
    QCOMPARE(children.size(), 1);
    const QJsonObject child = children.at(0).toObject();
    QVERIFY2(QJsonDocument(child).toJson().contains("Explore"),
             QJsonDocument(child).toJson().constData());
    const CtlOutcome unknown = ctl(folder(), {u"session"_s, u"nobody"_s, u"--json"_s});
    QCOMPARE(unknown.code, 1);
    QCOMPARE(unknown.out, QByteArray());
    QVERIFY(unknown.err.contains("nobody"));
}

void TestCtlRead::eventsCanBeTakenInPieces()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    for (int i = 0; i < 7; ++i)
        post("claude-code", hook(i % 2 ? "one" : "two", "Notification"));
    QList<qint64> seen;
    for (qint64 after = 0;;) {
        const QJsonArray piece = ctl(folder(),
                                     {u"events"_s, u"--after"_s, QString::number(after),
                                      u"--limit"_s, u"3"_s, u"--payload"_s, u"--json"_s})
                                     .array();
        if (piece.isEmpty())
            break;
        for (const QJsonValue &event : piece) {
            seen.append(event[u"seq"].toInteger());
            QVERIFY(event[u"payload"].isObject());
            QCOMPARE(event[u"origin"].toString(), u"hook"_s);
        }
        after = seen.last();
    }
    QCOMPARE(seen, (QList<qint64>{1, 2, 3, 4, 5, 6, 7}));
    QCOMPARE(ctl(folder(), {u"events"_s, u"--session"_s, u"one"_s, u"--json"_s}).array().size(), 3);
}

void TestCtlRead::nothingThereIsAnEmptyListAndNoStoreIsAnError_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"sessions", "events", "tool-calls", "attention", "usage"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void TestCtlRead::nothingThereIsAnEmptyListAndNoStoreIsAnError()
{
    QFETCH(QString, command);
    const CtlOutcome missing = ctl(folder(), {command, u"--json"_s});
    QCOMPARE(missing.code, 4);
    QCOMPARE(missing.out, QByteArray());
    QVERIFY(!missing.err.isEmpty());
    QVERIFY(!QFileInfo::exists(folder())); // looking makes nothing
    QVERIFY(m_app.start(folder(), {}, {}));
    const CtlOutcome empty = ctl(folder(), {command, u"--json"_s});
    QCOMPARE(empty.code, 0);
    QVERIFY(QJsonDocument::fromJson(empty.out).isArray());
    QVERIFY(empty.array().isEmpty());
}

void TestCtlRead::aStoreThatIsNoneIsAnErrorAndLeftAlone()
{
    QVERIFY(QDir().mkpath(folder()));
    const QByteArray garbage(8192, 'x');
    QFile file(folder() + u"/dogwatch.db"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(garbage);
    file.close();
    for (const QString &command : {u"sessions"_s, u"status"_s, u"verify"_s, u"rebuild"_s}) {
        const CtlOutcome outcome = ctl(folder(), {command, u"--json"_s});
        QCOMPARE(outcome.code, 4);
        QCOMPARE(outcome.out, QByteArray());
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), garbage);
}

void TestCtlRead::statusTellsRunningFromSilentFromGone()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    post("claude-code", hook("one", "SessionStart"));
    const QJsonObject running = ctl(folder(), {u"status"_s, u"--json"_s}).object();
    QCOMPARE(running.value(u"state").toString(), u"ready"_s);
    QVERIFY(running.value(u"ready").toBool());
    QCOMPARE(running.value(u"events").toInt(), 1);
    m_app.signal(SIGSTOP);
    const QJsonObject silent = ctl(folder(), {u"status"_s, u"--json"_s}).object();
    const CtlOutcome doctor = ctl(folder(), {u"doctor"_s});
    m_app.signal(SIGCONT);
    QCOMPARE(silent.value(u"state").toString(), u"not answering"_s);
    QVERIFY(!silent.value(u"ready").toBool());
    QCOMPARE(silent.value(u"events").toInt(), 1);
    QVERIFY2(doctor.out.contains("does not answer"), doctor.out.constData());
    QCOMPARE(m_app.terminate(), 0);
    const QJsonObject gone = ctl(folder(), {u"status"_s, u"--json"_s}).object();
    QCOMPARE(gone.value(u"state").toString(), u"not running"_s);
    QCOMPARE(gone.value(u"events").toInt(), 1);
}

void TestCtlRead::aSessionOfTwoAgentsIsToldBySource()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    post("claude-code", hook("same", "SessionStart"));
    post("codex", hook("same", "SessionStart"));
    post("codex", hook("same", "Notification"));
    for (const QString &source : {u"claude-code"_s, u"codex"_s}) {
        const CtlOutcome one =
            ctl(folder(), {u"session"_s, u"same"_s, u"--source"_s, source, u"--json"_s});
        QCOMPARE(one.object().value(u"source").toString(), source);
        QCOMPARE(one.err, QByteArray());
        const QByteArray asked =
            m_app.ask("GET", "/api/sessions/same?source=" + source.toUtf8()).body;
        QCOMPARE(QJsonDocument::fromJson(asked).object().value(u"source").toString(), source);
    }
    const CtlOutcome any = ctl(folder(), {u"session"_s, u"same"_s, u"--json"_s});
    QVERIFY2(any.err.contains("--source claude-code"), any.err.constData());
    QCOMPARE(ctl(folder(),
                 {u"events"_s, u"--session"_s, u"same"_s, u"--source"_s, u"codex"_s, u"--json"_s})
                 .array()
                 .size(),
             2);
    QCOMPARE(ctl(folder(), {u"session"_s, u"same"_s, u"--source"_s, u"cursor"_s}).code, 1);
    QCOMPARE(ctl(folder(), {u"session"_s, u"same"_s, u"--source"_s, u"nobody"_s}).code, 2);
    QCOMPARE(m_app.ask("GET", "/api/sessions/same?source=nobody").status, 400);
    QCOMPARE(m_app.ask("GET", "/api/sessions/same?source=cursor").status, 404);
}

void TestCtlRead::lossThatCannotBeReadIsNotNone()
{
    QVERIFY(m_app.start(folder(), {}, {}));
    QCOMPARE(m_app.terminate(), 0);
    QFile note(folder() + u"/spool/.gap"_s);
    QVERIFY(note.open(QIODevice::WriteOnly));
    note.write("1763700000000 claude-code full\n");
    note.close();
    QCOMPARE(ctl(folder(), {u"status"_s, u"--json"_s}).object().value(u"lost_events").toInt(), 1);
    // A second name makes it a file that is not ours alone, which is not read.
    QCOMPARE(::link(qPrintable(note.fileName()), qPrintable(m_folder->filePath(u"hard"_s))), 0);
    const CtlOutcome status = ctl(folder(), {u"status"_s, u"--json"_s});
    QCOMPARE(status.code, 0);
    QVERIFY(status.object().contains(u"lost_events"));
    QVERIFY(status.object().value(u"lost_events").isNull());
    QVERIFY2(status.err.contains(".gap"), status.err.constData());
}

// A process that this one has started stands for the run of an agent that this one stands for.
void TestCtlRead::aRunOfAnotherSessionSaysWhose()
{
    ChildProcess run;
    QVERIFY(run.start({"/bin/sleep", "600"}, {}));
    QVERIFY(m_app.start(folder(), {}, {}));
    const auto tell = [this](const char *session, qint64 pid) {
        const QByteArray header = "Dogwatch-Agent-Pid: " + QByteArray::number(pid) + "\r\n";
        QCOMPARE(m_app
                     .ask("POST", "/api/hooks/claude-code",
                          hook(session, "UserPromptSubmit", R"(,"prompt":"go")"), header)
                     .status,
                 200);
    };
    tell("outer", getpid());
    tell("inner", run.pid());
    const auto starterOf = [this](const QString &id) {
        return ctl(folder(), {u"session"_s, id, u"--json"_s}).object().value(u"started_by");
    };
    QTRY_COMPARE_WITH_TIMEOUT(starterOf(u"inner"_s).toString(), u"outer"_s, 60'000);
    QVERIFY(starterOf(u"outer"_s).isNull());
    const CtlOutcome outer = ctl(folder(), {u"session"_s, u"outer"_s, u"--json"_s});
    QCOMPARE(outer.object().value(u"runs").toArray().size(), 1);
    QCOMPARE(outer.object().value(u"runs").toArray().at(0)[u"id"].toString(), u"inner"_s);
    QVERIFY(ctl(folder(), {u"sessions"_s}).out.contains("run of outer; "));
    const QJsonArray listed =
        QJsonDocument::fromJson(m_app.ask("GET", "/api/sessions").body).array();
    for (const QJsonValue &session : listed)
        QCOMPARE(session[u"started_by"].toString(),
                 session[u"id"].toString() == u"inner"_s ? u"outer"_s : QString());
    // Only the one that stands alone counts.
    QCOMPARE(ctl(folder(), {u"status"_s, u"--json"_s}).object().value(u"sessions").toInt(), 1);
}

QTEST_GUILESS_MAIN(TestCtlRead)

#include "tst_ctlread.moc"
