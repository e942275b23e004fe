// SPDX-FileCopyrightText: The Dogwatch authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "crash/programs.h"
#include "ctlcall.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace dogwatch::test;
using namespace Qt::StringLiterals;

// Scheduled jobs by the command line and over HTTP, with a running Dogwatch and without.
class TestCtlJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_app = std::make_unique<Headless>();
    }
    void cleanup() { m_app.reset(); }
    void theDefaultJobsAreThere();
    void aJobIsAddedRunPausedAndRemoved();
    void withoutTheAppTheStoreIsChangedItself();
    void aScheduleIsPreviewedInItsZone();
    void aDigestIsMadeOnDemandOrSaysWhyNot();
    void theApiTellsAndRefuses();

private:
    [[nodiscard]] CtlOutcome call(const QStringList &arguments) const
    {
        return ctl(m_folder->path(), arguments + QStringList{u"--json"_s});
    }
    [[nodiscard]] QJsonObject jobNamed(const QString &name) const
    {
        const QJsonArray all = QJsonDocument::fromJson(call({u"jobs"_s}).out).array();
        for (const QJsonValue &job : all) {
            if (job[u"name"].toString() == name)
                return job.toObject();
        }
        return {};
    }
    [[nodiscard]] QString outcomeOfLast(const QString &name) const
    {
        return jobNamed(name).value(u"last").toObject().value(u"outcome").toString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Headless> m_app;
};

void TestCtlJobs::theDefaultJobsAreThere()
{
    QVERIFY(m_app->start(m_folder->path(), {}, {}));
    QTRY_COMPARE(jobNamed(u"digest"_s).value(u"schedule").toString(), u"0 9 * * *");
    QCOMPARE(jobNamed(u"digest"_s).value(u"next").toArray().size(), 5);
    QCOMPARE(jobNamed(u"backup"_s).value(u"kind").toString(), u"backup");
    QCOMPARE(jobNamed(u"retention"_s).value(u"state").toString(), u"active");
}

void TestCtlJobs::aJobIsAddedRunPausedAndRemoved()
{
    QVERIFY(m_app->start(m_folder->path(), {}, {}));
    QTRY_VERIFY(!jobNamed(u"digest"_s).isEmpty());
    QCOMPARE(call({u"jobs"_s, u"add"_s, u"tea"_s, u"--kind"_s, u"notification"_s, u"--schedule"_s,
                   u"0 16 * * mon-fri"_s, u"--zone"_s, u"Europe/Berlin"_s, u"text=Tea"_s,
                   u"missed=none"_s})
                 .code,
             0);
    QCOMPARE(jobNamed(u"tea"_s).value(u"zone").toString(), u"Europe/Berlin");
    QCOMPARE(jobNamed(u"tea"_s).value(u"missed").toString(), u"none");
    QCOMPARE(call({u"jobs"_s, u"run"_s, u"digest"_s}).code, 0);
    QTRY_VERIFY(QStringList({u"done"_s, u"sending"_s}).contains(outcomeOfLast(u"digest"_s)));
    const QJsonArray history =
        QJsonDocument::fromJson(call({u"jobs"_s, u"history"_s, u"digest"_s}).out).array();
    QCOMPARE(history.size(), 1);
    QVERIFY(history.at(0)[u"manual"].toBool());
    QCOMPARE(call({u"jobs"_s, u"pause"_s, u"tea"_s}).code, 0);
    QCOMPARE(jobNamed(u"tea"_s).value(u"state").toString(), u"paused");
    QCOMPARE(call({u"jobs"_s, u"resume"_s, u"tea"_s}).code, 0);
    QCOMPARE(jobNamed(u"tea"_s).value(u"state").toString(), u"active");
    QCOMPARE(call({u"jobs"_s, u"remove"_s, u"tea"_s}).code, 0);
    QVERIFY(jobNamed(u"tea"_s).isEmpty());
    QCOMPARE(call({u"jobs"_s, u"run"_s, u"tea"_s}).code, 1);
    QTRY_VERIFY(QFile::exists(m_folder->filePath(u"digests"_s)));
}

void TestCtlJobs::withoutTheAppTheStoreIsChangedItself()
{
    QVERIFY(m_app->start(m_folder->path(), {}, {}));
    QTRY_VERIFY(!jobNamed(u"digest"_s).isEmpty());
    QCOMPARE(m_app->terminate(), 0);
    QCOMPARE(call({u"jobs"_s, u"pause"_s, u"digest"_s}).code, 0);
    QCOMPARE(jobNamed(u"digest"_s).value(u"state").toString(), u"paused");
    const QTemporaryDir empty;
    QCOMPARE(dogwatch::test::ctl(empty.path(), {u"jobs"_s}).code, 4);
}

void TestCtlJobs::aScheduleIsPreviewedInItsZone()
{
    const CtlOutcome good = call({u"jobs"_s, u"preview"_s, u"--schedule"_s, u"30 2 * * *"_s,
                                  u"--zone"_s, u"America/New_York"_s});
    QCOMPARE(good.code, 0);
    QCOMPARE(QJsonDocument::fromJson(good.out).array().size(), 5);
    QVERIFY(good.out.contains("-0")); // the offset is told
    QCOMPARE(call({u"jobs"_s, u"preview"_s, u"--schedule"_s, u"0 0 30 2 *"_s}).code, 2);
    QCOMPARE(call({u"jobs"_s, u"preview"_s, u"--schedule"_s, u"@daily"_s, u"--zone"_s,
                   u"Europe/Atlantis"_s})
                 .code,
             2);
    QCOMPARE(call({u"jobs"_s, u"no-such-verb"_s}).code, 2);
    QVERIFY(m_app->start(m_folder->path(), {}, {}));
    const auto add = [this](const QString &kind, const QString &schedule, const QString &option) {
        return call({u"jobs"_s, u"add"_s, u"x"_s, u"--kind"_s, kind, u"--schedule"_s, schedule,
                     option})
            .code;
    };
    QCOMPARE(add(u"reminder"_s, u"@daily"_s, u"text=x"_s), 2);
    QCOMPARE(add(u"notification"_s, u"0 0 30 2 *"_s, u"text=x"_s), 2);
    QCOMPARE(add(u"notification"_s, u"@daily"_s, u"text="_s), 2);
    QCOMPARE(add(u"webhook"_s, u"@daily"_s, u"url=nowhere"_s), 2);
    QVERIFY(jobNamed(u"x"_s).isEmpty());
    QCOMPARE(add(u"notification"_s, u"@daily"_s, u"text=x"_s), 0);
    QCOMPARE(add(u"notification"_s, u"@daily"_s, u"text=x"_s), 1); // there is one
    QCOMPARE(call({u"jobs"_s, u"history"_s, u"x"_s, u"--limit"_s, u"many"_s}).code, 2);
    QCOMPARE(call({u"digest"_s, u"--hours"_s, u"0"_s}).code, 2);
}

void TestCtlJobs::aDigestIsMadeOnDemandOrSaysWhyNot()
{
    QCOMPARE(call({u"digest"_s}).code, 4); // there is no store
    QVERIFY(m_app->start(m_folder->path(), {}, {}));
    const QByteArray hook = "/api/hooks/claude-code";
    QCOMPARE(m_app
                 ->ask("POST", hook,
                       R"({"session_id":"s","hook_event_name":"PermissionRequest","cwd":"/x/api",)"
                       R"("tool_name":"Bash","tool_input":{"command":"git push"}})")
                 .status,
             200);
    const CtlOutcome digest = call({u"digest"_s});
    QCOMPARE(digest.code, 0);
    const QJsonObject told = QJsonDocument::fromJson(digest.out).object();
    QVERIFY2(told.value(u"headline").toString().startsWith(u"1 needs you"_s),
             digest.out.constData());
    QVERIFY(told.value(u"markdown").toString().contains(u"## What needs you"_s));
    QVERIFY(told.value(u"unread").toArray().isEmpty());
}

void TestCtlJobs::theApiTellsAndRefuses()
{
    QVERIFY(m_app->start(m_folder->path(), {}, {}));
    QTRY_VERIFY(!jobNamed(u"digest"_s).isEmpty());
    QCOMPARE(m_app->ask("GET", "/api/jobs").status, 200);
    QCOMPARE(m_app->ask("GET", "/api/jobs/1").status, 200);
    QCOMPARE(m_app->ask("GET", "/api/jobs/1/occurrences").body, QByteArray("[]"));
    QCOMPARE(m_app->ask("GET", "/api/jobs/99").status, 404);
    QCOMPARE(m_app->ask("POST", "/api/jobs/99/run", "{}").status, 404);
    QCOMPARE(m_app->ask("POST", "/api/jobs/1/pause", "{}").status, 200);
    QCOMPARE(m_app->ask("POST", "/api/jobs/1/resume", "{}").status, 200);
    const Headless::Answer changed =
        m_app->ask("POST", "/api/jobs/1", R"({"schedule":"15 8 * * *"})");
    QCOMPARE(changed.status, 200);
    QCOMPARE(QJsonDocument::fromJson(changed.body).object().value(u"rev").toInt(), 2);
    for (const QByteArray &body :
         {QByteArray(R"({"schedule":"0 0 30 2 *"})"), QByteArray(R"({"zone":"Europe/Atlantis"})"),
          QByteArray(R"({"kind":"command"})"), QByteArray(R"({"options":{"x":1}})"),
          QByteArray("[]")})
        QCOMPARE(m_app->ask("POST", "/api/jobs/1", body).status, 422);
    const QByteArray twice =
        R"({"name":"digest","kind":"notification","schedule":"@daily","options":{"text":"x"}})";
    QCOMPARE(m_app->ask("POST", "/api/jobs", twice).status, 409);
    QCOMPARE(m_app->ask("DELETE", "/api/jobs/1").status, 405);
}

QTEST_GUILESS_MAIN(TestCtlJobs)
#include "tst_ctljobs.moc"
